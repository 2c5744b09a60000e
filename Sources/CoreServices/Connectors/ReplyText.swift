import Primitives

/// A reply as it is stored for people: the status, the headers and the start of the body, secrets masked.
package enum ReplyText {
    /// No more of the body is kept.
    package static let bodyLimit = 16 << 10
    /// No more of all headers is kept.
    private static let headLimit = 16 << 10

    private static let hiddenHeaders = [
        "set-cookie", "cookie", "authorization", "proxy-authorization", "www-authenticate", "x-api-key",
    ]

    /// Lines end in a line feed; text that only the sanitiser makes safe to show.
    package static func text(of reply: HTTPReply, from destination: DestinationConfiguration) -> String {
        let mask = SecretMask(destination)
        var head = "HTTP \(reply.status)\n"
        for header in reply.headers {
            let isHidden = hiddenHeaders.contains(header.name.lowercased())
            let value = isHidden ? SecretMask.mark : mask.apply(header.value)
            let line = "\(header.name): \(value)\n"
            guard head.utf8.count + line.utf8.count <= headLimit else {
                head += "...\n"
                break
            }
            head += line
        }
        // A secret that the cut would halve is masked first.
        let start = reply.body.prefix(bodyLimit + mask.longest)
        let masked = mask.apply(String(decoding: start, as: UTF8.self))
        let body = String(decoding: masked.utf8.prefix(bodyLimit), as: UTF8.self)
        let isCut = reply.body.count > bodyLimit || masked.utf8.count > bodyLimit
        return head + "\n" + body + (isCut ? "\n... (\(ByteCountText.format(reply.body.count)) in all)" : "")
    }
}
