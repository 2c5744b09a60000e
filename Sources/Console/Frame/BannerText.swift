import CoreServices
import Primitives
import TerminalKit

extension ConsoleState {
    /// The states that change how everything reads, in one line; `nil` when there is none.
    ///
    /// On low screens trouble, which comes and goes, stands in the header and in the status line instead: a banner that
    /// appears there would push the rows down.
    var bannerText: (text: DisplayText, isTrouble: Bool)? {
        let trouble = hasRoomForTrouble ? troubleText : nil
        let parts = (trouble.map { [$0] } ?? []) + standingTexts
        return parts.isEmpty ? nil : (parts.joined(separator: "  \u{b7}  "), trouble != nil)
    }

    /// Whether a banner takes the place of a rule and not that of a row.
    var hasRoomForTrouble: Bool { size.rows >= ConsoleLayout.tallRows }

    /// What must be put right now; `nil` when all is well.
    var troubleText: DisplayText? {
        let parts = [writeFaultText, uplinkText].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "  \u{b7}  ")
    }

    /// The same in two words, for where there is no room for more; `nil` when all is well.
    var troubleWords: DisplayText? {
        if writeFault != nil { return "CANNOT WRITE" }
        return trouble.uplinkDownSince == nil ? nil : "UPLINK DOWN"
    }

    private var writeFaultText: DisplayText? {
        guard let fault = writeFault else { return nil }
        let since = ClockText(zone: setting.zone).clock(fault.since)
        return "CANNOT WRITE since \(since): \(DisplayText(untrusted: fault.reason)); senders are told to try again"
    }

    private var uplinkText: DisplayText? {
        guard let since = trouble.uplinkDownSince else { return nil }
        let held = Readable.count(Int64(trouble.heldSteps))
        let clock = ClockText(zone: setting.zone).clock(since)
        return "UPLINK DOWN since \(clock), \(held) \(trouble.heldSteps == 1 ? "delivery" : "deliveries") held"
    }

    /// What holds for as long as the console runs.
    private var standingTexts: [DisplayText] {
        var parts: [DisplayText] = []
        if setting.banner.isDemo { parts.append("DEMO, simulated traffic, nothing is kept") }
        if setting.banner.isReadOnly { parts.append("READ ONLY") }
        if let process = setting.banner.attachedTo {
            parts.append(
                process > 0
                    ? "ATTACHED to process \(process), which takes the webhooks" : "VIEWER, nobody takes webhooks"
            )
        }
        if let warning = setting.banner.warning { parts.append(DisplayText(untrusted: warning)) }
        return parts
    }
}
