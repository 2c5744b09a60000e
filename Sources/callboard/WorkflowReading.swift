import CommandKit
import CoreServices
import Foundation
import Primitives

/// What the commands about workflows have in common: the store, opened beside whoever owns it, and what was asked.
struct WorkflowReading: Sendable {
    let inspection: WorkflowInspection
    let filter: Filter
    let sponsors: SponsorDirectory
    let zone: TimeZone
    private let isReadOnly: Bool

    var store: Store { inspection.store }
    var configuration: Configuration { inspection.configuration }
    /// Whoever runs the command; refuses every act with `--read-only`.
    var acting: Operator { Operator(store: store, account: .current, isReadOnly: isReadOnly) }

    /// - Throws: A sentence for whoever typed the command when the configuration, the filter or the store cannot be
    ///   used.
    init(_ invocation: Invocation) throws {
        let configuration = try SharedOptions.loadConfiguration(invocation).configuration
        zone = configuration.zone
        filter = try EventReading.filter(invocation[WorkflowOptions.filter], zone: zone)
        sponsors = SponsorDirectory(rules: configuration.sponsors)
        isReadOnly = invocation[SharedOptions.readOnly]
        let store = try Store.open(DataDirectory(path: configuration.dataDirectory), access: .viewer)
        inspection = WorkflowInspection(store: store, configuration: configuration)
    }

    /// Opens the store, does `work` with it and closes it.
    static func with<Value: Sendable>(
        _ invocation: Invocation,
        _ work: @escaping @Sendable (WorkflowReading) async throws -> Value
    ) throws -> Value {
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        return try waitFor { try await work(reading) }
    }

    /// A time as people read it where the event is.
    func text(_ time: Timestamp) -> String {
        time.text(secondsFromUTC: zone.secondsFromGMT(for: time.date))
    }

    /// Who did something, when and why.
    func text(_ note: OperatorNote) -> String {
        let reason = note.reason.isEmpty ? "" : ": \(note.reason)"
        return "\(note.by), \(text(note.at))\(reason)"
    }

    /// The workflow of a name, as the store knows it.
    func workflow(named name: String) async throws -> WorkflowRow {
        let rows = try await inspection.workflows()
        if let row = rows.first(where: { $0.name == name }) { return row }
        throw UnknownName("workflow", name, known: rows.map(\.name), list: "workflows ls")
    }

    /// The destination of a name, as the store knows it.
    func destination(named name: String) async throws -> DestinationRow {
        let rows = try await store.destinations()
        if let row = rows.first(where: { $0.name == name }) { return row }
        throw UnknownName("destination", name, known: rows.map(\.name), list: "destinations ls")
    }
}

/// A name that nothing has, with the one that was perhaps meant.
struct UnknownName: Error, CustomStringConvertible {
    let description: String

    init(_ kind: String, _ name: String, known: [String], list: String) {
        let advice = NearestName.find(name, among: known).map { "did you mean '\($0)'?" }
        description = "there is no \(kind) '\(name)'; \(advice ?? "`callboard \(list)` shows those there are")"
    }
}

/// A number that nothing has.
struct UnknownNumber: Error, CustomStringConvertible {
    let description: String

    init(_ kind: String, _ number: Int64, list: String) {
        description = "there is no \(kind) \(number); `callboard \(list)` shows those there are"
    }
}
