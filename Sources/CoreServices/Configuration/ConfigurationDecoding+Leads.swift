import Foundation
import Primitives

extension ConfigurationDecoding {
    /// The section `leads`.
    ///
    /// - Parameter zone: In which times without an offset are meant.
    mutating func decodeLeads(_ root: ConfigurationObject, zone: TimeZone, into leads: inout LeadsConfiguration) {
        guard let object = member(root, "leads") else { return }
        checkNames(object, ["consent", "api", "eventClosesAt", "schedules"])
        if let consent = choice(object, "consent", ConsentRule.self) { leads.consent = consent }
        if let api = member(object, "api") { decodeLeadAPI(api, into: &leads.api) }
        leads.eventClosesAt = decodeTime(object, "eventClosesAt", zone: zone)
        leads.schedules = decodeLeadSchedules(object, hasClosingTime: object["eventClosesAt"] != nil)
    }

    private mutating func decodeTime(_ object: ConfigurationObject, _ name: String, zone: TimeZone) -> Timestamp? {
        guard let node = object[name] else { return nil }
        let key = object.key(of: name)
        guard let text = text(node, key: key, limit: 40) else { return nil }
        // A time's own offset decides between summer and winter time, so it is read twice.
        guard let near = LocalTime.parse(text, secondsFromUTC: 0) else {
            fail(at: node.offset, key: key, "expected a time such as '2026-05-02T18:00', found '\(text)'")
            return nil
        }
        return LocalTime.parse(text, secondsFromUTC: zone.secondsFromGMT(for: near.date))
    }
}
