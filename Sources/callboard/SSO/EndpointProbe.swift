import CoreServices
import Foundation
import Primitives
import Synchronization

/// Asks the auth endpoint of a running callboard, without any proof: it must answer, and refuse.
enum EndpointProbe {
    static func finding(_ configuration: Configuration) -> DoctorFinding {
        guard configuration.sso.isServed else {
            return .note("sso", "the auth endpoint is not served, since nobody may ask")
        }
        let directory = DataDirectory(path: configuration.dataDirectory)
        guard let store = try? Store.open(directory, access: .viewer) else {
            return .note("sso", "the auth endpoint is not asked: there is no store yet; start callboard")
        }
        let isRunning = store.ownerProcess != nil
        store.close()
        guard isRunning else { return .note("sso", "the auth endpoint is not asked: callboard is not running") }
        let listener = configuration.listener
        let scheme = listener.certificateFile == nil ? "http" : "https"
        let host = ["0.0.0.0", "::"].contains(listener.host) ? "127.0.0.1" : listener.host
        let url = "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(listener.port)/api/komo/auth-token"
        switch ask(url, trusting: listener.certificateFile) {
        case .success(401): return .ok("sso", "the auth endpoint answers and asks for proof, \(url)")
        case .success(let status):
            return .wrong(
                "sso",
                "\(url) answered \(status) where 401 is right; is it another program, or an older one?"
            )
        case .failure(let failure) where failure.kind == .tls:
            return .note("sso", "the auth endpoint was not asked: its certificate is not for \(host)")
        case .failure(let failure): return .wrong("sso", "\(url): \(failure.message)")
        }
    }

    private static func ask(_ url: String, trusting certificates: String?) -> Result<Int, TransportFailure> {
        let failed = TransportFailure(.cancelled, mayHaveBeenProcessed: false, message: "the request was not sent")
        guard let client = try? HTTPClient(trustedCertificates: certificates) else { return .failure(failed) }
        defer { client.stop() }
        var limits = HTTPLimits()
        limits.totalTimeout = .seconds(5)
        let request = OutboundRequest(
            method: "GET",
            url: url,
            limits: limits,
            // One's own machine, by whatever address it is configured to listen at.
            allowedNetworks: ["0.0.0.0/0", "::/0"].compactMap { try? AddressRange(parsing: $0) }
        )
        let answer = Mutex<Result<Int, TransportFailure>>(.failure(failed))
        let isDone = DispatchSemaphore(value: 0)
        client.send(request) { result in
            answer.withLock { $0 = result.map(\.status) }
            isDone.signal()
        }
        isDone.wait()
        return answer.withLock { $0 }
    }
}
