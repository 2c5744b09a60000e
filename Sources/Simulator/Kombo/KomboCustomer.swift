import CCurl
import Foundation

/// A customer of a simulated Kombo that runs in another process.
package enum KomboCustomer {
    /// Presses Connect on a link's page; gives the activation token, `nil` after trouble that was asked for.
    ///
    /// - Throws: ``SimulatorError`` when the page is not there or does not take the link.
    package static func press(
        _ link: String,
        tool: String? = nil,
        outcome: SimulatedKombo.Outcome = .connect,
        tells: Bool = true
    ) throws(SimulatorError) -> String? {
        guard let mark = link.range(of: "/kombo-connect/") else {
            throw SimulatorError("\(link.prefix(60)) is no link of a simulated Kombo; give the whole link")
        }
        var members: [(key: String, value: OrderedJSON)] = [
            ("link", .string(link)), ("outcome", .string(outcome.rawValue)), ("tells", .bool(tells)),
        ]
        if let tool { members.append(("tool", .string(tool))) }
        let url = link[..<mark.upperBound] + "press"
        let answer = try post(String(url), OrderedJSON.object(members).bytes)
        guard let fields = JSONFields(answer) else { throw SimulatorError("the simulated Kombo gave no answer") }
        if let error = fields.text("error") { throw SimulatorError(error) }
        return fields.text("token")
    }

    private static func post(_ url: String, _ body: [UInt8]) throws(SimulatorError) -> [UInt8] {
        guard let handle = curl_easy_init() else { throw SimulatorError("libcurl could not be set up") }
        defer { curl_easy_cleanup(handle) }
        var answer: [UInt8] = []
        let list = curl_slist_append(nil, "Content-Type: application/json")
        defer { curl_slist_free_all(list) }
        var body = body
        let code = withUnsafeMutablePointer(to: &answer) { sink in
            body.withUnsafeMutableBytes { bytes in
                _ = curl_shim_set_string(handle, CURLOPT_URL, url)
                _ = curl_shim_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
                _ = curl_shim_set_string(handle, CURLOPT_PROXY, "")
                _ = curl_shim_set_long(handle, CURLOPT_NOSIGNAL, 1)
                _ = curl_shim_set_long(handle, CURLOPT_POST, 1)
                _ = curl_shim_set_long(handle, CURLOPT_TIMEOUT_MS, 15_000)
                _ = curl_shim_set_pointer(handle, CURLOPT_HTTPHEADER, list)
                _ = curl_shim_set_pointer(handle, CURLOPT_POSTFIELDS, bytes.baseAddress)
                _ = curl_shim_set_long(handle, CURLOPT_POSTFIELDSIZE, bytes.count)
                _ = curl_shim_set_pointer(handle, CURLOPT_WRITEDATA, sink)
                _ = curl_shim_set_write(handle) { bytes, size, count, sink in
                    guard let bytes, let sink else { return 0 }
                    let received = UnsafeRawBufferPointer(start: bytes, count: size * count)
                    sink.assumingMemoryBound(to: [UInt8].self).pointee.append(contentsOf: received)
                    return size * count
                }
                return curl_easy_perform(handle)
            }
        }
        guard code == CURLE_OK else {
            throw SimulatorError("the simulated Kombo does not answer: \(String(cString: curl_easy_strerror(code)))")
        }
        return answer
    }
}
