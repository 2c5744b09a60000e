import Console
import CoreServices
import Foundation
import Primitives
import TerminalKit
import TestSupport

/// States of the console with fixed times and people, and their screens.
enum ScreenFixture {
    /// 2026-05-01 14:31:07 at the event, eleven hours ahead of UTC.
    static let now = Timestamp(milliseconds: 1_777_606_267_000)
    static let keymap: Keymap<ConsoleCommand, ConsoleState> = {
        do { return try ConsoleKeymap.make() } catch { preconditionFailure("\(error)") }
    }()

    static let unusedServices = ConsoleServices(
        live: LiveServices(
            page: { _, _, _ in throw CancellationError() },
            count: { _, _ in throw CancellationError() },
            event: { _ in throw CancellationError() },
            refusal: { _, _ in throw CancellationError() }
        ),
        statistics: { throw CancellationError() },
        recentRate: { throw CancellationError() },
        hints: { AsyncStream { $0.finish() } },
        writeFault: { nil }
    )

    static func setting(banner: ConsoleBanner = ConsoleBanner(), ownsListener: Bool = true) throws
        -> ConsoleState.Setting
    {
        ConsoleState.Setting(
            eventName: "Expo Hub 2026",
            zone: TimeZoneOffset { _ in 39_600 },
            theme: try ThemeLibrary().theme(named: "dark"),
            sponsors: SponsorDirectory(rules: [
                SponsorRule(name: "Acme Corp", tag: "sponsor:acme-corp", cards: ["Acme *"]),
                SponsorRule(name: "Globex", cards: ["Globex *"]),
            ]),
            banner: banner,
            address: ownsListener ? "http://127.0.0.1:8787/webhooks/komo" : nil,
            ownsListener: ownsListener
        )
    }

    /// The console as it opens on a journal of these rows.
    static func opened(
        _ rows: [LiveRow],
        size: Size,
        banner: ConsoleBanner = ConsoleBanner(),
        ownsListener: Bool = true
    ) throws -> Screen {
        let setting = try setting(banner: banner, ownsListener: ownsListener)
        var screen = Screen(state: ConsoleState(setting: setting, size: size, now: now))
        screen.send(.begin)
        screen.send(.input(.resize(size)))
        let last = rows.last?.identity.sequence ?? 0
        screen.send(.hint(ChangeFeed.Hint(lastSequence: last, indexedSequence: last)))
        var statistics = IngestStatistics()
        statistics.storedByMinute = (0..<60).map { ($0 * 37) % 90 }
        statistics.lastSequence = last
        statistics.lastReceivedAt = rows.isEmpty ? nil : now.advanced(by: .seconds(-3))
        statistics.rejectedLastHour = rows.count { if case .rejected = $0.content { true } else { false } } * 12
        screen.send(.statistics(statistics, nil))
        screen.send(.initialRate(rows.isEmpty ? 0 : 42))
        screen.answer(EventPage(rows: rows, reachesOldest: true, reachesNewest: true), at: .newest)
        return screen
    }

    // MARK: - Rows

    static func event(_ sequence: Int64, _ fields: [String: String], secondsAgo: Int64 = 0) throws -> (
        LiveRow, StoredEvent
    ) {
        let body = try JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys])
        let received = now.advanced(by: .seconds(-secondsAgo))
        let event = try EventNormaliser.event(
            from: [UInt8](body),
            of: Delivery(
                endpoint: "main",
                headers: [
                    HeaderField(name: "Content-Type", value: "application/json"),
                    HeaderField(name: "webhook-signature", value: "•••"),
                ],
                signature: SignatureCheck(profile: "standard-webhooks", secretIndex: 1),
                remoteAddress: "203.0.113.9",
                receivedAt: received
            )
        )
        let summary = EventSummary(of: event)
        let item = EventListItem(
            sequence: sequence,
            source: event.source,
            endpoint: event.endpoint,
            name: event.name,
            trigger: event.trigger?.name,
            occurredAt: event.occurredAt,
            receivedAt: received,
            siteName: event.site?.name,
            cardID: event.card?.id,
            cardName: event.card?.name,
            person: summary.person,
            email: event.contact.email,
            place: summary.place,
            summary: summary.keyFields
        )
        let stored = StoredEvent(
            item: item,
            deduplicationKey: event.deduplicationKey,
            siteID: event.site?.id,
            signature: event.signature,
            remoteAddress: event.remoteAddress,
            headers: event.headers,
            body: event.body
        )
        return (LiveRow(identity: .init(sequence: sequence, offset: 0), content: .event(item)), stored)
    }

    static func submission(_ sequence: Int64, first: String, last: String, card: String, company: String) throws -> (
        LiveRow, StoredEvent
    ) {
        try event(
            sequence,
            [
                "event": "CompetitionEntrySuccess", "timestamp": "2026-05-01T03:31:06.200Z", "site_id": "site-1",
                "site_name": "Expo Hub", "card_id": "card-\(sequence)", "card_name": card, "card_type": "Quiz",
                "score": "3", "submission_id": "s-\(sequence)", "email": "\(first.lowercased())@example.com",
                "first_name": first, "last_name": last, "company": company, "optin": "true",
            ],
            secondsAgo: max(0, 40 - sequence)
        )
    }

    static func refusal(after sequence: Int64) -> LiveRow {
        LiveRow(
            identity: .init(sequence: sequence, offset: 1),
            content: .rejected(
                RejectionListItem(
                    afterSequence: sequence,
                    status: 401,
                    reason: "bad signature (2 of 2 secrets tried)",
                    endpoint: "main",
                    count: 12,
                    firstAt: now.advanced(by: .seconds(-90)),
                    lastAt: now.advanced(by: .seconds(-2)),
                    lastAddress: "203.0.113.77"
                )
            )
        )
    }

    /// A few minutes of an event: entries, a prize, an unknown name, a refusal.
    static func busyRows() throws -> [LiveRow] {
        var rows: [LiveRow] = []
        for sequence in Int64(1)...30 {
            rows.append(
                try submission(
                    sequence,
                    first: ["Ada", "Grace", "Kit", "Zoë", "美咲"][Int(sequence % 5)],
                    last: ["Lovelace", "Hopper", "Marlowe", "Quinn", "佐藤"][Int(sequence % 5)],
                    card: sequence % 3 == 0 ? "Globex Poll" : "Acme Trivia",
                    company: "Analytical Engines"
                ).0
            )
        }
        rows.append(refusal(after: 30))
        rows.append(
            try event(
                31,
                [
                    "event": "PrizeAwarded", "prize_recipient_id": "p-1", "prize_name": "First Prize",
                    "card_name": "Sponsor B Spin", "first_name": "Ada", "last_name": "Lovelace",
                    "timestamp": "2026-05-01T03:27:00Z",
                ],
                secondsAgo: 2
            ).0
        )
        rows.append(
            try event(32, ["event": "SomethingNew", "user_session_id": "d40cc0e7-7243-4060-a75f-b2062c94462a"]).0
        )
        return rows
    }
}

/// A console without a terminal: messages in, a grid out.
struct Screen {
    private(set) var state: ConsoleState
    private(set) var effects: [Effect<ConsoleMessage>] = []
    private let update = ConsoleUpdate(services: ScreenFixture.unusedServices, keymap: ScreenFixture.keymap)

    init(state: ConsoleState) {
        self.state = state
    }

    mutating func send(_ message: ConsoleMessage) {
        effects = update(&state, message)
    }

    /// Answers the question that is open.
    mutating func answer(_ page: EventPage, at anchor: EventPage.Anchor) {
        send(.live(.page(generation: state.live.generation, anchor, .success(page))))
    }

    /// Presses keys one after the other.
    mutating func press(_ script: String) throws {
        for event in try KeyScript.events(script) { send(.input(event)) }
    }

    /// Presses the key that shows personal data, and says that it is recorded.
    mutating func reveal() throws {
        try press("v")
        send(.revealRecorded(.success(())))
    }

    func grid(glyphs: Glyphs = .unicode) -> Grid {
        var grid = Grid(size: state.size, glyphs: glyphs)
        ConsoleView(keymap: ScreenFixture.keymap)(state, into: &grid)
        return grid
    }

    /// The rows of the screen without the spaces at their ends.
    var lines: [String] {
        let grid = grid()
        return (0..<grid.size.rows).map { row in
            var text = grid.cells(inRow: row).map { $0.columns == 0 ? "" : String($0.character) }.joined()
            while text.last == " " { text.removeLast() }
            return text
        }
    }
}
