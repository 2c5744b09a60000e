import CoreServices
import Primitives

/// Why something gets nothing now, in words, with times from now on.
struct HoldText {
    let state: ConsoleState

    private var clock: ClockText { ClockText(zone: state.setting.zone) }

    func text(_ hold: DestinationHold) -> DisplayText {
        switch hold {
        case .paused(let destination, let note): "\(name(destination)) \(paused(note))"
        case .breakerOpen(let destination, let probeAt): "\(name(destination)) breaker open, \(probe(at: probeAt))"
        case .asked(let destination, let until): "\(name(destination)) asks for quiet, \(left(until)) more"
        case .uplinkDown(let since): "uplink down since \(clock.short(since, now: state.now))"
        }
    }

    /// `paused by mira 13:58`.
    func paused(_ note: OperatorNote) -> DisplayText {
        "paused by \(Readable.account(note.by)) \(clock.short(note.at, now: state.now))"
    }

    /// `probe in 24 s`.
    func probe(at time: Timestamp) -> DisplayText {
        time > state.now ? "probe in \(left(time))" : "probe due"
    }

    func left(_ until: Timestamp) -> DisplayText {
        Readable.age(until.since(state.now))
    }

    private func name(_ destination: String) -> DisplayText {
        DisplayText(untrusted: destination)
    }
}
