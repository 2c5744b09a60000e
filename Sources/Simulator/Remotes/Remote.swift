import WebServer

/// A system that stands in for a real one, as strict as that is by what is known of it.
protocol Remote: Sendable {
    /// The first part of its paths, and what faults and the ledger call it.
    var name: String { get }
    /// Where its paths begin.
    var basePath: String { get }
    var endpoints: [RemoteEndpoint] { get }

    /// A refusal in the form that this system gives it.
    func refusal(_ status: Int, headers: [HTTPHeader]) -> HTTPResponse

    /// Makes every token invalid that was given out.
    func expireTokens()
}

extension Remote {
    var basePath: String { "/\(name)" }

    func refusal(_ status: Int, headers: [HTTPHeader]) -> HTTPResponse {
        HTTPResponse.refusal(status, "simulated fault", headers: headers)
    }

    func expireTokens() {}
}

/// One method and path of a simulated system.
struct RemoteEndpoint: Sendable {
    let method: String
    /// Under the system's own path, with parameters in braces.
    let path: String
    /// Whether the first parameter names a system of its own, as in `/http/globex`.
    var isNamedByParameter = false
    /// The part of the system that it belongs to, where parts fail apart from each other.
    var part: String?
    let answer: @Sendable (RemoteCall) -> RemoteAnswer

    init(
        _ method: String,
        _ path: String,
        isNamedByParameter: Bool = false,
        part: String? = nil,
        answer: @escaping @Sendable (RemoteCall) -> RemoteAnswer
    ) {
        self.method = method
        self.path = path
        self.isNamedByParameter = isNamedByParameter
        self.part = part
        self.answer = answer
    }
}
