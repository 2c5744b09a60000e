/// Why a server could not start: one sentence with what to do.
package enum HTTPServerError: Error, Sendable, Equatable, CustomStringConvertible {
    case portTaken(host: String, port: UInt16)
    case portForbidden(port: UInt16)
    /// No interface of this machine has the address.
    case addressUnavailable(host: String)
    case hostUnknown(host: String)
    case fileUnreadable(path: String, reason: String)
    /// One of certificate and private key is given without the other.
    case certificatePairIncomplete
    case certificateRefused(path: String)
    case tlsMissing
    case failed(reason: String)
    case alreadyStarted

    package var description: String {
        switch self {
        case .portTaken(let host, let port):
            "web server: port \(port) on \(host) is in use; stop the other program or choose another port"
        case .portForbidden(let port):
            "web server: port \(port) needs more rights than this user has; choose one above 1023"
        case .addressUnavailable(let host):
            "web server: no interface of this machine has the address \(host); choose one that it has"
        case .hostUnknown(let host):
            "web server: \(host) is not an address; choose one such as 127.0.0.1"
        case .fileUnreadable(let path, let reason):
            "web server: cannot read \(path) (\(reason)); check the path and its permissions"
        case .certificatePairIncomplete:
            "web server: TLS needs both a certificate and its private key; give the other one or neither"
        case .certificateRefused(let path):
            "web server: the certificate \(path) and its private key do not work together; check that both are PEM files"
        case .tlsMissing:
            "web server: the installed libmicrohttpd has no TLS; install one that has, or put a proxy in front"
        case .failed(let reason):
            "web server: could not start (\(reason)); try again"
        case .alreadyStarted: "web server: already started; stop it before starting it again"
        }
    }
}
