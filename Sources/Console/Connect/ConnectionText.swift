import CoreServices
import Primitives
import TerminalKit

/// Everything about the open integration, and what Kombo told about it.
struct ConnectionText {
    let connection: Connection
    let state: ConsoleState

    private var clock: ClockText { ClockText(zone: state.setting.zone) }
    private var width: Int { max(10, state.layout.detail.columns - 4) }
    private var glyphs: Glyphs { .unicode }

    var lines: [StyledText] {
        trouble + WrappedList.lines(rows, width: width) + history
    }

    private var rows: [KeyValueList.Row] {
        var rows: [KeyValueList.Row] = []
        func add(_ name: DisplayText, _ value: DisplayText, _ slot: StyleSlot = .text) {
            rows.append(KeyValueList.Row(name, StyledText(value, slot)))
        }
        rows.append(KeyValueList.Row("state", ConnectWords.state(of: connection, glyphs)))
        rows.append(KeyValueList.Row("setup", ConnectWords.setup(connection.setupStatus)))
        if let checks = connection.checks {
            add(
                "Kombo's checks",
                DisplayText(untrusted: checks.rawValue.lowercased()),
                checks == .failed ? .levelError : .text
            )
        }
        add("first sync", connection.firstSyncedAt.map(clock.full) ?? "not yet")
        if let sync = connection.lastSync {
            let word = DisplayText(untrusted: sync.state.lowercased().replacing("_", with: " "))
            add("last sync", "\(word), \(clock.full(sync.endedAt))", sync.isGood ? .text : .levelError)
            if let log = sync.logURL { add("its log", DisplayText(untrusted: log), .muted) }
        }
        add("organisation", DisplayText(untrusted: connection.organisation))
        if let email = connection.email { add("e-mail", ConnectWords.email(email, isRevealed: state.isRevealed)) }
        add("origin id", DisplayText(untrusted: connection.originID))
        add("category", DisplayText(untrusted: connection.category.rawValue))
        add("tool", tool)
        add("integration id", DisplayText(untrusted: connection.id))
        add("stored", clock.full(connection.storedAt))
        if let flow = connection.flowID { add("brought by", "flow \(flow)") }
        if let looked = connection.lookedAt { add("Kombo asked", clock.full(looked)) }
        if let deleted = connection.deletedAt { add("deleted", clock.full(deleted), .levelWarning) }
        return rows
    }

    private var tool: DisplayText {
        guard let label = connection.toolLabel else { return DisplayText(untrusted: connection.tool) }
        return DisplayText(untrusted: "\(label) (\(connection.tool))")
    }

    /// What needs a person, and what was asked for and is not done.
    private var trouble: [StyledText] {
        var lines: [StyledText] = []
        if connection.state == .invalid, !connection.isDeleted {
            lines += wrapped(
                "\(glyphs.cross) its credentials do not work any more, so Kombo syncs nothing",
                .levelError
            )
            lines += wrapped("\(glyphs.arrowRight) R makes a link on which the customer gives new ones", .levelInfo)
        }
        if let failure = connection.failure { lines += told(failure) }
        if let order = connection.order {
            let who = Readable.account(order.by)
            let asked: DisplayText =
                "\(DisplayText(untrusted: order.act.rawValue)) asked for by \(who) \(clock.clock(order.at))"
            if let failure = order.failure {
                lines += wrapped("\(asked): \(order.isOver ? "not done" : "not done yet")", .levelWarning)
                lines += told(failure)
            } else if !order.isOver {
                lines += wrapped("\(glyphs.triangleRight) \(asked), under way", .statusRunning)
            }
        }
        return lines.isEmpty ? [] : lines + [StyledText()]
    }

    private func told(_ failure: ConnectFailure) -> [StyledText] {
        wrapped("\(glyphs.cross) \(DisplayText(untrusted: failure.sentence))", .levelError)
            + wrapped("\(glyphs.arrowRight) \(DisplayText(untrusted: failure.nextStep))", .levelInfo)
            + (failure.logURL.map { wrapped("log \(DisplayText(untrusted: $0))", .muted) } ?? [])
    }

    private func wrapped(_ text: DisplayText, _ slot: StyleSlot) -> [StyledText] {
        text.wrapped(to: width).map { StyledText($0, slot) }
    }

    // MARK: - History

    private var history: [StyledText] {
        let title = [StyledText(), StyledText("what Kombo's webhooks told, the newest first", .muted)]
        guard let notices = state.connect.opened?.notices else {
            let failure = state.connect.opened?.failure
            return title + [StyledText(failure.map { DisplayText(untrusted: $0.reason) } ?? "reading", .muted)]
        }
        guard !notices.isEmpty else { return title + [StyledText("nothing yet", .muted)] }
        return title + notices.flatMap(lines(of:))
    }

    private func lines(of notice: ConnectNotice) -> [StyledText] {
        let head =
            StyledText("\(clock.day(notice.receivedAt)) \(clock.clock(notice.receivedAt).prefix(columns: 5))  ", .muted)
            + StyledText(DisplayText(untrusted: notice.type), .strong)
        let said = [notice.summary, notice.outcome].filter { !$0.isEmpty }.joined(separator: "; ")
        let shown = state.isRevealed ? DisplayText(untrusted: said) : PersonalData.shown(said, field: "")
        let below = shown.isEmpty ? [] : shown.wrapped(to: max(10, width - 2)).map { StyledText("  \($0)") }
        let log = notice.logURL.map { DisplayText(untrusted: $0).wrapped(to: max(10, width - 2)) } ?? []
        return [head] + below + log.map { StyledText("  \($0)", .muted) }
    }
}
