import CommandKit
import CoreServices
import Foundation
import Primitives

/// `callboard embed check`.
enum EmbedCheckCommand {
    static let command = Command(
        "check",
        summary: "Measure how soon a page can be used on a venue's network",
        discussion: """
            Fetches the page, the hub's script and the address of tokens as this machine's network is, and then no \
            faster than a good Wi-Fi (10 Mbit/s, 30 ms), a busy one (1.5 Mbit/s, 150 ms) and that of a crowded hall \
            (400 kbit/s, 400 ms). Run it at the venue, on the network that visitors have, with callboard running.

            The delay of each way there and back is added to what is measured. Exit code 1 when something is not there.
            """,
        arguments: [EmbedReading.page],
        options: [WorkflowOptions.json],
        examples: [.init("callboard embed check expo", "Before the doors open:")],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let reading = try EmbedReading(invocation)
        let parts = EmbedConnectivity.parts(reading.embed, page: reading.page, callboard: reading.callboard)
        let rows = try waitFor { try await EmbedConnectivity.measure(parts) }
        let ready = EmbedConnectivity.readyTimes(rows)
        let output = CommandOutput(invocation)
        if output.isJSON {
            for row in rows { try output.output.line(json(row).text) }
            try output.output.line(json(ready).text)
        } else {
            for line in lines(rows, ready) { try output.output.line(line) }
        }
        return rows.allSatisfy(\.isThere) ? .success : .failure
    }

    // MARK: - For people

    static func lines(_ rows: [EmbedConnectivity.Row], _ ready: [Duration?]) -> [String] {
        let speeds = EmbedConnectivity.Speed.all
        var table = PlainTable(
            [("part", .left), ("size", .right)] + speeds.map { ($0.name, .right) } + [("answer", .left)]
        )
        for row in rows {
            table.add(
                [row.part.kind.rawValue, row.status == nil ? "" : ByteCountText.format(row.bytes)]
                    + speeds.indices.map { row.times.indices.contains($0) ? text(row.times[$0]) : "" }
                    + [answer(row)]
            )
        }
        table.add(["ready", ""] + ready.map { $0.map(text) ?? "never" } + [""])
        let judgements = zip(speeds, ready).map { speed, time in
            "\(speed.name): \(EmbedConnectivity.judgement(time))"
        }
        return table.lines(width: EventPrinter.columnsOfOutput()) + [""] + judgements
    }

    private static func answer(_ row: EmbedConnectivity.Row) -> String {
        if let failure = row.failure { return failure }
        guard let status = row.status else { return "" }
        if row.isThere { return row.part.kind == .token && status >= 400 ? "\(status), asks for a proof" : "\(status)" }
        return row.part.kind == .script
            ? "\(status): there is no script; check embed.hub and embed.script" : "\(status): not there"
    }

    private static func text(_ duration: Duration) -> String {
        let milliseconds = Int64(duration / .milliseconds(1))
        if milliseconds < 1000 { return "\(milliseconds) ms" }
        return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
    }

    // MARK: - For programs

    private static func json(_ row: EmbedConnectivity.Row) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("part", .string(row.part.kind.rawValue))
        line.add("url", .string(row.part.url))
        line.add("there", .bool(row.isThere))
        line.add("status", .count(row.status))
        line.add("bytes", .count(row.bytes))
        line.add("milliseconds", .array(row.times.map { .integer(Int64($0 / .milliseconds(1))) }))
        line.add("failure", .text(row.failure))
        return line
    }

    private static func json(_ ready: [Duration?]) -> JSONObjectText {
        var line = JSONObjectText()
        line.add(
            "ready",
            .array(
                zip(EmbedConnectivity.Speed.all, ready).map { speed, time in
                    .object([
                        "speed": .string(speed.name),
                        "milliseconds": time.map { .integer(Int64($0 / .milliseconds(1))) } ?? .null,
                        "judgement": .string(EmbedConnectivity.judgement(time)),
                    ])
                }
            )
        )
        return line
    }
}
