/// Why the listener could not start: one sentence with what to do.
package enum ListenerError: Error, Sendable, Equatable, CustomStringConvertible {
    case portTaken(host: String, port: UInt16)
    case portForbidden(port: UInt16)
    /// No interface of this machine has the address.
    case addressUnavailable(host: String)
    case hostUnknown(host: String)
    case fileUnreadable(path: String, reason: String)
    /// One of certificate and private key is configured without the other.
    case certificatePairIncomplete
    case certificateRefused(path: String)
    case tlsMissing
    /// An endpoint that asks for no proof, on an address that others can reach.
    case openEndpoint(name: String, host: String)
    case endpointUnusable(name: String, reason: SignatureProfileError)
    case endpointTwice(name: String)
    case failed(reason: String)
    case alreadyStarted

    package var description: String {
        switch self {
        case .portTaken(let host, let port):
            "listener: port \(port) on \(host) is in use; stop the other program or set listener.port to another"
        case .portForbidden(let port):
            "listener: port \(port) needs more rights than this user has; set listener.port above 1023"
        case .addressUnavailable(let host):
            "listener: no interface of this machine has the address \(host); set listener.host to one that it has"
        case .hostUnknown(let host):
            "listener: \(host) is not an address; set listener.host to one such as 127.0.0.1"
        case .fileUnreadable(let path, let reason):
            "listener: cannot read \(path) (\(reason)); check the path and its permissions"
        case .certificatePairIncomplete:
            "listener: TLS needs both certificateFile and privateKeyFile; set the other one or remove both"
        case .certificateRefused(let path):
            "listener: the certificate \(path) and its private key do not work together; check that both are PEM files"
        case .tlsMissing:
            "listener: the installed libmicrohttpd has no TLS; install one that has, or put a proxy in front"
        case .openEndpoint(let name, let host):
            "listener: endpoint \(name) asks for no proof and \(host) can be reached by others; give it an authentication profile or listen on 127.0.0.1"
        case .endpointUnusable(let name, let reason): "endpoint \(name): \(reason)"
        case .endpointTwice(let name): "endpoint \(name) is configured twice; rename one of them"
        case .failed(let reason):
            "listener: could not start (\(reason)); try again, and run callboard doctor if it stays"
        case .alreadyStarted: "listener: already started; stop it before starting it again"
        }
    }
}
