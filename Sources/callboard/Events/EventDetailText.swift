import CoreServices
import Foundation
import Primitives

/// One event as `events show` prints it.
enum EventDetailText {
    /// Lines that are not yet sanitised: fields, headers, and the body laid out or as it came.
    static func lines(_ event: StoredEvent, zone: TimeZone) -> [String] {
        let item = event.item
        let rows: [(name: String, value: String?)] = [
            ("event", "\(item.sequence)"),
            ("trigger", item.trigger ?? "none that callboard knows"),
            ("name", item.name),
            ("source", "\(item.source.rawValue), endpoint \(item.endpoint)"),
            ("received", time(item.receivedAt, zone)),
            ("occurred", item.occurredAt.map { time($0, zone) }),
            ("site", joined(item.siteName, event.siteID)),
            ("card", joined(item.cardName, item.cardID)),
            ("person", item.person),
            ("email", item.email),
            ("key fields", item.summary),
            ("signature", signature(event.signature)),
            ("from", event.remoteAddress),
            ("key", event.deduplicationKey),
        ]
        var lines = rows.compactMap { row -> String? in
            guard let value = row.value, !value.isEmpty else { return nil }
            return row.name.padding(toLength: 12, withPad: " ", startingAt: 0) + value
        }
        if !event.headers.isEmpty {
            lines += ["", "headers"] + event.headers.map { "  \($0.name): \($0.value)" }
        }
        lines += ["", "body, \(event.body.count) bytes"]
        guard let pretty = JSONPretty.format(event.body) else {
            return lines + DisplayText.lines(untrustedBytes: event.body).map { "  \($0.string)" }
        }
        return lines + pretty.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
    }

    private static func time(_ timestamp: Timestamp, _ zone: TimeZone) -> String {
        let offset = zone.secondsFromGMT(for: timestamp.date)
        return "\(timestamp.text(secondsFromUTC: offset)) \(zone.identifier), \(timestamp.iso8601)"
    }

    private static func joined(_ name: String?, _ identifier: String?) -> String? {
        guard let name else { return identifier }
        return identifier.map { "\(name) (\($0))" } ?? name
    }

    private static func signature(_ check: SignatureCheck) -> String {
        if check.profile == "none" { return "none asked for" }
        return check.secretIndex.map { "good, \(check.profile), secret \($0)" } ?? check.profile
    }
}
