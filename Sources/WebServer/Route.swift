/// What the server does with one method and one form of path.
package struct Route: Sendable {
    package enum Part: Sendable, Equatable {
        case literal(String)
        /// Any one part, handed to the handler.
        case parameter
    }

    package typealias Handler = @Sendable (HTTPRequest, HTTPResponder) -> Void

    package let method: String
    package let pattern: [Part]
    /// The largest body taken, in bytes.
    package let bodyLimit: Int
    /// The endpoint that a request with these parameters is meant for, under which a refusal is counted.
    package let endpoint: @Sendable ([String]) -> String
    /// Runs on a thread of the server and must not block; it answers at once or later, from any thread.
    package let handler: Handler

    /// `path` is such as `/webhooks/komo/{name}`; parts in braces are parameters.
    package init(
        _ method: String,
        _ path: String,
        bodyLimit: Int = 0,
        endpoint: @escaping @Sendable ([String]) -> String = { _ in "" },
        handler: @escaping Handler
    ) {
        self.method = method
        self.bodyLimit = bodyLimit
        self.endpoint = endpoint
        self.handler = handler
        pattern = path.split(separator: "/").map { $0.hasPrefix("{") ? .parameter : .literal(String($0)) }
    }

    /// The parameters of a path that has this route's form; `nil` when it has not.
    fileprivate func parameters(of parts: [Substring]) -> [String]? {
        guard parts.count == pattern.count else { return nil }
        var parameters: [String] = []
        for (part, wanted) in zip(parts, pattern) {
            switch wanted {
            case .literal(let text): if part != text { return nil }
            case .parameter: parameters.append(String(part))
            }
        }
        return parameters
    }
}

/// All routes of a server; the first that fits is taken.
package struct RouteTable: Sendable {
    package enum Match: Sendable {
        case route(Route, parameters: [String])
        /// The path exists, for these methods only.
        case otherMethods([String])
        case nothing
    }

    private let routes: [Route]

    package init(_ routes: [Route]) {
        self.routes = routes
    }

    /// Finds the route of a request; `HEAD` is answered as `GET`.
    package func match(_ method: String, _ path: String) -> Match {
        let parts = path.split(separator: "/")
        let wanted = method == "HEAD" ? "GET" : method
        var methods: [String] = []
        for route in routes {
            guard let parameters = route.parameters(of: parts) else { continue }
            if route.method == wanted { return .route(route, parameters: parameters) }
            if !methods.contains(route.method) { methods.append(route.method) }
        }
        return methods.isEmpty ? .nothing : .otherMethods(methods)
    }
}
