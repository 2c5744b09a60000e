import Primitives

/// A reply being read: its JSON, its secrets masked, and what to make of it.
struct ReplyReading {
    /// No more of a reply than this is kept for later steps.
    static let outputLimit = 64 << 10
    /// No more than this is looked at for an error's message.
    private static let jsonLimit = 1 << 20

    let reply: HTTPReply
    let operation: Operation
    let destination: DestinationConfiguration
    let now: Timestamp
    /// The body, when it is JSON; secrets masked.
    let json: JSONValue?
    /// The body as text, secrets masked, cut off after `outputLimit` bytes.
    let text: String
    private let mask: SecretMask

    init(_ reply: HTTPReply, to operation: Operation, at destination: DestinationConfiguration, now: Timestamp) {
        self.reply = reply
        self.operation = operation
        self.destination = destination
        self.now = now
        mask = SecretMask(destination)
        // Cut after masking, so that no half of a secret is left at the end.
        let masked = mask.apply(String(decoding: reply.body.prefix(Self.jsonLimit), as: UTF8.self))
        text = String(decoding: masked.utf8.prefix(Self.outputLimit), as: UTF8.self)
        json = reply.body.count <= Self.jsonLimit ? try? JSONReader.read(Array(masked.utf8)) : nil
    }

    /// The body's JSON as it came, for the one reader that wants a secret out of it.
    var untouchedJSON: JSONValue? { try? JSONReader.read(Array(reply.body.prefix(Self.jsonLimit))) }

    var status: Int { reply.status }
    var isSuccess: Bool { (200..<300).contains(reply.status) }

    /// Success with what later steps may read; `note` says what is out of the ordinary.
    func success(note: String? = nil) -> StepOutcome {
        var body = JSONValue.string(text)
        if let json, reply.body.count <= Self.outputLimit { body = json }
        var output: [String: JSONValue] = ["status": .integer(Int64(clamping: reply.status)), "body": body]
        if let note { output["note"] = .string(note) }
        return .success(output: .object(output))
    }

    func failure(
        code: String,
        message: String,
        cause: String,
        remedy: String,
        concernsWholeDestination: Bool = false
    ) -> StepFailure {
        StepFailure(
            status: reply.status,
            code: line(code, limit: 80),
            message: line(message, limit: 500),
            cause: cause,
            remedy: remedy,
            concernsWholeDestination: concernsWholeDestination
        )
    }

    /// A message on one line of at most `limit` scalars, secrets masked.
    func line(_ message: String, limit: Int) -> String {
        var line = String.UnicodeScalarView()
        var count = 0
        var isSpace = true
        for scalar in mask.apply(message).unicodeScalars {
            let isGap = scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            if isGap, isSpace { continue }
            line.append(isGap ? " " : scalar)
            isSpace = isGap
            count += 1
            if count >= limit { break }
        }
        if line.last == " " { line.removeLast() }
        return String(line)
    }

    /// Whether a new access token may help.
    var hasRenewableToken: Bool {
        switch destination.authorisation {
        case .clientCredentials, .refreshToken: true
        default: false
        }
    }

    /// The elements of a JSON array; empty for everything else.
    static func list(_ value: JSONValue?) -> [JSONValue] {
        if case .array(let elements)? = value { elements } else { [] }
    }
}

/// What an error means, and what to do about it.
struct Explanation: Sendable {
    var cause: String
    var remedy: String

    init(_ cause: String, _ remedy: String) {
        self.cause = cause
        self.remedy = remedy
    }
}
