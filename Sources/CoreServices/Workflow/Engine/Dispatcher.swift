import Database
import Foundation
import Primitives

/// The thread that turns due steps into attempts.
///
/// It claims steps with a lease, renders and sends their requests, and records what came of them. All it knows is in
/// its loop; the rest of the process talks to it by messages.
final class Dispatcher: Sendable {
    private let mailbox = EngineMailbox<DispatcherMessage>()
    private let finished = DispatchSemaphore(value: 0)

    /// Starts the thread.
    init(_ setting: EngineSetting) {
        let mailbox = mailbox
        let finished = finished
        let thread = Thread {
            defer { finished.signal() }
            do {
                let loop = try DispatcherLoop(setting: setting, mailbox: mailbox)
                loop.run()
            } catch {
                setting.faultObserver("workflows do not run: \(error)")
            }
        }
        thread.name = "workflow.dispatcher"
        thread.start()
    }

    /// Tells that steps may have become due.
    func wake() {
        mailbox.post(.due)
    }

    /// Tells that the files of workflows were read again.
    func noteCatalogue() {
        mailbox.post(.catalogueChanged)
    }

    /// Tells that an operator did something.
    func noteControl() {
        mailbox.post(.control)
    }

    /// Begins nothing more, waits until what is under way has ended, gives the rest back, and returns.
    ///
    /// - Parameter timeout: How long it waits; what is under way then is left to the next process.
    func stop(timeout: Duration) {
        mailbox.post(.stop(timeout))
        finished.wait()
    }
}

enum DispatcherMessage: Sendable {
    /// Steps may be due.
    case due
    /// An operator may have changed something.
    case control
    case claimed([ClaimAnswer]?)
    /// A step that must not be sent twice is noted as begun, or could not be.
    case noted(step: Int64, token: Int64, isBegun: Bool)
    case replied(step: Int64, token: Int64, Result<HTTPReply, TransportFailure>)
    case tokenCame(destination: Int64, Result<HTTPReply, TransportFailure>)
    /// What came of recording the endings handed over, or why the store could not take them.
    case recorded(Result<[StepEnding.Recorded], RecordingFailure>)
    /// Leases that had been lost, and until when the others hold; `nil` when the store failed.
    case renewed(lost: Set<Int64>, until: Timestamp?)
    /// The files of workflows were read again, which may name other destinations.
    case catalogueChanged
    /// Which bulk retries are under way, and whether each let something go; `nil` when the store failed.
    case bulkAdvanced([Int64: Bool]?)
    case stop(Duration)
}

/// Why endings were not recorded.
struct RecordingFailure: Error, Sendable {
    var reason: String
    /// Whether nothing at all can be written now, so that no ending is to blame.
    var concernsStore: Bool
}

/// What a claim brought.
struct ClaimAnswer: Sendable {
    var destination: Int64
    var steps: [ClaimedStep]
    /// When the next one that was left is due; `nil` when none waits.
    var nextDue: Timestamp?
}
