import CoreServices
import Dispatch
import Foundation
import Primitives
import Synchronization

/// Whether the names of destinations can be resolved; connects to none of them.
enum DestinationsCheck {
    static let check = DoctorCheck { examination in
        let destinations = examination.configuration?.destinations ?? []
        let findings = Mutex([DoctorFinding?](repeating: nil, count: destinations.count))
        // All at once: without a network each name takes seconds to fail.
        DispatchQueue.concurrentPerform(iterations: destinations.count) { index in
            let finding = finding(destinations[index])
            findings.withLock { $0[index] = finding }
        }
        return findings.withLock { $0.compactMap(\.self) }
    }

    private static func finding(_ destination: DestinationConfiguration) -> DoctorFinding {
        let subject = "destination"
        let name = "\(destination.name) (\(destination.kind.rawValue))"
        guard let origin = origin(of: destination) else {
            return .ok(subject, "\(name): workflows give whole URLs")
        }
        let isSecret = if case .secretURL = destination.authorisation { true } else { false }
        let host = isSecret ? "its address" : origin.host
        guard resolves(origin.host) else {
            return .note(subject, "\(name): \(host) cannot be resolved now; check the network, or the url")
        }
        return .ok(subject, "\(name): \(host) resolves, its secrets are found")
    }

    private static func origin(of destination: DestinationConfiguration) -> URLOrigin? {
        guard case .secretURL(let secret) = destination.authorisation else { return URLOrigin(destination.baseURL) }
        return URLOrigin(String(decoding: secret.exposed(), as: UTF8.self))
    }

    private static func resolves(_ host: String) -> Bool {
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        let name = isBracketed ? String(host.dropFirst().dropLast()) : host
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, nil, &found) == 0 else { return false }
        freeaddrinfo(found)
        return true
    }
}
