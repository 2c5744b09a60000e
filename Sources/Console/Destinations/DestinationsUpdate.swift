import CoreServices
import Primitives
import TerminalKit

/// How the Destinations pane changes.
struct DestinationsUpdate: PaneUpdate {
    let services: DestinationServices

    func enter(_ state: inout ConsoleState) -> Effects {
        refresh(&state)
    }

    func refresh(_ state: inout ConsoleState) -> Effects {
        let services = services
        guard let generation = state.destinations.list.ask() else { return [] }
        return ask("destinations.list") {
            try await services.destinations()
        } then: {
            .destinations(.list(generation: generation, $0, limit: .max))
        }
    }

    func answer(_ message: DestinationsMessage, _ state: inout ConsoleState) -> Effects {
        switch message {
        case .list(let generation, let answer, let limit):
            state.destinations.list.take(answer, generation: generation, limit: limit)
            rebuild(&state)
            return state.destinations.list.isBehind ? refresh(&state) : []
        }
    }

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        let page = state.layout.detailRows
        if state.destinations.opened != nil {
            if state.destinations.opened?.text.perform(command, page: page) == true { return [] }
        } else if state.destinations.list.move(command) {
            return []
        }
        switch command {
        case .open:
            if let name = state.destinations.list.selectedID { open(name, &state) }
        case .nextEvent: step(by: 1, &state)
        case .previousEvent: step(by: -1, &state)
        case .copy: return [.copy(state.destinations.opened?.text.plain ?? "") { .copied($0) }]
        case .destinations(.readAgain): return refresh(&state)
        case .destinations(.nextTrouble): findTrouble(by: 1, &state)
        case .destinations(.previousTrouble): findTrouble(by: -1, &state)
        case .destinations(.pauseOrResume): askPauseOrResume(&state)
        case .destinations(.probe): askProbe(&state)
        default: break
        }
        return []
    }

    private func open(_ name: String, isVisited: Bool = false, _ state: inout ConsoleState) {
        var opened = state.destinations.opened ?? DestinationsState.Opened(name: name)
        opened.name = name
        opened.isVisited = isVisited
        opened.text.viewer.scrollToStart()
        state.destinations.opened = opened
        state.destinations.list.select(name)
        rebuild(&state)
    }

    private func step(by count: Int, _ state: inout ConsoleState) {
        let before = state.destinations.list.selectedID
        _ = state.destinations.list.move(count > 0 ? .down : .up)
        guard let name = state.destinations.list.selectedID, name != before else {
            state.notice = count > 0 ? "this is the last destination" : "this is the first destination"
            return
        }
        open(name, &state)
    }

    private func findTrouble(by step: Int, _ state: inout ConsoleState) {
        let rows = state.destinations.list.rows
        var index = state.destinations.list.list.selected + step
        while rows.indices.contains(index), !rows[index].isTroubled { index += step }
        guard rows.indices.contains(index) else {
            state.notice = "no trouble that way"
            return
        }
        state.destinations.list.select(rows[index].name)
        if state.destinations.opened != nil { open(rows[index].name, &state) }
    }

    // MARK: - Acts

    private func askPauseOrResume(_ state: inout ConsoleState) {
        guard let row = state.destinations.target else { return }
        let name = DisplayText(untrusted: row.name)
        let waiting = Readable.count(Int64(row.waiting))
        state.overlay = .question(
            row.pause == nil
                ? Question(
                    title: "Pause \(name)?",
                    lines: lines(["\(waiting) deliveries wait; nothing is dropped.", "Events go on being taken."]),
                    verb: "pause",
                    needsReason: true,
                    act: .destinations(.pause(name: row.name))
                )
                : Question(
                    title: "Resume \(name)?",
                    lines: lines(["\(waiting) deliveries wait and go out,", "as fast as its limits let them."]),
                    verb: "resume",
                    act: .destinations(.resume(name: row.name))
                )
        )
    }

    private func askProbe(_ state: inout ConsoleState) {
        guard let row = state.destinations.target else { return }
        state.overlay = .question(
            Question(
                title: "Probe \(DisplayText(untrusted: row.name)) now?",
                lines: lines(["One delivery that waits goes out.", "If it arrives, the others follow."]),
                verb: "probe",
                hasReason: false,
                act: .destinations(.probe(name: row.name))
            )
        )
    }

    private func lines(_ texts: [DisplayText]) -> [StyledText] {
        texts.map { StyledText($0, .modal) }
    }

    /// Does what has been confirmed.
    func confirmed(_ question: DestinationsQuestion, reason: String, _ state: inout ConsoleState) -> Effects {
        let services = services
        switch question {
        case .pause(let name):
            return act("\(DisplayText(untrusted: name)) is paused") { try await services.pause(name, reason) }
        case .resume(let name):
            return act("\(DisplayText(untrusted: name)) is resumed") { try await services.resume(name, reason) }
        case .probe(let name):
            return act("a probe goes to \(DisplayText(untrusted: name))") { try await services.probe(name) }
        }
    }

    // MARK: - The frame

    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> Effects? {
        state.destinations.opened?.text.typed(press) == true ? [] : nil
    }

    func paste(_ text: String, _ state: inout ConsoleState) -> Effects {
        state.destinations.opened?.text.paste(text)
        return []
    }

    func mouse(_ event: MouseEvent, _ state: inout ConsoleState) -> Effects {
        let layout = state.layout
        if layout.detail.contains(event.position) {
            state.destinations.opened?.text.wheel(event.action)
            return []
        }
        let before = state.destinations.list.selectedID
        let opens = state.destinations.list.mouse(event, in: layout.list.splitTop(1).rest)
        guard let name = state.destinations.list.selectedID else { return [] }
        if opens || (state.destinations.opened != nil && name != before) { open(name, &state) }
        return []
    }

    func goBack(_ state: inout ConsoleState) -> Effects? {
        guard state.destinations.opened != nil else { return nil }
        state.destinations.opened = nil
        return []
    }

    func show(_ jump: ConsoleJump, _ state: inout ConsoleState) -> Effects {
        guard case .destination(let name) = jump else { return [] }
        open(name, isVisited: true, &state)
        return []
    }

    func isAt(_ jump: ConsoleJump, _ state: ConsoleState) -> Bool {
        guard case .destination(let name) = jump, let opened = state.destinations.opened else { return false }
        return opened.isVisited && opened.name == name
    }

    func settle(_ state: inout ConsoleState) {
        let layout = state.layout
        if layout.list.rows > 1 { state.destinations.list.resize(page: layout.list.rows - 1) }
        state.destinations.opened?.text.viewer.resize(page: layout.detailRows)
    }

    func rebuild(_ state: inout ConsoleState) {
        guard state.destinations.opened != nil else { return }
        let lines = DestinationDetailText(state: state).lines
        state.destinations.opened?.text.viewer.replace(lines)
    }
}
