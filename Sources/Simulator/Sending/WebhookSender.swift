import CCurl
package import Primitives

/// Posts requests over one connection that is kept alive. Belongs to one thread.
package final class WebhookSender {
    /// What became of a request.
    package enum Outcome: Sendable, Equatable {
        /// The status that came back.
        case answered(Int)
        /// No answer came, for the reason given by libcurl.
        case failed(String)
    }

    /// libcurl asks for this once in a process, before anything else and on one thread.
    private static let initialised = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private let handle: UnsafeMutableRawPointer
    private let authentication: SenderAuthentication
    private let clock: WallClock

    /// - Parameter url: Where to post, such as `http://127.0.0.1:8787/webhooks/komo`.
    /// - Throws: ``SimulatorError`` when libcurl cannot be set up or does not accept the URL.
    package init(url: String, authentication: SenderAuthentication, clock: WallClock = .system) throws {
        guard Self.initialised, let handle = curl_easy_init() else {
            throw SimulatorError("libcurl could not be set up; is memory short?")
        }
        self.handle = handle
        self.authentication = authentication
        self.clock = clock
        let settings = [
            curl_shim_set_string(handle, CURLOPT_URL, url),
            curl_shim_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https"),
            // A proxy of the environment is not meant for a listener that is being tried out.
            curl_shim_set_string(handle, CURLOPT_PROXY, ""),
            curl_shim_set_string(handle, CURLOPT_USERAGENT, "callboard-sim"),
            curl_shim_set_long(handle, CURLOPT_NOSIGNAL, 1),
            curl_shim_set_long(handle, CURLOPT_POST, 1),
            curl_shim_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, 5_000),
            curl_shim_set_long(handle, CURLOPT_TIMEOUT_MS, 15_000),
            curl_shim_set_write(handle) { _, size, count, _ in size * count },
        ]
        guard settings.allSatisfy({ $0 == CURLE_OK }) else {
            throw SimulatorError("libcurl does not accept \(url) as a target.")
        }
    }

    deinit {
        curl_easy_cleanup(handle)
    }

    /// Posts one request and waits for the answer, at most 15 seconds.
    ///
    /// - Throws: ``SimulatorError`` when the request cannot be signed.
    package func send(_ request: SimulatedRequest) throws -> Outcome {
        var headers = try authentication.headers(
            for: request,
            at: clock.now(),
            isGenuine: !request.traits.contains(.badlySigned)
        )
        headers.append(("Content-Type", "application/json"))
        var list: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(list) }
        for header in headers { list = curl_slist_append(list, "\(header.name): \(header.value)") }

        var body = request.body
        let code = body.withUnsafeMutableBytes { bytes in
            _ = curl_shim_set_pointer(handle, CURLOPT_HTTPHEADER, list)
            _ = curl_shim_set_pointer(handle, CURLOPT_POSTFIELDS, bytes.baseAddress)
            _ = curl_shim_set_long(handle, CURLOPT_POSTFIELDSIZE, bytes.count)
            return curl_easy_perform(handle)
        }
        guard code == CURLE_OK else { return .failed(String(cString: curl_easy_strerror(code))) }
        var status = 0
        _ = curl_shim_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        return .answered(status)
    }
}
