import CommandKit
import CoreServices
import Foundation
import Primitives

/// What the commands about connections have in common: the store, whoever talks to Kombo, and who acts.
struct ConnectReading: Sendable {
    let configuration: Configuration
    let host: ConnectHost
    let zone: TimeZone
    private let isReadOnly: Bool

    var store: Store { host.store }
    /// Whoever runs the command; refuses every act with `--read-only`.
    var acting: Operator { Operator(store: store, account: .current, isReadOnly: isReadOnly) }

    /// - Parameter listens: Whether webhooks and hand-off pages are to be answered meanwhile.
    init(_ invocation: Invocation, listens: Bool = false) throws {
        configuration = try SharedOptions.loadConfiguration(invocation).configuration
        zone = configuration.timeZone.flatMap { TimeZone(identifier: $0) } ?? .current
        isReadOnly = invocation[SharedOptions.readOnly]
        host = try ConnectHost.start(configuration, listens: listens && !isReadOnly) { fault in
            try? TextOutput.standardError.line("callboard: \(fault)")
        }
    }

    /// A time as people read it where the event is.
    func text(_ time: Timestamp) -> String {
        time.text(secondsFromUTC: zone.secondsFromGMT(for: time.date))
    }

    /// The flow of a number, or the only one that is open.
    func flow(_ number: Int?) throws -> ConnectFlow {
        if let number {
            guard let found = try waitFor({ try await store.connectFlow(Int64(number)) }) else {
                throw UnknownNumber("flow", Int64(number), list: "connect ls --flows")
            }
            return found
        }
        let open = try waitFor { try await store.connectFlows() }.filter { $0.state.isOpen && !$0.state.isConnected }
        guard let only = open.first else { throw NoFlow.none }
        guard open.count == 1 else { throw NoFlow.several(open.map(\.id)) }
        return only
    }

    /// The integration that is meant.
    func integration(_ text: String) throws -> Connection {
        let all = try waitFor { try await store.connections() }
        if let found = all.first(where: { $0.id == text }) { return found }
        let wanted = text.lowercased()
        let fitting = all.filter { !$0.isDeleted && ($0.originID == text || $0.organisation.lowercased() == wanted) }
        if let only = fitting.first, fitting.count == 1 { return only }
        guard fitting.isEmpty else { throw SeveralIntegrations(text: text, ids: fitting.map(\.id)) }
        throw UnknownName("integration", text, known: all.flatMap { [$0.id, $0.organisation] }, list: "connect ls")
    }

    /// Where short links begin, as far as it is known.
    func base() throws -> String? {
        if let base = try waitFor({ try await store.connectListening() }).runner?.base { return base }
        if let address = configuration.kombo.publicAddress { return address }
        let listener = configuration.listener
        guard listener.port != 0 else { return nil }
        let name = listener.host.contains(":") ? "[\(listener.host)]" : listener.host
        return "\(listener.certificateFile == nil ? "http" : "https")://\(name):\(listener.port)"
    }
}

/// No flow, or more than one, where one was to be found without its number.
enum NoFlow: ProvidesExitCode, CustomStringConvertible {
    case none
    case several([Int64])

    var exitCode: ExitCode { .usage }
    var description: String {
        switch self {
        case .none: "no flow is open; 'callboard connect start' begins one"
        case .several(let ids):
            "several flows are open (\(ids.map { "\($0)" }.joined(separator: ", "))); say the number of the one meant"
        }
    }
}

/// A name that several integrations have.
struct SeveralIntegrations: ProvidesExitCode, CustomStringConvertible {
    let text: String
    let ids: [String]

    var exitCode: ExitCode { .usage }
    var description: String {
        "'\(text)' has several integrations (\(ids.joined(separator: ", "))); name one by its id"
    }
}

/// Something with Kombo did not work.
struct ConnectTrouble: ProvidesExitCode, CustomStringConvertible {
    let failure: ConnectFailure

    var exitCode: ExitCode { failure.isPassing ? .pending : .refused }
    var description: String {
        let log = failure.logURL.map { " (Kombo's log: \($0))" } ?? ""
        return "\(failure.description)\(log)"
    }
}
