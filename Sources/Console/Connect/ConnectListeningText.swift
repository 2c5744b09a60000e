import CoreServices
import Primitives
import TerminalKit

/// What a waiting flow listens to, and whether each would be heard.
struct ConnectListeningText {
    let flow: ConnectFlow
    let state: ConsoleState
    let width: Int

    private var clock: ClockText { ClockText(zone: state.setting.zone) }

    var lines: [StyledText] {
        guard flow.state == .waiting || flow.state == .expired else { return [] }
        return fact("hand-off page", page) + fact("webhook", webhook) + fact("token", token)
    }

    private func fact(_ name: DisplayText, _ value: StyledText) -> [StyledText] {
        ConnectFactLine.lines(name, value, width: width)
    }

    private var page: StyledText {
        guard let runner = state.connect.listening?.runner else {
            return StyledText("nobody serves it; start callboard or `callboard serve`", .levelWarning)
        }
        guard let base = runner.base, runner.address != nil else {
            let why = runner.fault.map { DisplayText(untrusted: $0) } ?? "it has no port"
            return StyledText("not served: \(why)", .levelWarning)
        }
        if let opened = flow.link?.pageOpenedAt {
            return StyledText("listening, opened \(clock.short(opened, now: state.now))", .statusSuccess)
        }
        return StyledText("listening at \(DisplayText(untrusted: base)), not opened yet")
    }

    private var webhook: StyledText {
        guard let listening = state.connect.listening, let runner = listening.runner else {
            return StyledText("nobody takes it; start callboard or `callboard serve`", .levelWarning)
        }
        guard runner.address != nil else { return StyledText("not taken, for nothing listens", .levelWarning) }
        guard runner.takesWebhooks else {
            return StyledText("not believed: kombo.webhookSecrets is missing", .levelWarning)
        }
        let last = listening.lastWebhookAt
        if let refused = listening.lastRefusalAt, last.map({ $0 < refused }) ?? true {
            let why = DisplayText(untrusted: listening.lastRefusal ?? "bad signature")
            return StyledText("listening, but the last was refused \(ago(refused)): \(why)", .levelWarning)
        }
        guard let last else { return StyledText("listening, no Kombo webhook yet") }
        return StyledText("listening, last Kombo webhook \(ago(last)), signature ok")
    }

    private var token: StyledText {
        if state.connect.token?.flow == flow.id {
            return StyledText("pasted, hidden; it goes in once you press Enter", .accent)
        }
        return StyledText("paste it here at any time, or t to type it")
    }

    private func ago(_ time: Timestamp) -> DisplayText { "\(Readable.age(state.now.since(time))) ago" }
}
