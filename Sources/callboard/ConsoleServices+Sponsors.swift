import Console
import CoreServices
import Foundation

extension SponsorServices {
    /// - Parameter version: Of the program, for the manifests of exports.
    init(_ inspection: WorkflowInspection, _ acting: Operator, version: String) {
        let store = inspection.store
        let configuration = inspection.configuration
        let directory = SponsorDirectory(rules: configuration.sponsors)
        let zone = configuration.timeZone.flatMap(TimeZone.init(identifier:)) ?? .current
        let consent = configuration.leads.consent
        let exports = ConsoleExports(store: store, configuration: configuration, zone: zone, version: version)
        self = .empty
        board = { try await store.sponsorBoard(consent: consent) }
        figures = { sponsor in
            SponsorFigures(
                hours: try await store.leadHours(sponsor: sponsor, timeZone: zone),
                cards: try await store.topCards(sponsor: sponsor, limit: 10),
                shared: sponsor == Sponsor.unattributedID
                    ? [] : try await store.sharedPeople(of: sponsor, limit: 10)
            )
        }
        leads = { request, before, limit in
            try await store.leads(request, changedBefore: before, limit: limit, sponsors: directory)
        }
        count = { try await store.leadCount($0, sponsors: directory) }
        history = { try await store.leadHistory($0) }
        preview = { try await store.preview($0, progress: $1) }
        add = { try await acting.addSponsor($0, reason: $1) }
        schedules = { try await store.leadSchedules(configuration, limit: 20) }
        exportPlan = { try await exports.plan(of: $0, $1) }
        export = { try await exports.write($0, $1, reason: $2, acting: acting, progress: $3) }
    }
}

/// Exports from the console: as CSV into a folder beside the journal, by the configured rule of consent.
private struct ConsoleExports: Sendable {
    let store: Store
    let configuration: Configuration
    let zone: TimeZone
    let version: String

    private var folder: String { store.directory.path + "/exports" }

    private func export(_ sponsor: Sponsor, _ filter: Filter) -> LeadExport {
        var export = LeadExport(
            sponsor: sponsor,
            request: LeadRequest(filter: filter, consent: configuration.leads.consent),
            zone: zone
        )
        export.filterText = filter.text
        return export
    }

    func plan(of sponsor: Sponsor, _ filter: Filter) async throws -> LeadExportPlan {
        let export = export(sponsor, filter)
        let exporter = LeadExporter(store: store, configuration: configuration, version: version)
        let report = try await blocking { try exporter.preview(export) }
        return LeadExportPlan(rows: report.rows, excluded: report.excluded, folder: folder)
    }

    func write(
        _ sponsor: Sponsor,
        _ filter: Filter,
        reason: String,
        acting: Operator,
        progress: @escaping @Sendable (Double) -> Void
    ) async throws -> LeadExportReport {
        let folder = folder
        let export = export(sponsor, filter)
        let exporter = LeadExporter(store: store, configuration: configuration, version: version)
        let expected = try await blocking { try exporter.preview(export) }
        try await acting.noteExport(export, rows: expected.rows, to: folder, reason: reason)
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return try await blocking {
            try exporter.write(export, to: .folder(folder)) { done in
                progress(done)
                return true
            }
        }
    }

    /// Reads and writes files on a thread of its own, so that no question of the console waits for it.
    private func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }
}
