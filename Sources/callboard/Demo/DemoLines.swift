import CommandKit
import CoreServices
import Foundation
import Primitives

/// The demo without a terminal: what arrives, one line for each event, until a signal.
enum DemoLines {
    @MainActor
    static func run(_ setting: DemoSetting, until signals: StopSignals) throws -> ExitCode {
        let printer = EventPrinter(
            reading: EventReading(store: setting.services.store, configuration: setting.configuration),
            isJSON: false,
            columns: EventPrinter.columnsOfOutput()
        )
        let signal = try EventTail(printer: printer).run(last: 10, until: signals)
        return signal == SIGINT ? .interrupted : .success
    }
}
