package import Foundation
package import Primitives

/// What an export is to hold and how.
package struct LeadExport: Sendable {
    package enum Format: String, Sendable, CaseIterable {
        case csv, json, ndjson
    }

    /// `nil` for the leads of every sponsor.
    package var sponsor: Sponsor?
    package var request: LeadRequest
    package var format = Format.csv
    /// Whether cells stay as they came, for programs.
    package var isRaw = false
    /// Whether a CSV begins with a byte order mark, which some spreadsheets want.
    package var hasByteOrderMark = false
    package var zone: TimeZone
    /// The filter as it was typed, for the manifest.
    package var filterText = ""
    /// Whether a file of the same name is replaced.
    package var replaces = false

    /// - Parameter request: Its sponsor is taken from `sponsor`.
    package init(sponsor: Sponsor?, request: LeadRequest, zone: TimeZone) {
        self.sponsor = sponsor
        self.request = request
        self.request.sponsor = sponsor?.id
        self.zone = zone
    }

    /// `acme-corp-leads-20261123T143000+1100-2114.csv`.
    package func fileName(rows: Int, at time: Timestamp) -> String {
        "\(Self.slug(sponsor?.name ?? "all-sponsors"))-leads-\(Self.stamp(time, zone))-\(rows).\(format.rawValue)"
    }

    /// A name as a part of a file's name: letters and digits, others as `-`, at most 60 characters.
    package static func slug(_ name: String) -> String {
        let words = name.lowercased().split { !($0.isLetter || $0.isNumber) || !$0.unicodeScalars.allSatisfy(isPlain) }
        let slug = words.joined(separator: "-").prefix(60)
        return slug.isEmpty ? "sponsor" : String(slug)
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    /// `20261123T143000+1100`.
    package static func stamp(_ time: Timestamp, _ zone: TimeZone) -> String {
        var text = LocalTimeText(zone: zone)
        let full = text.text(time)
        return full.prefix(19).filter { $0 != "-" && $0 != ":" } + full.dropFirst(19).filter { $0 != ":" }
    }
}

/// What came of an export.
package struct LeadExportReport: Sendable, Equatable {
    /// The file; `nil` when it went elsewhere.
    package var path: String?
    package var manifest: String?
    package var rows = 0
    /// Leads left out for lack of consent.
    package var excluded = 0
    package var bytes = 0
    /// 64 hex digits over the file's bytes.
    package var sha256 = ""
}
