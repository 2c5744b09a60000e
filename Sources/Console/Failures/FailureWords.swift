import CoreServices
import Primitives
import TerminalKit

/// What is said of failures, in plain words.
struct FailureWords {
    let now: Timestamp
    let zone: TimeZoneOffset
    let isRevealed: Bool

    init(_ state: ConsoleState) {
        now = state.now
        zone = state.setting.zone
        isRevealed = state.isRevealed
    }

    /// `14:31`, or how long ago where that says more.
    func when(_ time: Timestamp) -> DisplayText {
        let age = now.since(time)
        return age < .seconds(72_000) ? ClockText(zone: zone).clock(time).prefix(columns: 5) : Readable.age(age)
    }

    /// `in 24 s`, or that it is due.
    func untilThen(_ time: Timestamp) -> DisplayText {
        time > now ? "in \(Readable.age(time.since(now)))" : "due now"
    }

    /// Text of a remote; addresses in it are masked while personal data is hidden.
    func remote(_ text: String) -> DisplayText {
        isRevealed ? DisplayText(untrusted: text) : PersonalData.shown(text, field: "")
    }

    /// `400 REQUIRED_FIELD_MISSING Company`.
    func what(status: Int?, code: String, message: String) -> DisplayText {
        let number = status.map { "\($0)" } ?? ""
        let parts = [number, code == number ? "" : code, message == code ? "" : message]
        return parts.filter { !$0.isEmpty }.map(remote).joined(separator: " ")
    }

    func what(_ group: FailureGroup) -> DisplayText {
        what(status: group.status, code: group.code, message: group.message)
    }

    func what(_ failure: StepFailure) -> DisplayText {
        what(status: failure.status, code: failure.code, message: failure.message)
    }

    static func title(destination: String, operation: String, _ glyphs: Glyphs) -> DisplayText {
        "\(DisplayText(untrusted: destination)) \(glyphs.middleDot) \(OperationTitle.text(operation))"
    }

    // MARK: - Groups

    /// Whether it goes on, in few words.
    func condition(_ group: FailureGroup, isShort: Bool) -> StyledText {
        switch group.condition {
        case .stillBreaking: StyledText("still breaking", .statusFailed)
        case .mixed: StyledText("fails at times", .levelWarning)
        case .holding(let hold):
            StyledText(isShort ? shortHold(hold) : "holding, \(longHold(hold))", .statusWaiting)
        case .quiet: StyledText("quiet \(Readable.age(now.since(group.lastAt)))", .muted)
        }
    }

    private func shortHold(_ hold: DestinationHold) -> DisplayText {
        switch hold {
        case .paused: "paused"
        case .breakerOpen(_, let probeAt): probeAt > now ? "probe \(untilThen(probeAt))" : "probe is out"
        case .asked(_, let until): "held to \(when(until))"
        case .uplinkDown: "no uplink"
        }
    }

    private func longHold(_ hold: DestinationHold) -> DisplayText {
        switch hold {
        case .paused(_, let note): "paused by \(DisplayText(untrusted: note.by))"
        case .breakerOpen(_, let probeAt): probeAt > now ? "probe \(untilThen(probeAt))" : "probe is out"
        case .asked(_, let until): "quiet asked to \(when(until))"
        case .uplinkDown(let since): "uplink down since \(when(since))"
        }
    }

    /// Why nothing goes there now and what that means, in a sentence; `nil` when it is not held.
    func holdSentence(_ group: FailureGroup) -> DisplayText? {
        guard case .holding(let hold) = group.condition else { return nil }
        switch hold {
        case .paused(let name, let note):
            let why = note.reason.isEmpty ? DisplayText.empty : ": \(DisplayText(untrusted: note.reason))"
            return "\(name) was paused by \(note.by)\(why); d shows it"
        case .breakerOpen(let name, let probeAt):
            return "\(name) is held back after many failures; one is tried \(untilThen(probeAt))"
        case .asked(let name, let until): return "\(name) asked for quiet until \(when(until))"
        case .uplinkDown(let since): return "nothing can be reached from here since \(when(since))"
        }
    }

    /// `2 dead, 37 waiting`.
    static func counts(dead: Int, waiting: Int) -> StyledText {
        var text = StyledText()
        if dead > 0 || waiting == 0 {
            text += StyledText("\(Readable.count(Int64(dead))) dead", dead > 0 ? .statusDead : .muted)
        }
        if waiting > 0 {
            if !text.isEmpty { text += StyledText(", ", .muted) }
            text += StyledText("\(Readable.count(Int64(waiting))) waiting", .statusWaiting)
        }
        return text
    }

    /// What needs a person soonest comes first; what somebody has seen already comes after that.
    static func isSooner(_ left: FailureGroup, _ right: FailureGroup) -> Bool {
        func rank(_ group: FailureGroup) -> Int {
            let isSeen = group.acknowledgement != nil
            guard group.dead > 0 else { return isSeen ? 4 : 3 }
            if isSeen { return 2 }
            switch group.condition {
            case .stillBreaking, .mixed: return 0
            case .holding, .quiet: return 1
            }
        }
        func key(_ group: FailureGroup) -> (Int, Int, Int64) {
            (rank(group), -group.dead - group.waiting, group.id)
        }
        return key(left) < key(right)
    }

    // MARK: - Steps

    /// Where a failed step stands: dead, unknown, or when it is tried next.
    func standing(_ row: FailureRow) -> StyledText {
        if row.isAmbiguous { return StyledText("sent, no answer", .levelWarning) }
        switch row.step.state {
        case .dead: return StyledText("dead", .statusDead)
        case .running: return StyledText("being tried", .statusRunning)
        case .succeeded: return StyledText("succeeded", .statusSuccess)
        case .discarded: return StyledText("discarded", .muted)
        case .failed: return StyledText("failed", .statusFailed)
        case .ready:
            return StyledText(row.step.dueAt.map { "next \(untilThen($0))" } ?? "waits its turn", .statusWaiting)
        }
    }

    func person(_ row: FailureRow) -> DisplayText {
        let known = row.run.person.isEmpty ? row.run.email ?? "" : row.run.person
        if known.isEmpty { return "nobody known" }
        return isRevealed ? DisplayText(untrusted: known) : Masking.name(known)
    }
}
