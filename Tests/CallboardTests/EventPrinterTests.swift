import CoreServices
import Foundation
import Primitives
import TestSupport
import Testing

@testable import callboard

final class EventPrinterTests {
    private let directory: TemporaryDirectory
    private let store: Store

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store.openAsOwnerOrViewer(DataDirectory(path: directory.path("data")))
    }

    deinit {
        store.close()
    }

    private func line(columns: Int?, person: String = "Ada", summary: String = "score 3") -> String {
        var configuration = Configuration(dataDirectory: directory.path("data"))
        configuration.timeZone = "Australia/Sydney"
        let reading = EventReading(store: store, configuration: configuration)
        let item = EventListItem(
            sequence: 42,
            source: .komo,
            endpoint: "main",
            name: "PrizeAwarded",
            trigger: "Prize.Won",
            occurredAt: nil,
            receivedAt: Timestamp(milliseconds: 1_777_626_000_000),
            siteName: nil,
            cardID: nil,
            cardName: nil,
            person: person,
            email: nil,
            place: "東京製作所",
            summary: summary
        )
        return EventPrinter(reading: reading, isJSON: false, columns: columns).line(item).string
    }

    @Test func `columns line up by what is seen, in the zone of the configuration`() {
        #expect(
            line(columns: nil)
                == "     42  2026-05-01 19:00:00  Prize.Won                       東京製作所                Ada                   score 3"
        )
    }

    @Test func `a line keeps to the width of a screen, and is whole without one`() {
        let long = String(repeating: "long ", count: 20)
        #expect(DisplayWidth.columns(of: line(columns: 60, person: long)) <= 60)
        #expect(line(columns: nil, person: long).contains(long))
    }

    @Test func `a line ends with its last word, and hostile text is shown`() {
        #expect(line(columns: nil, summary: "").hasSuffix("  Ada"))
        #expect(line(columns: nil, person: "\u{1b}[2J\n").contains("␛[2J␊"))
    }

    @Test(arguments: [("80", 80), ("0", nil), ("x", nil)] as [(String, Int?)])
    func `COLUMNS says how wide`(value: String, columns: Int?) {
        // Without it the terminal decides, which a test may or may not have.
        let found = EventPrinter.columnsOfOutput(variables: ["COLUMNS": value])
        #expect(columns == nil ? found == EventPrinter.columnsOfOutput(variables: [:]) : found == columns)
    }

    @Test func `a mark stands under the place where a filter is wrong`() throws {
        let text = "東京 colour:red"
        let error = try #require(throws: FilterError.self) { try Filter(parsing: text) }
        let lines = "\(UnusableFilter(text: text, error: error))".split(separator: "\n")
        #expect(lines[1] == "  東京 colour:red")
        #expect(lines[2] == "       ^")
    }
}
