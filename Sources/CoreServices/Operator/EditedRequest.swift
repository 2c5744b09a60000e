/// What a person may make of a step's request.
enum EditedRequest {
    private static let methods: Set<String> = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    /// Set when the request goes out: secrets, what frames the message, and what tells repetitions.
    private static let ownHeaders: Set<String> = [
        "authorization", "connection", "content-length", "cookie", "host", "idempotency-key", "proxy-authorization",
        "transfer-encoding", "upgrade",
    ]
    private static let longestBody = 1 << 20
    /// RFC 9110, section 5.6.2.
    private static let nameMarks = Set<Character>("!#$%&'*+-.^_`|~")

    /// What is wrong with a request, as a sentence with what to do; `nil` when it can be sent.
    static func problem(of request: RenderedRequest) -> String? {
        guard methods.contains(request.method) else {
            return "the method is not one of \(methods.sorted().joined(separator: ", ")); choose one of these"
        }
        let starts = ["/", "http://", "https://", "{destination}"]
        guard starts.contains(where: request.url.hasPrefix) else {
            return "the URL begins neither with / nor with https://; write a path or a whole URL"
        }
        guard request.url.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else {
            return "the URL holds a space or a control character; write it as %20 and the like"
        }
        for (index, header) in request.headers.enumerated() {
            if let problem = problem(of: header, number: index + 1) { return problem }
        }
        guard request.body.utf8.count <= longestBody else {
            return "the body has \(request.body.utf8.count) bytes, \(longestBody) are the most; make it shorter"
        }
        return nil
    }

    private static func problem(of header: HeaderField, number: Int) -> String? {
        let isName = { (character: Character) in
            character.isASCII && (character.isLetter || character.isNumber || nameMarks.contains(character))
        }
        guard !header.name.isEmpty, header.name.allSatisfy(isName) else {
            return
                "the name of header \(number) holds a space or a mark that no header may have; write letters and dashes"
        }
        guard !ownHeaders.contains(header.name.lowercased()) else {
            return "callboard sets the header \(header.name) itself; leave it out"
        }
        guard header.value.unicodeScalars.allSatisfy({ $0 == "\t" || ($0.value >= 0x20 && $0.value != 0x7F) }) else {
            return "the value of header \(header.name) holds a line break or a control character; take it out"
        }
        return nil
    }
}
