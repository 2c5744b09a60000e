import CoreServices
import Foundation

/// Whether the clock can be right, and which time zone the screen will show.
enum ClockCheck {
    /// 2026-01-01T00:00:00Z; a clock before it was never set.
    private static let earliest = Date(timeIntervalSince1970: 1_767_225_600)

    static let check = DoctorCheck { examination in
        let now = Date()
        let zone = examination.configuration?.timeZone.flatMap { TimeZone(identifier: $0) } ?? .current
        let formatter = ISO8601DateFormatter()
        formatter.timeZone = zone
        let text = "\(formatter.string(from: now)), \(zone.identifier)"
        if now < earliest {
            return [.wrong("clock", "\(text) cannot be; set it, since signed webhooks carry their time")]
        }
        return [.ok("clock", text)]
    }
}
