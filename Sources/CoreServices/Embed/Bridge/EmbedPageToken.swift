import Primitives

/// What a page carries to send events back: good for one page, at one origin, for a short while.
///
/// It proves that callboard gave it to a page of that origin, not that a person did what the page tells.
struct EmbedPageToken: Sendable {
    enum Verdict: Sendable, Equatable {
        case good, expired, wrong
    }

    private let key: Secret

    init(key: Secret) {
        self.key = key
    }

    /// `1.SECONDS.HMAC`, the last in hexadecimal.
    func text(page: String, origin: String, until end: Timestamp) -> String {
        let seconds = end.milliseconds / 1000
        return "1.\(seconds).\(code(page, origin, seconds))"
    }

    func verdict(on text: String, page: String, origin: String, now: Timestamp) -> Verdict {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 128, parts.count == 3, parts[0] == "1", let seconds = Int64(parts[1]), seconds > 0,
            MessageDigest.isEqual(Array(parts[2].utf8), Array(code(page, origin, seconds).utf8))
        else { return .wrong }
        return now.milliseconds / 1000 < seconds ? .good : .expired
    }

    private func code(_ page: String, _ origin: String, _ seconds: Int64) -> String {
        // None of the three holds a line feed.
        let message = Array("embed page token 1\n\(page)\n\(origin)\n\(seconds)".utf8)
        return String(decoding: DigestText.hex(MessageDigest.hmacSHA256(message, key: key.exposed())), as: UTF8.self)
    }
}
