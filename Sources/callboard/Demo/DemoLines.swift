import CommandKit
import CoreServices
import Foundation
import Primitives

/// The demo without a terminal: what arrives, one line for each event, and what workflows made of it every few seconds,
/// until a signal.
enum DemoLines {
    private static let interval = Duration.seconds(5)

    @MainActor
    static func run(_ setting: DemoSetting, until signals: StopSignals) throws -> ExitCode {
        let printer = EventPrinter(
            reading: EventReading(store: setting.services.store, configuration: setting.configuration),
            isJSON: false,
            columns: EventPrinter.columnsOfOutput()
        )
        let store = setting.services.store
        try TextOutput.standardOutput.line(setting.appLine)
        let telling = Task.detached { await tell(store) }
        defer { telling.cancel() }
        let signal = try EventTail(printer: printer).run(last: 10, until: signals)
        return signal == SIGINT ? .interrupted : .success
    }

    private static func tell(_ store: Store) async {
        let begun = WallClock.system.now().advanced(by: .seconds(-3600))
        while !Task.isCancelled {
            // A line that cannot be made or written is left out; the next one follows soon.
            if let trouble = try? await store.trouble(), let runs = try? await store.runTally(since: begun) {
                try? TextOutput.standardOutput.line(line(runs, trouble))
            }
            try? await Task.sleep(for: interval)
        }
    }

    /// Such as `workflows: 812 runs succeeded, 31 failed; 29 steps are dead, 12 wait; braze gets nothing for now`.
    static func line(_ runs: RunTally, _ trouble: TroubleSummary) -> String {
        var line = "workflows: \(runs.succeeded) runs succeeded, \(runs.failed) failed; "
        line += "\(trouble.dead) steps are dead, \(trouble.waiting) wait"
        if !trouble.openBreakers.isEmpty {
            line += "; \(trouble.openBreakers.joined(separator: ", ")) failed too often and gets only probes"
        }
        return line
    }
}
