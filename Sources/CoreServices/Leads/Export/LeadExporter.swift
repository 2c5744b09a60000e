import Database
import Foundation
import Primitives

/// Writes leads to files, each with a manifest beside it.
package struct LeadExporter: Sendable {
    private static let pieceBytes = 256 << 10

    private let store: Store
    private let configuration: Configuration
    private let version: String

    /// - Parameter version: Of the program, for the manifest.
    package init(store: Store, configuration: Configuration, version: String) {
        self.store = store
        self.configuration = configuration
        self.version = version
    }

    /// Where an export goes.
    package enum Target: Sendable, Equatable {
        /// Into a folder, under a name that says what it is.
        case folder(String)
        case file(String)

        /// The folder that the file comes into.
        var folder: String {
            switch self {
            case .folder(let path): return path
            case .file(let path):
                let folder = (path as NSString).deletingLastPathComponent
                return folder.isEmpty ? "." : folder
            }
        }
    }

    /// How many leads an export would hold and leave out.
    package func preview(_ export: LeadExport) throws -> LeadExportReport {
        let connection = try JournalSchema.openForReading(store.directory)
        return try connection.transaction(.deferred) { try counted(export, in: connection) }
    }

    /// Writes an export and its manifest.
    ///
    /// - Parameters:
    ///   - progress: Told how much is written, from 0 to 1; `false` stops the export.
    /// - Throws: `ExportFailure`, with nothing left behind; `SQLiteError` when the store cannot be read.
    package func write(
        _ export: LeadExport,
        to target: Target,
        progress: (Double) -> Bool = { _ in true }
    ) throws -> LeadExportReport {
        let place = target.folder
        ExportFile.clean(folder: place)
        let file = try ExportFile(folder: place)
        let hash = SHA256Stream()
        let now = store.clock.now()
        var report = try stream(export, progress: progress) { bytes in
            hash.take(bytes)
            try file.write(bytes)
        }
        report.bytes = file.byteCount
        report.sha256 = hash.hex()
        let path: String =
            switch target {
            case .folder: "\(place)/\(export.fileName(rows: report.rows, at: now))"
            case .file(let path): path
            }
        let manifestPath = "\(path).manifest.json"
        // Opened before the export has its name, so that a folder that fills up leaves neither.
        let manifest = try ExportFile(folder: place)
        try manifest.write(Array(ExportManifest(export, report, at: now, configuration, version).text(path: path).utf8))
        try file.finish(as: path, replaces: export.replaces)
        try manifest.finish(as: manifestPath, replaces: true)
        report.path = path
        report.manifest = manifestPath
        return report
    }

    /// Gives an export's bytes piece by piece; what it tells of files is empty.
    package func stream(
        _ export: LeadExport,
        progress: (Double) -> Bool = { _ in true },
        to sink: ([UInt8]) throws -> Void
    ) throws -> LeadExportReport {
        let connection = try JournalSchema.openForReading(store.directory)
        return try connection.transaction(.deferred) {
            var report = try counted(export, in: connection)
            var writer = try LeadWriter(export, in: connection, query: query(export))
            let expected = max(1, report.rows)
            report.rows = 0
            writer.begin()
            try LeadQueries.each(
                export.request,
                sponsors: SponsorDirectory(rules: configuration.sponsors),
                now: store.clock.now(),
                in: connection
            ) { lead in
                try writer.add(lead)
                report.rows += 1
                if writer.pendingBytes >= Self.pieceBytes {
                    try sink(writer.take())
                    guard progress(Double(report.rows) / Double(expected)) else { throw ExportFailure.cancelled }
                }
            }
            writer.end(rows: report.rows, excluded: report.excluded)
            try sink(writer.take())
            return report
        }
    }

    private func counted(_ export: LeadExport, in connection: SQLiteConnection) throws -> LeadExportReport {
        let sponsors = SponsorDirectory(rules: configuration.sponsors)
        let now = store.clock.now()
        var report = LeadExportReport()
        report.rows = try LeadQueries.count(export.request, sponsors: sponsors, now: now, in: connection)
        var everyone = export.request
        everyone.consent = .everyone
        report.excluded =
            try LeadQueries.count(everyone, sponsors: sponsors, now: now, in: connection) - report.rows
        return report
    }

    private func query(_ export: LeadExport) -> FilterQuery {
        FilterQuery(
            export.request.filter,
            sponsors: SponsorDirectory(rules: configuration.sponsors),
            now: store.clock.now()
        )
    }
}
