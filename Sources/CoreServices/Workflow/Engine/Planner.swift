import Database
import Foundation
import Primitives

/// The thread that turns events into runs.
///
/// It reads the journal from its cursor on, asks each workflow whether an event is for it, and puts runs, first steps
/// and the moved cursor into the store in one transaction, so that a crash loses no run and plans none twice.
final class Planner: Sendable {
    private let mailbox = EngineMailbox<PlannerMessage>()
    private let finished = DispatchSemaphore(value: 0)

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - planned: Told that steps were planned, on the planner's thread.
    ///   - catalogueChanged: Told that the files of workflows were read.
    init(
        _ setting: EngineSetting,
        planned: @escaping @Sendable () -> Void,
        catalogueChanged: @escaping @Sendable () -> Void
    ) {
        let mailbox = mailbox
        let finished = finished
        let thread = Thread {
            defer { finished.signal() }
            do {
                var loop = try PlannerLoop(setting: setting, planned: planned, catalogueChanged: catalogueChanged)
                loop.run(mailbox)
            } catch {
                setting.faultObserver("events start no workflows: \(error)")
            }
        }
        thread.name = "workflow.planner"
        thread.start()
    }

    /// Tells that the journal has grown.
    func wake() {
        mailbox.post(.journalGrew)
    }

    /// Ends the thread and returns.
    func stop() {
        mailbox.post(.stop)
        finished.wait()
    }
}

enum PlannerMessage: Sendable {
    case journalGrew
    case stop
}
