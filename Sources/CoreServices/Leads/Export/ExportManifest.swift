import Foundation
import Primitives

/// What a file of leads holds, for whoever gets it and for whoever has to prove it later.
struct ExportManifest {
    private let export: LeadExport
    private let report: LeadExportReport
    private let time: Timestamp
    private let configuration: Configuration
    private let version: String

    init(
        _ export: LeadExport,
        _ report: LeadExportReport,
        at time: Timestamp,
        _ configuration: Configuration,
        _ version: String
    ) {
        self.export = export
        self.report = report
        self.time = time
        self.configuration = configuration
        self.version = version
    }

    func text(path: String) -> String {
        var times = LocalTimeText(zone: export.zone)
        var line = JSONObjectText()
        line.add("file", .string((path as NSString).lastPathComponent))
        line.add("sha256", .string(report.sha256))
        line.add("bytes", .integer(Int64(report.bytes)))
        line.add("format", .string(export.format.rawValue))
        line.add("raw", .bool(export.isRaw))
        line.add("event", .string(configuration.eventName))
        line.add("sponsor", export.sponsor.map { .string($0.name) })
        line.add("sponsor_tag", export.sponsor.map { .string($0.tag) })
        line.add("filter", .string(export.filterText))
        line.add("card", export.request.card.map { .string($0) })
        line.add("since", export.request.since.map { .string(times.text($0)) })
        line.add("until", export.request.until.map { .string(times.text($0)) })
        line.add("qualified_only", .bool(export.request.qualifiedOnly))
        line.add("consent", .string(export.request.consent.rawValue))
        line.add("rows", .integer(Int64(report.rows)))
        line.add("excluded_for_lack_of_consent", .integer(Int64(report.excluded)))
        line.add("same_person", .string("e-mail, else phone, else profile, else session"))
        line.add("time_zone", .string(export.zone.identifier))
        line.add("written_at", .string(times.text(time)))
        line.add("written_by", .string(version))
        return line.text + "\n"
    }
}
