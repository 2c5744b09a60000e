/// Stands in for replies that a dry run does not get: a marked word wherever a template reads from one.
struct UnsentReplies {
    /// Ids of steps whose requests were not sent.
    var steps: Set<String> = []

    /// What `work` reads from unsent replies, each a path that begins with a step's id.
    func paths(in work: StepWork) -> [[String]] {
        let read = work.templates.flatMap(\.paths).filter { $0.names.first == "steps" }
        return read.map { Array($0.names.dropFirst()) }.filter { $0.first.map(steps.contains) ?? false }
    }

    /// The word for a path, such as `‹steps.create.body.id›`.
    static func mark(_ path: [String]) -> String { "‹steps.\(path.joined(separator: "."))›" }

    /// `outputs` with the words for `paths` in it.
    static func filling(_ outputs: [String: JSONValue], at paths: [[String]]) -> JSONValue {
        paths.reduce(.object(outputs)) { insert(.string(mark($1)), into: $0, at: $1[...]) }
    }

    private static func insert(_ word: JSONValue, into value: JSONValue?, at path: ArraySlice<String>) -> JSONValue {
        guard let name = path.first else { return word }
        var members: [String: JSONValue] = [:]
        if case .object(let known)? = value { members = known }
        members[name] = insert(word, into: members[name], at: path.dropFirst())
        return .object(members)
    }

    /// A request in which the words read as they are, also where URLs and forms encode them.
    static func readable(_ request: RenderedRequest, _ paths: [[String]]) -> RenderedRequest {
        var request = request
        for path in paths {
            let word = mark(path)
            let encoded = SecretMask.percentEncoded(word)
            request.url = request.url.replacing(encoded, with: word)
            request.body = request.body.replacing(encoded, with: word)
        }
        return request
    }
}
