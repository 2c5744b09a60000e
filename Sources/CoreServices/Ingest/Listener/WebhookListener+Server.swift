import WebServer

extension HTTPServerOptions {
    init(_ configuration: ListenerConfiguration) {
        self.init()
        host = configuration.host
        port = configuration.port
        certificateFile = configuration.certificateFile
        privateKeyFile = configuration.privateKeyFile
        headerLimitBytes = configuration.headerLimitBytes
        connectionLimit = configuration.connectionLimit
        connectionLimitPerAddress = configuration.connectionLimitPerAddress
        idleTimeout = configuration.idleTimeout
        requestTimeout = configuration.requestTimeout
    }
}

extension ListenerError {
    /// The same in the words of the configuration file.
    init(_ error: HTTPServerError) {
        switch error {
        case .portTaken(let host, let port): self = .portTaken(host: host, port: port)
        case .portForbidden(let port): self = .portForbidden(port: port)
        case .addressUnavailable(let host): self = .addressUnavailable(host: host)
        case .hostUnknown(let host): self = .hostUnknown(host: host)
        case .fileUnreadable(let path, let reason): self = .fileUnreadable(path: path, reason: reason)
        case .certificatePairIncomplete: self = .certificatePairIncomplete
        case .certificateRefused(let path): self = .certificateRefused(path: path)
        case .tlsMissing: self = .tlsMissing
        case .failed(let reason): self = .failed(reason: reason)
        case .alreadyStarted: self = .alreadyStarted
        }
    }
}

extension Rejection {
    init(_ request: RefusedRequest) {
        self.init(
            status: request.status,
            reason: request.reason,
            endpoint: request.endpoint,
            remoteAddress: request.remoteAddress,
            receivedAt: request.receivedAt
        )
    }
}
