import CoreServices
import Primitives
import TerminalKit

/// How the Connect pane changes.
struct ConnectUpdate: PaneUpdate {
    let services: ConnectServices

    func enter(_ state: inout ConsoleState) -> Effects { refresh(&state) }

    func refresh(_ state: inout ConsoleState) -> Effects {
        loadOverview(&state) + loadNotices(&state)
    }

    private func loadOverview(_ state: inout ConsoleState) -> Effects {
        let services = services
        guard let generation = state.connect.list.ask() else { return [] }
        return ask("connect.overview") {
            try await services.overview()
        } then: {
            .connect(.overview(generation: generation, $0))
        }
    }

    private func loadNotices(_ state: inout ConsoleState) -> Effects {
        guard case .connection(let id) = state.connect.opened?.id, let connection = state.connect.connection else {
            return []
        }
        let services = services
        return ask("connect.notices") {
            try await services.notices(connection)
        } then: {
            .connect(.notices(integration: id, $0))
        }
    }

    // MARK: - Answers

    func answer(_ message: ConnectMessage, _ state: inout ConsoleState) -> Effects {
        let acts = ConnectActs(pane: self)
        switch message {
        case .overview(let generation, let answer): return take(answer, generation, &state)
        case .notices(let id, let answer):
            guard state.connect.opened?.id == .connection(id) else { return [] }
            switch answer {
            case .success(let notices):
                state.connect.opened?.notices = notices
                state.connect.opened?.failure = nil
            case .failure(let failure): state.connect.opened?.failure = failure
            }
        case .tools(let category, let answer): state.connect.form?.tools[category] = answer
        case .started(let answer): return acts.started(answer, &state)
        case .checked(let answer): acts.checked(answer, &state)
        case .written(.success(let path)):
            state.notice =
                "for you alone, delete it after use: \(DisplayText(untrusted: path))"
        case .written(.failure(let failure)): state.notice = DisplayText(untrusted: failure.reason)
        case .printed: return refresh(&state)
        }
        return []
    }

    private func take(
        _ answer: Result<ConnectOverview, QueryFailure>,
        _ generation: Int,
        _ state: inout ConsoleState
    ) -> Effects {
        if case .success(let overview) = answer {
            state.connect.roster = overview.roster
            state.connect.listening = overview.listening
            state.connect.place = overview.place
        }
        state.connect.list.take(answer.map { ConnectRow.rows(of: $0.roster) }, generation: generation)
        return state.connect.list.isBehind ? loadOverview(&state) : []
    }

    // MARK: - Commands

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        if case .connect(let command) = command { return ConnectActs(pane: self).perform(command, &state) }
        if state.connect.opened != nil {
            let page = state.layout.detailRows
            if state.connect.opened?.text.perform(command, page: page) == true { return [] }
        } else if state.connect.list.move(command) {
            return []
        }
        switch command {
        case .open: return state.connect.list.selectedID.map { open($0, &state) } ?? []
        case .nextEvent: return step(.down, "this is the last one", &state)
        case .previousEvent: return step(.up, "this is the first one", &state)
        case .copy: return [.copy(state.connect.opened?.text.plain ?? "") { .copied($0) }]
        default: return []
        }
    }

    func open(_ id: ConnectRow.ID, _ state: inout ConsoleState) -> Effects {
        if state.connect.opened?.id != id {
            state.connect.opened = ConnectState.Opened(id: id)
            state.connect.token = nil
        }
        state.connect.list.select(id)
        return loadNotices(&state)
    }

    private func step(_ command: ConsoleCommand, _ end: DisplayText, _ state: inout ConsoleState) -> Effects {
        let before = state.connect.list.selectedID
        _ = state.connect.list.move(command)
        guard let id = state.connect.list.selectedID, id != before else {
            state.notice = end
            return []
        }
        return open(id, &state)
    }

    // MARK: - The frame

    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> Effects? {
        if state.connect.isShowingCode {
            state.connect.isShowingCode = false
            return []
        }
        let acts = ConnectActs(pane: self)
        if state.connect.form != nil { return acts.typedInForm(press, &state) }
        if state.connect.token != nil { return acts.typedInToken(press, &state) }
        return state.connect.opened?.text.typed(press) == true ? [] : nil
    }

    /// What is pasted where nobody types is a token, when it can be one.
    func paste(_ text: String, _ state: inout ConsoleState) -> Effects {
        if state.connect.form != nil {
            state.connect.form?.paste(text)
            return []
        }
        if state.connect.opened?.text.searchInput != nil {
            state.connect.opened?.text.paste(text)
            return []
        }
        return ConnectActs(pane: self).pasted(text, &state)
    }

    func mouse(_ event: MouseEvent, _ state: inout ConsoleState) -> Effects {
        guard !state.connect.isShowingCode, state.connect.form == nil else { return [] }
        if state.layout.detail.contains(event.position) {
            state.connect.opened?.text.wheel(event.action)
            return []
        }
        let before = state.connect.list.selectedID
        let opens = state.connect.list.mouse(event, in: ConnectView.rows(state.layout))
        guard let id = state.connect.list.selectedID else { return [] }
        if state.connect.opened != nil { return id == before ? [] : open(id, &state) }
        return opens ? open(id, &state) : []
    }

    /// A flow that is left stays as it is, for whoever opens it again.
    func goBack(_ state: inout ConsoleState) -> Effects? {
        if state.connect.form != nil {
            state.connect.form = nil
            return []
        }
        guard state.connect.opened != nil else { return nil }
        if let flow = state.connect.flow, flow.state.isOpen, !flow.state.isConnected {
            state.notice = "flow \(flow.id) stays \(DisplayText(untrusted: flow.state.words)); Enter opens it again"
        }
        state.connect.opened = nil
        state.connect.token = nil
        return []
    }

    func settle(_ state: inout ConsoleState) {
        let layout = state.layout
        let rows = ConnectView.rows(layout)
        if !rows.isEmpty { state.connect.list.resize(page: rows.rows) }
        rebuild(&state)
        state.connect.opened?.text.viewer.resize(page: layout.detailRows)
        showCurrentStep(&state)
    }

    /// Where the steps take more than the screen, the one that goes on comes to its top as soon as it does.
    private func showCurrentStep(_ state: inout ConsoleState) {
        guard let opened = state.connect.opened, let flow = state.connect.flow else { return }
        let current = ConnectFlowText(flow: flow, state: state).current
        guard opened.step != current?.kind else { return }
        state.connect.opened?.step = current?.kind
        state.connect.opened?.text.viewer.scrollToStart()
        guard let current, opened.text.viewer.lines.count > state.layout.detailRows else { return }
        state.connect.opened?.text.viewer.scroll(by: current.line)
    }

    /// Times pass in the open text, so it is made anew each time; it stays as it is when nothing in it is new.
    func rebuild(_ state: inout ConsoleState) {
        guard let opened = state.connect.opened else { return }
        let lines: [StyledText] =
            switch state.connect.target {
            case .flow(let flow): ConnectFlowText(flow: flow, state: state).lines
            case .connection(let connection): ConnectionText(connection: connection, state: state).lines
            case nil: [StyledText("it is not there any more", .muted)]
            }
        if opened.text.viewer.lines != lines { state.connect.opened?.text.viewer.replace(lines) }
    }
}
