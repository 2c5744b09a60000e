import CoreServices
import Primitives
import TerminalKit

/// How flows, integrations and their steps read: a sign, a word and a look.
enum ConnectWords {
    static func state(of flow: ConnectFlow, needsPerson: Bool, _ glyphs: Glyphs) -> StyledText {
        let (sign, slot): (DisplayText, StyleSlot) =
            switch flow.state {
            case .details, .exchanging: (glyphs.triangleRight, needsPerson ? .levelWarning : .statusRunning)
            case .waiting: (glyphs.dottedCircle, needsPerson ? .levelWarning : .statusWaiting)
            case .following: (glyphs.check, .statusSuccess)
            case .complete: (glyphs.check, .statusSuccess)
            case .expired: (glyphs.exclamation, .levelWarning)
            case .failed: (glyphs.cross, .statusFailed)
            case .abandoned: (glyphs.circle, .muted)
            }
        return StyledText("\(sign) \(flow.state.words)", slot)
    }

    static func state(of connection: Connection, _ glyphs: Glyphs) -> StyledText {
        if connection.isDeleted { return StyledText("\(glyphs.circle) deleted", .muted) }
        return switch connection.state {
        case .active: StyledText("\(glyphs.check) active", .statusSuccess)
        case .invalid: StyledText("\(glyphs.cross) INVALID", .statusFailed)
        case .inactive: StyledText("\(glyphs.pause) disabled", .muted)
        }
    }

    static func setup(_ status: Connection.SetupStatus) -> StyledText {
        switch status {
        case .incomplete: StyledText("incomplete", .levelWarning)
        case .finalSyncPending: StyledText("final sync", .statusRunning)
        case .completed: StyledText("completed")
        }
    }

    static func sign(of status: ConnectStep.Status, _ glyphs: Glyphs) -> StyledText {
        switch status {
        case .done: StyledText("\(glyphs.check) done ", .statusSuccess)
        case .current: StyledText("\(glyphs.dottedCircle) now  ", .accent)
        case .ahead: StyledText("\(glyphs.middleDot) later", .muted)
        case .failed: StyledText("\(glyphs.cross) stuck", .levelWarning)
        }
    }

    /// What a flow is for, such as `Connect HRIS for Acme, Inc. (origin 36123)`.
    static func title(_ flow: ConnectFlow) -> DisplayText {
        let verb: DisplayText =
            switch flow.purpose {
            case .connect: "Connect"
            case .relink: "Relink"
            case .setup: "Set up"
            }
        return "\(verb) \(DisplayText(untrusted: flow.title))"
    }

    /// An e-mail address, masked unless personal data is shown.
    static func email(_ address: String, isRevealed: Bool) -> DisplayText {
        isRevealed ? DisplayText(untrusted: address) : Masking.email(address)
    }

    static func tool(_ connection: Connection) -> DisplayText {
        DisplayText(untrusted: connection.toolLabel ?? connection.tool)
    }
}
