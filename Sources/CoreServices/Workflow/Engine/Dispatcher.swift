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

    /// Tells that steps may have become due, for a destination or for any.
    func wake(_ destination: Int64? = nil) {
        mailbox.post(.due(destination))
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
    /// Steps of a destination, or of any, may be due.
    case due(Int64?)
    /// An operator may have changed something.
    case control
    case claimed([ClaimAnswer]?)
    case replied(step: Int64, token: Int64, Result<HTTPReply, TransportFailure>)
    case tokenCame(destination: Int64, Result<HTTPReply, TransportFailure>)
    /// What came of recording the endings handed over; `nil` when the store could not take them.
    case recorded([StepEnding.Recorded]?)
    case renewed
    /// Which bulk retries are under way, and whether each let something go; `nil` when the store failed.
    case bulkAdvanced([Int64: Bool]?)
    case stop(Duration)
}

/// What a claim brought.
struct ClaimAnswer: Sendable {
    var destination: Int64
    var steps: [ClaimedStep]
    /// When the next one that was left is due; `nil` when none waits.
    var nextDue: Timestamp?
}
