import CoreServices
import Primitives
import TerminalKit

/// Changes the Access pane.
struct AccessUpdate: PaneUpdate {
    let services: AccessServices

    /// A longer text is no token.
    private static let longestToken = 16_384

    func enter(_ state: inout ConsoleState) -> Effects {
        state.access.sso = services.sso
        return refresh(&state)
    }

    func refresh(_ state: inout ConsoleState) -> Effects {
        guard let generation = state.access.list.ask() else { return [] }
        let services = services
        return ask("access.picture") {
            try await services.picture()
        } then: {
            .access(.picture(generation: generation, $0))
        }
    }

    func answer(_ message: AccessMessage, _ state: inout ConsoleState) -> Effects {
        switch message {
        case .picture(let generation, let answer):
            if case .success(let picture) = answer { state.access.picture = picture }
            let services = services
            state.access.list.take(answer.map { AccessRow.rows(services, $0) }, generation: generation)
            rebuild(&state)
            return state.access.list.isBehind ? refresh(&state) : []
        case .minted(let answer):
            switch answer {
            case .success(let token):
                open(.minted(token), &state)
                state.notice = "signed, and recorded; c copies it"
            case .failure(let failure): state.notice = DisplayText(untrusted: failure.reason)
            }
            return refresh(&state)
        }
    }

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        if state.access.opened != nil {
            if state.access.text.perform(command, page: state.layout.detailRows) { return [] }
        } else if state.access.list.move(command) {
            return []
        }
        switch command {
        case .open:
            if let id = state.access.list.selectedID { open(.row(id), &state) }
        case .nextEvent: step(by: 1, &state)
        case .previousEvent: step(by: -1, &state)
        case .copy: return copy(state)
        case .access(.readAgain): return refresh(&state)
        case .access(.mint): open(.mintForm(MintForm()), &state)
        case .access(.inspect): open(.inspecting(""), &state)
        case .access(.nextTrouble): findTrouble(by: 1, &state)
        case .access(.previousTrouble): findTrouble(by: -1, &state)
        default: break
        }
        return []
    }

    private func open(_ opened: AccessState.Opened, _ state: inout ConsoleState) {
        state.access.opened = opened
        state.access.text.viewer.scrollToStart()
        if case .row(let id) = opened { state.access.list.select(id) }
        rebuild(&state)
    }

    private func step(by count: Int, _ state: inout ConsoleState) {
        guard case .row = state.access.opened else { return }
        let before = state.access.list.selectedID
        _ = state.access.list.move(count > 0 ? .down : .up)
        guard let id = state.access.list.selectedID, id != before else {
            state.notice = count > 0 ? "this is the last row" : "this is the first row"
            return
        }
        open(.row(id), &state)
    }

    private func findTrouble(by step: Int, _ state: inout ConsoleState) {
        let rows = state.access.list.rows
        var index = state.access.list.list.selected + step
        while rows.indices.contains(index), !rows[index].isTroubled { index += step }
        guard rows.indices.contains(index) else {
            state.notice = "nothing was refused that way"
            return
        }
        state.access.list.select(rows[index].id)
        if case .row = state.access.opened { open(.row(rows[index].id), &state) }
    }

    /// A token just signed whole, a page's snippet; of everything else what the screen shows of it.
    private func copy(_ state: ConsoleState) -> Effects {
        if case .page(let page) = state.access.target, let snippet = services.snippet(page.page) {
            return [.copy(snippet) { .copied($0) }]
        }
        if case .minted(let token) = state.access.opened {
            return [.copy(String(decoding: token.text.exposed(), as: UTF8.self)) { .copied($0) }]
        }
        return [.copy(state.access.text.plain) { .copied($0) }]
    }

    // MARK: - Forms

    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> Effects? {
        switch state.access.opened {
        case .mintForm(var form):
            let outcome = form.handle(press)
            state.access.opened = .mintForm(form)
            switch outcome {
            case .nothing: break
            case .cancelled: state.access.opened = nil
            case .submitted: askMint(form, &state)
            }
            return []
        case .inspecting(let token):
            inspect(token, press, &state)
            return []
        case .row, .minted: return state.access.text.typed(press) ? [] : nil
        case nil: return nil
        }
    }

    func paste(_ text: String, _ state: inout ConsoleState) -> Effects {
        switch state.access.opened {
        case .mintForm(var form):
            form.paste(text)
            state.access.opened = .mintForm(form)
        case .inspecting:
            // A second token takes the place of the first.
            state.access.opened = .inspecting(Self.token(in: text))
            state.access.text.viewer.scrollToStart()
            rebuild(&state)
        case .row, .minted: state.access.text.paste(text)
        case nil: break
        }
        return []
    }

    /// Without paste, a token may be typed; it is never shown.
    private func inspect(_ token: String, _ press: KeyPress, _ state: inout ConsoleState) {
        switch (press.key, press.modifiers) {
        case (.escape, []), (.character("c"), .control):
            state.access.opened = nil
            return
        case (.backspace, []), (.character("u"), .control), (.delete, []): state.access.opened = .inspecting("")
        case (.down, []): state.access.text.viewer.scroll(by: 1)
        case (.up, []): state.access.text.viewer.scroll(by: -1)
        case (.pageDown, []): state.access.text.viewer.scrollPages(1)
        case (.pageUp, []): state.access.text.viewer.scrollPages(-1)
        default:
            guard let character = press.typed else { return }
            state.access.opened = .inspecting(Self.token(in: token + String(character)))
        }
        rebuild(&state)
    }

    /// The token alone, as people copy it.
    private static func token(in text: String) -> String {
        let trimmed = text.prefix(longestToken).filter { !$0.isWhitespace && $0 != "\"" }
        return String(trimmed.hasPrefix("Bearer") ? trimmed.dropFirst(6) : trimmed[...])
    }

    private func askMint(_ form: MintForm, _ state: inout ConsoleState) {
        let identity: TokenIdentity
        do throws(TokenIdentity.Unusable) { identity = try form.identity() } catch {
            state.notice = DisplayText(untrusted: error.message)
            return
        }
        let person = identity.email.map { Masking.email($0) } ?? Masking.text(identity.subject)
        let life = DisplayText(untrusted: services.sso.lifetime.unitText)
        let lines: [DisplayText] = [
            "Whoever has it is, to Komo, this person for \(life).", "The audit record keeps that you signed it.",
        ]
        state.overlay = .question(
            Question(
                title: "Sign a token for \(person)?",
                lines: lines.map { StyledText($0, .modal) },
                verb: "sign",
                act: .access(.mint(identity))
            )
        )
    }

    /// Does what has been confirmed.
    func confirmed(_ question: AccessQuestion, reason: String) -> Effects {
        let services = services
        switch question {
        case .mint(let identity):
            return ask("access.mint") {
                try await services.mint(identity, reason)
            } then: {
                .access(.minted($0))
            }
        }
    }

    // MARK: - The frame

    func mouse(_ event: MouseEvent, _ state: inout ConsoleState) -> Effects {
        let layout = state.layout
        if layout.detail.contains(event.position) {
            state.access.text.wheel(event.action)
            return []
        }
        let before = state.access.list.selectedID
        let opens = state.access.list.mouse(event, in: layout.list.splitTop(1).rest)
        guard let id = state.access.list.selectedID else { return [] }
        var isRow = false
        if case .row = state.access.opened { isRow = true }
        if (opens && state.access.opened == nil) || (isRow && id != before) { open(.row(id), &state) }
        return []
    }

    func goBack(_ state: inout ConsoleState) -> Effects? {
        guard state.access.opened != nil else { return nil }
        state.access.opened = nil
        return []
    }

    func settle(_ state: inout ConsoleState) {
        let layout = state.layout
        if layout.list.rows > 1 { state.access.list.resize(page: layout.list.rows - 1) }
        state.access.text.viewer.resize(page: layout.detailRows)
    }

    func rebuild(_ state: inout ConsoleState) {
        guard state.access.opened != nil else { return }
        state.access.text.viewer.replace(AccessDetailText(state: state).lines)
    }
}
