import Console
import CoreServices
import Primitives
import TerminalKit
import TestSupport
import Testing

/// What shows when something is wrong, and what stays where it was.
struct LiveTroubleTests {
    static let sizes = [Size(columns: 80, rows: 24), Size(columns: 40, rows: 12)]
    static let fault = WriteFault(reason: "the disk is full", since: ScreenFixture.now.advanced(by: .seconds(-60)))

    @Test(arguments: sizes)
    func `the journal cannot be written`(size: Size) throws {
        var screen = try ScreenFixture.opened(try ScreenFixture.busyRows(), size: size)
        try screen.press("kkk")
        screen.send(.statistics(screen.state.header.statistics, Self.fault))
        try Golden.check(screen.grid(), "trouble")
    }

    @Test(arguments: [(80, 24), (80, 18), (40, 12), (40, 8), (24, 6)])
    func `trouble that comes and goes shows, and moves no row`(columns: Int, rows: Int) throws {
        var screen = try ScreenFixture.opened(
            try ScreenFixture.busyRows(),
            size: Size(columns: columns, rows: rows)
        )
        try screen.press("k")
        let before = screen.lines
        let first = try #require(before.firstIndex { $0.dropFirst().hasPrefix("14:3") })
        screen.send(.statistics(screen.state.header.statistics, Self.fault))
        #expect(screen.lines.joined().contains("CANNOT WRITE"))
        #expect(Array(screen.lines[first..<(rows - 3)]) == Array(before[first..<(rows - 3)]))
        screen.send(.statistics(screen.state.header.statistics, nil))
        #expect(screen.lines == before)
    }

    @Test func `a store that does not answer is told in its own words`() throws {
        var screen = try ScreenFixture.opened([], size: Self.sizes[0])
        screen.send(
            .live(
                .page(
                    generation: screen.state.live.generation,
                    .newest,
                    .failure(QueryFailure(reason: "the journal is no database"))
                )
            )
        )
        #expect(screen.lines.joined().contains("The store did not answer"))
        #expect(screen.lines.joined().contains("the journal is no database"))
    }

    @Test func `a failure is told without the statement that failed`() {
        struct Damaged: Error, CustomStringConvertible {
            let description = "SQLite could not prepare `SELECT a, b FROM event WHERE c = $1`: malformed (code 11)"
        }
        #expect(
            QueryFailure(Damaged()).reason
                == "SQLite could not prepare a question to the store: malformed (code 11)"
        )
    }

    @Test func `addresses are hidden in whatever field they stand`() throws {
        let (row, stored) = try ScreenFixture.event(
            1,
            [
                "event": "CompetitionEntrySuccess", "work_contact": "ada@analytical.example",
                "note": "mail kit@zuse.example",
            ]
        )
        for view in ["", "<tab>", "<tab><tab>"] {
            var screen = try ScreenFixture.opened([row], size: Size(columns: 140, rows: 40))
            try screen.press("<enter>" + view)
            screen.send(.live(.detail(sequence: 1, .success(stored))))
            let text = screen.lines.joined(separator: "\n")
            #expect(text.contains("work_contact"))
            #expect(!text.contains("ada@analytical") && !text.contains("kit@zuse"), "\(view)")
            try screen.reveal()
            #expect(screen.lines.joined().contains("ada@analytical.example"))
        }
    }

    @Test func `what was sent long ago is late, what came by file is not`() throws {
        let row = try ScreenFixture.event(
            1,
            ["event": "PrizeAwarded", "prize_name": "First Prize", "timestamp": "2026-05-01T03:27:00Z"]
        ).0
        let size = Size(columns: 120, rows: 24)
        #expect(try ScreenFixture.opened([row], size: size).lines[4].contains("4 min late"))
        guard case .event(var item) = row.content else { return }
        item.source = .imported
        let imported = LiveRow(identity: row.identity, content: .event(item))
        #expect(!(try ScreenFixture.opened([imported], size: size).lines[4].contains("late")))
    }

    @Test func `bytes that are no JSON hide addresses as well`() {
        #expect(!PersonalData.maskedJSON("email=ada@example.com\nx").contains("ada@example"))
    }

    @Test func `what the contact shows is not shown again as a form field`() throws {
        let (row, stored) = try ScreenFixture.submission(
            1,
            first: "Ada",
            last: "Lovelace",
            card: "Acme Trivia",
            company: "Analytical"
        )
        var screen = try ScreenFixture.opened([row], size: Size(columns: 140, rows: 40))
        try screen.press("<enter>")
        screen.send(.live(.detail(sequence: 1, .success(stored))))
        let text = screen.lines.joined(separator: "\n")
        #expect(text.contains("contact.first_name") && text.contains("form_fields.company"))
        #expect(!text.contains("form_fields.first_name") && !text.contains("form_fields.email"))
    }

    @Test func `an id stays in one piece beside a list`() throws {
        let identifier = "d40cc0e7-7243-4060-a75f-b2062c94462a"
        let (row, stored) = try ScreenFixture.event(
            1,
            ["event": "SomethingNew", "user_session_id": identifier, "registered_by_whom": "a friend"]
        )
        var screen = try ScreenFixture.opened([row], size: Size(columns: 120, rows: 32))
        try screen.press("<enter>")
        screen.send(.live(.detail(sequence: 1, .success(stored))))
        #expect(screen.lines.contains { $0.contains(identifier) })
    }

    @Test func `a filter that found nothing does not flicker while events pour in`() throws {
        var screen = try ScreenFixture.opened(try ScreenFixture.busyRows(), size: Self.sizes[0])
        try screen.press("/nobody<enter>")
        #expect(screen.lines.joined().contains("Looking"))
        screen.answer(EventPage(rows: [], reachesOldest: true, reachesNewest: true), at: .newest)
        screen.send(.hint(ChangeFeed.Hint(lastSequence: 33, indexedSequence: 33)))
        #expect(screen.lines.joined().contains("Nothing passes this filter yet"))
    }
}
