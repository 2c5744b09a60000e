import Database
package import Foundation
import Primitives

/// Writes reports to files.
package struct SponsorReporter: Sendable {
    private let store: Store
    private let configuration: Configuration
    private let zone: TimeZone
    private let version: String

    /// - Parameter version: Of the program, for the report's foot.
    package init(store: Store, configuration: Configuration, zone: TimeZone, version: String) {
        self.store = store
        self.configuration = configuration
        self.zone = zone
        self.version = version
    }

    /// Writes the report on a sponsor, or on all, and gives its path.
    ///
    /// - Parameters:
    ///   - consent: Whom exports leave out, for the figure that says so.
    ///   - replaces: Whether a file of the same name is replaced.
    /// - Throws: `ExportFailure`, with nothing left behind; `SQLiteError` when the store cannot be read.
    package func write(
        on sponsor: Sponsor?,
        consent: ConsentRule,
        to target: LeadExporter.Target,
        replaces: Bool = false
    ) throws -> String {
        let now = store.clock.now()
        let zone = zone
        let connection = try JournalSchema.openForReading(store.directory)
        let report = try connection.transaction(.deferred) {
            try SponsorReportQueries.report(on: sponsor, consent: consent, zone: zone, now: now, in: connection)
        }
        let html = SponsorReportHTML(
            report,
            eventName: configuration.eventName,
            consent: consent,
            zone: zone,
            version: version
        )
        let folder = target.folder
        ExportFile.clean(folder: folder)
        let file = try ExportFile(folder: folder)
        try file.write(Array(html.text.utf8))
        let path: String =
            switch target {
            case .folder(let path): "\(path)/\(Self.fileName(of: sponsor, at: now, zone))"
            case .file(let path): path
            }
        try file.finish(as: path, replaces: replaces)
        return path
    }

    /// `acme-corp-report-20261123T143000+1100.html`.
    private static func fileName(of sponsor: Sponsor?, at time: Timestamp, _ zone: TimeZone) -> String {
        "\(LeadExport.slug(sponsor?.name ?? "all-sponsors"))-report-\(LeadExport.stamp(time, zone)).html"
    }
}
