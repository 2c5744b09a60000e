import CCurl
import Primitives

/// One of libcurl's handles with what must live as long as it does; used for one exchange after another.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private var lists: [UnsafeMutablePointer<curl_slist>] = []

    init?() {
        guard let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_easy_cleanup(pointer)
        lists.forEach { curl_slist_free_all($0) }
        errorText.deallocate()
    }

    /// Forgets the last exchange.
    func reset() {
        curl_easy_reset(pointer)
        lists.forEach { curl_slist_free_all($0) }
        lists = []
        errorText[0] = 0
    }

    /// libcurl's words for the last failure, without control characters; empty for none.
    var failureText: String {
        String(
            String(cString: errorText).unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : Character($0) }
        )
    }

    /// Bytes of request lines, headers and bodies that were handed to the system so far.
    var sentBytes: Int {
        var count = 0
        _ = curl_shim_get_long(pointer, CURLINFO_REQUEST_SIZE, &count)
        return count
    }

    var uploadedBytes: Int {
        var count: curl_off_t = 0
        _ = curl_shim_get_large(pointer, CURLINFO_SIZE_UPLOAD_T, &count)
        return Int(count)
    }

    var status: Int {
        var status = 0
        _ = curl_shim_get_long(pointer, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    /// The `errno` of the last attempt to connect; 0 for none.
    var systemError: Int32 {
        var code = 0
        _ = curl_shim_get_long(pointer, CURLINFO_OS_ERRNO, &code)
        return Int32(truncatingIfNeeded: code)
    }

    /// Prepares the exchange; `transfer` must outlive it.
    ///
    /// - Returns: Whether libcurl took every setting; if not, nothing must be sent.
    func prepare(for transfer: Transfer, trustedCertificates: String?, addresses: [String]) -> Bool {
        let limits = transfer.request.limits
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        var settings = [
            curl_shim_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorText),
            curl_shim_set_pointer(pointer, CURLOPT_CURLU, UnsafeMutableRawPointer(transfer.target.handle.pointer)),
            curl_shim_set_string(pointer, CURLOPT_PROTOCOLS_STR, "http,https"),
            // A proxy would connect on our behalf, past the guard.
            curl_shim_set_string(pointer, CURLOPT_PROXY, ""),
            curl_shim_set_long(pointer, CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue)),
            curl_shim_set_long(pointer, CURLOPT_FOLLOWLOCATION, 0),
            // HTTP/2 would put exchanges of one host on one connection, which then fail together.
            curl_shim_set_long(pointer, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
            curl_shim_set_long(pointer, CURLOPT_HTTP09_ALLOWED, 0),
            curl_shim_set_long(pointer, CURLOPT_NOSIGNAL, 1),
            // Without it, giving up a slow name lookup would wait for it, and every other exchange with it.
            curl_shim_set_long(pointer, CURLOPT_QUICK_EXIT, 1),
            curl_shim_set_long(pointer, CURLOPT_TCP_NODELAY, 1),
            curl_shim_set_long(pointer, CURLOPT_SSL_VERIFYPEER, 1),
            curl_shim_set_long(pointer, CURLOPT_SSL_VERIFYHOST, 2),
            curl_shim_set_long(pointer, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            // Zero would mean no limit at all.
            curl_shim_set_long(pointer, CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(limits.connectTimeout.milliseconds))),
            curl_shim_set_long(pointer, CURLOPT_TIMEOUT_MS, max(1, Int((transfer.deadline - .now).milliseconds))),
            curl_shim_set_long(pointer, CURLOPT_FRESH_CONNECT, transfer.wantsOwnConnection ? 1 : 0),
            curl_shim_set_string(pointer, CURLOPT_USERAGENT, "callboard"),
        ]
        if let speed = limits.receiveBytesPerSecond {
            settings.append(curl_shim_set_large(pointer, CURLOPT_MAX_RECV_SPEED_LARGE, curl_off_t(speed)))
            // Its default is larger than what a slow network brings in a second, and would come in one piece.
            settings.append(curl_shim_set_long(pointer, CURLOPT_BUFFERSIZE, max(1024, min(16_384, speed / 8))))
        }
        if let trustedCertificates {
            settings.append(curl_shim_set_string(pointer, CURLOPT_CAINFO, trustedCertificates))
        }
        settings += prepareCallbacks(context) + prepareBody(of: transfer.request)
        settings += prepareLists(of: transfer, addresses: addresses)
        return settings.allSatisfy { $0 == CURLE_OK }
    }

    private func prepareBody(of request: OutboundRequest) -> [CURLcode] {
        if request.method == "HEAD" { return [curl_shim_set_long(pointer, CURLOPT_NOBODY, 1)] }
        let method = curl_shim_set_string(pointer, CURLOPT_CUSTOMREQUEST, request.method)
        if request.body.isEmpty && !["POST", "PUT", "PATCH"].contains(request.method) { return [method] }
        return [
            method,
            curl_shim_set_large(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)),
            request.body.withUnsafeBytes { bytes in
                // libcurl takes no pointer to an empty body, and only reads this one.
                bytes.baseAddress.map {
                    curl_shim_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: $0))
                } ?? curl_shim_set_string(pointer, CURLOPT_COPYPOSTFIELDS, "")
            },
        ]
    }

    private func prepareLists(of transfer: Transfer, addresses: [String]) -> [CURLcode] {
        // A name without value takes away a header that libcurl would add by itself.
        var lines = ["Expect:"]
        let names = transfer.request.headers.map { $0.name.lowercased() }
        if !names.contains("content-type") { lines.append("Content-Type:") }
        for header in transfer.request.headers {
            let value = header.value.drop { $0 == " " || $0 == "\t" }
            lines.append(value.isEmpty ? "\(header.name);" : "\(header.name): \(value)")
        }
        var settings = [set(lines, CURLOPT_HTTPHEADER)]
        if !addresses.isEmpty {
            let all = addresses.map { $0.contains(":") ? "[\($0)]" : $0 }.joined(separator: ",")
            settings.append(set(["\(transfer.target.host):\(transfer.target.port):\(all)"], CURLOPT_RESOLVE))
        }
        return settings
    }

    private func set(_ lines: [String], _ option: CURLoption) -> CURLcode {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                return CURLE_OUT_OF_MEMORY
            }
            list = longer
        }
        if let list { lists.append(list) }
        return curl_shim_set_pointer(pointer, option, list)
    }
}
