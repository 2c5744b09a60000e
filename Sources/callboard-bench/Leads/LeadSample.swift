import CoreServices
import Primitives

/// Forms of people who each reach one sponsor, or two; the first sponsor has 50,000 of them.
struct LeadSample {
    static let firstSponsorLeads: Int64 = 50_000

    let leads: Int64
    let sponsors: Int64
    private let start = WallClock.system.now().advanced(by: .seconds(-8 * 3_600))

    init(leads: Int64, sponsors: Int64) {
        self.leads = leads
        self.sponsors = sponsors
    }

    static func name(_ sponsor: Int64) -> String { "Sponsor \(sponsor)" }

    static func rules(_ sponsors: Int64) -> [SponsorRule] {
        (0..<sponsors).map { sponsor in
            SponsorRule(
                name: name(sponsor),
                tag: "sponsor:s-\(sponsor)",
                cards: (0..<3).map { "card-\(sponsor)-\($0)" },
                goal: 10_000
            )
        }
    }

    /// The event that brings a lead, spread over the last eight hours.
    func event(_ lead: Int64) throws -> Event {
        let first = min(Self.firstSponsorLeads, leads)
        // The first sponsor's leads come evenly among those of the others, as they do at an event.
        let isFirst = lead * first / leads != (lead + 1) * first / leads
        let sponsor = isFirst || sponsors == 1 ? 0 : 1 + lead % (sponsors - 1)
        let time = start.advanced(by: .milliseconds(lead * 8 * 3_600_000 / leads))
        let body = """
            {"event":"CompetitionEntrySuccess","timestamp":"\(time.iso8601)","site_id":"site-1","site_name":"Expo Hub",\
            "card_id":"card-\(sponsor)-\(lead % 3)","card_name":"\(Self.name(sponsor)) Trivia \(lead % 3)",\
            "card_type":"Quiz","score":"\(lead % 11)","submission_id":"s-\(lead)","competition_entry_id":"e-\(lead)",\
            "email":"person\(lead)@example.com","first_name":"Ada","last_name":"Lovelace \(lead)",\
            "company":"Analytical Engines","job_title":"Engineer","optin":"\(lead % 19 == 0 ? "false" : "true")"}
            """
        let delivery = Delivery(
            endpoint: "main",
            headers: [HeaderField(name: "Content-Type", value: "application/json")],
            signature: SignatureCheck(profile: "standard-webhooks", secretIndex: 1),
            remoteAddress: "127.0.0.1",
            receivedAt: time
        )
        return try EventNormaliser.event(from: Array(body.utf8), of: delivery)
    }
}
