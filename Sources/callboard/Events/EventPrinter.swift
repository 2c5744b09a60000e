import CommandKit
import CoreServices
import Foundation
import Primitives

/// Prints events as lines, for people or for programs.
struct EventPrinter: Sendable {
    let reading: EventReading
    let isJSON: Bool
    /// Columns of the terminal; `nil` where lines may be of any length.
    let columns: Int?
    var output = TextOutput.standardOutput

    /// - Throws: `TextOutput.OutputClosed` when nobody reads any more.
    func print(_ items: [EventListItem]) async throws {
        guard !items.isEmpty else { return }
        let lines: [String]
        if isJSON {
            lines = try await reading.store.events(items.map(\.sequence)).map { EventExport.line($0) }
        } else {
            lines = items.map { line($0).string }
        }
        // One by one, since the sanitiser passes over plain lines quickly and looks closely at the others.
        for line in lines { try output.line(line) }
    }

    /// Sequence, time, trigger, place, person and what stands out, in columns.
    func line(_ item: EventListItem) -> DisplayText {
        let offset = reading.zone.secondsFromGMT(for: item.receivedAt.date)
        let cells: [(text: DisplayText, width: Int)] = [
            (DisplayText(untrusted: item.receivedAt.text(secondsFromUTC: offset)), 19),
            (DisplayText(untrusted: item.trigger ?? item.name), 30),
            (DisplayText(untrusted: item.place), 24),
            (DisplayText(untrusted: item.person), 20),
        ]
        var line = DisplayText(untrusted: "\(item.sequence)")
        if line.width < Self.sequenceWidth { line = line.paddedLeft(to: Self.sequenceWidth) }
        for cell in cells {
            // Without a screen to keep to, a long value pushes the rest aside but is never cut.
            let isCut = columns != nil || cell.text.width <= cell.width
            line += "  " + (isCut ? cell.text.padded(to: cell.width) : cell.text)
        }
        if !item.summary.isEmpty { line += "  " + DisplayText(untrusted: item.summary) }
        return Self.withoutSpaces(columns.map { line.truncated(to: $0) } ?? line)
    }

    private static let sequenceWidth = 7

    private static func withoutSpaces(_ line: DisplayText) -> DisplayText {
        let spaces = line.string.reversed().prefix { $0 == " " }.count
        return spaces == 0 ? line : line.prefix(columns: line.width - spaces)
    }

    /// The width that lines keep to: `COLUMNS` if set, else that of the terminal; `nil` for a file or pipe.
    static func columnsOfOutput(variables: [String: String] = ProcessInfo.processInfo.environment) -> Int? {
        if let columns = variables["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
