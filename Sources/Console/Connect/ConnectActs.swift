import CoreServices
import Primitives
import TerminalKit

/// What the Connect pane does beyond looking.
struct ConnectActs {
    let pane: ConnectUpdate

    private var services: ConnectServices { pane.services }

    func perform(_ command: ConnectCommand, _ state: inout ConsoleState) -> ConnectUpdate.Effects {
        switch command {
        case .readAgain: return pane.refresh(&state)
        case .start: return begin(&state)
        case .another: return startAnother(&state)
        case .checkKey: return checkKey(&state)
        case .copyLink, .writeLink, .openLink, .printLink, .code: return use(command, &state)
        case .token:
            if let flow = state.connect.flow { enterToken(for: flow.id, "", &state) }
            return []
        case .newLink: return askForLink(&state)
        case .relink: return linkAnew(&state) { [services] in try await services.relink($0) }
        case .setup: return linkAnew(&state) { [services] in try await services.continueSetup($0) }
        case .enable: ask(enabling: true, &state)
        case .disable: ask(enabling: false, &state)
        case .look:
            guard let id = state.connect.connection?.id else { return [] }
            let services = services
            return pane.act("Kombo is being asked") { try await services.look(id) }
        case .remove: ask(toRemove: state.connect.target, &state)
        }
        return []
    }

    func confirmed(_ question: ConnectQuestion, reason: String, _ state: inout ConsoleState) -> ConnectUpdate.Effects {
        let services = services
        switch question {
        case .newLink(let flow): return pane.act("a new link is asked for") { try await services.newLink(flow) }
        case .abandon(let flow):
            return pane.act("flow \(flow) is abandoned") { try await services.abandon(flow, reason) }
        case .setEnabled(let isEnabled, let id):
            let done: DisplayText = isEnabled ? "it is being enabled" : "it is being disabled"
            return pane.act(done) { try await services.setEnabled(isEnabled, id, reason) }
        case .delete(let id): return pane.act("it is being deleted") { try await services.delete(id, reason) }
        case .known(_, let id): return start { try await services.relink(id) }
        }
    }

    // MARK: - Beginning

    private func begin(_ state: inout ConsoleState) -> ConnectUpdate.Effects {
        let form = ConnectForm(place: state.connect.place)
        state.connect.opened = nil
        state.connect.token = nil
        state.connect.form = form
        return loadTools(form.category)
    }

    private func loadTools(_ category: IntegrationCategory) -> ConnectUpdate.Effects {
        let services = services
        return pane.ask("connect.tools") {
            try await services.tools(category)
        } then: {
            .connect(.tools(category, $0))
        }
    }

    func typedInForm(_ press: KeyPress, _ state: inout ConsoleState) -> ConnectUpdate.Effects {
        guard var form = state.connect.form else { return [] }
        let outcome = form.handle(press)
        state.connect.form = form
        switch outcome {
        case .nothing: return []
        case .cancelled:
            state.connect.form = nil
            return []
        case .categoryChanged: return form.tools[form.category] == nil ? loadTools(form.category) : []
        case .submitted(let details): return submitted(details, &state)
        }
    }

    /// Begins the flow, unless the customer has one that waits, or an integration that may only need a new link.
    private func submitted(_ details: ConnectDetails, _ state: inout ConsoleState) -> ConnectUpdate.Effects {
        let roster = state.connect.roster
        if let pending = roster.pending(originID: details.originID, category: details.category) {
            state.connect.form = nil
            state.notice = "flow \(pending.id) for this customer is open already; here it is"
            return pane.open(.flow(pending.id), &state)
        }
        if let known = roster.known(originID: details.originID, category: details.category).first {
            state.overlay = .question(offer(of: known, details))
            return []
        }
        let services = services
        return start { try await services.start(details, false) }
    }

    private func offer(of known: Connection, _ details: ConnectDetails) -> Question {
        let lines = [
            StyledText("Origin \(DisplayText(untrusted: details.originID)) has this integration already:", .modal),
            StyledText(DisplayText(untrusted: known.id), .strong) + "  " + ConnectWords.state(of: known, .unicode),
            StyledText("Kombo does not notice doubles. Relinking gives it new credentials;", .modal),
            StyledText("A", .footerKey) + StyledText(" connects another one beside it.", .modal),
        ]
        return Question(
            title: "Connected already: relink it?",
            lines: lines,
            verb: "relink",
            hasReason: false,
            contexts: [.connectKnown],
            act: .connect(.known(details, integration: known.id))
        )
    }

    private func startAnother(_ state: inout ConsoleState) -> ConnectUpdate.Effects {
        guard case .question(let question) = state.overlay, case .connect(.known(let details, _)) = question.act else {
            return []
        }
        state.overlay = .none
        let services = services
        return start { try await services.start(details, true) }
    }

    private func start(_ work: @escaping @Sendable () async throws -> Int64) -> ConnectUpdate.Effects {
        [
            .run { send in
                if let answer = await Asking.answer(work) { send(.connect(.started(answer))) }
            }
        ]
    }

    func started(_ answer: Result<Int64, QueryFailure>, _ state: inout ConsoleState) -> ConnectUpdate.Effects {
        switch answer {
        case .failure(let failure):
            state.notice = DisplayText(untrusted: failure.reason)
            return pane.refresh(&state)
        case .success(let id):
            state.connect.form = nil
            state.connect.opened = ConnectState.Opened(id: .flow(id))
            return pane.refresh(&state)
        }
    }

    // MARK: - Links

    private func use(_ command: ConnectCommand, _ state: inout ConsoleState) -> ConnectUpdate.Effects {
        guard let flow = state.connect.flow, let link = flow.link else { return [] }
        let services = services
        switch command {
        case .copyLink: return [.copy(link.text) { .copied($0) }]
        case .printLink:
            let title = ConnectWords.title(flow)
            return [
                .foreground {
                    services.printLink(title, link.address)
                    return .connect(.printed)
                }
            ]
        case .writeLink:
            return pane.ask("connect.write") {
                try await services.writeLink(link.address, flow.id)
            } then: {
                .connect(.written($0))
            }
        case .openLink:
            let address = Self.address(toOpen: flow, link, state)
            return pane.act("a browser is opening the link") { try await services.openLink(address) }
        default:
            state.connect.isShowingCode = true
            return []
        }
    }

    /// The hand-off page, which brings the token back by itself; without it the link alone.
    private static func address(toOpen flow: ConnectFlow, _ link: ConnectLink, _ state: ConsoleState) -> Secret {
        guard let runner = state.connect.listening?.runner, let base = runner.address else { return link.address }
        return Secret(link.shortText(base: base))
    }

    /// A link that still holds may be in somebody's hands, so it is asked before another takes its place.
    private func askForLink(_ state: inout ConsoleState) -> ConnectUpdate.Effects {
        guard let flow = state.connect.flow else { return [] }
        guard flow.state == .waiting, flow.link?.remaining(at: state.now) != nil else {
            return confirmed(.newLink(flow: flow.id), reason: "", &state)
        }
        state.overlay = .question(
            Question(
                title: "Make a new link?",
                lines: [
                    StyledText("The one before still holds. Its page then says that it was replaced;", .modal),
                    StyledText("what somebody finishes on it still counts.", .modal),
                ],
                verb: "new link",
                hasReason: false,
                act: .connect(.newLink(flow: flow.id))
            )
        )
        return []
    }

    private func linkAnew(
        _ state: inout ConsoleState,
        _ work: @escaping @Sendable (String) async throws -> Int64
    ) -> ConnectUpdate.Effects {
        guard let id = state.connect.connection?.id else { return [] }
        return start { try await work(id) }
    }

    // MARK: - Questions

    private func ask(enabling isEnabled: Bool, _ state: inout ConsoleState) {
        guard let connection = state.connect.connection else { return }
        let line: DisplayText =
            isEnabled ? "Kombo syncs it again." : "Syncs that run are cancelled; the credentials are kept."
        state.overlay = .question(
            Question(
                title: "\(isEnabled ? "Enable" : "Disable") \(DisplayText(untrusted: connection.organisation))?",
                lines: [StyledText(DisplayText(untrusted: connection.id), .strong), StyledText(line, .modal)],
                verb: isEnabled ? "enable" : "disable",
                act: .connect(.setEnabled(isEnabled, integration: connection.id))
            )
        )
    }

    private func ask(toRemove target: ConnectRow?, _ state: inout ConsoleState) {
        switch target {
        case nil: return
        case .flow(let flow):
            state.overlay = .question(
                Question(
                    title: "Abandon flow \(flow.id)?",
                    lines: [
                        StyledText(ConnectWords.title(flow), .strong),
                        StyledText("Its link is forgotten here; Kombo takes it until it runs out.", .modal),
                    ],
                    verb: "abandon",
                    act: .connect(.abandon(flow: flow.id))
                )
            )
        case .connection(let connection):
            state.overlay = .question(
                Question(
                    title: "Delete this integration at Kombo? It cannot be undone",
                    lines: [
                        StyledText(DisplayText(untrusted: connection.organisation), .strong),
                        StyledText(DisplayText(untrusted: connection.id), .modal),
                        StyledText("Its data and credentials go. Type the organisation to confirm.", .modal),
                    ],
                    verb: "delete for good",
                    needsReason: true,
                    reasonLabel: "organisation",
                    act: .connect(.delete(integration: connection.id))
                )
            )
        }
    }

    // MARK: - The API key

    private func checkKey(_ state: inout ConsoleState) -> ConnectUpdate.Effects {
        state.notice = "asking Kombo whether it takes the API key"
        let services = services
        return pane.ask("connect.key") {
            try await services.checkAPIKey()
        } then: {
            .connect(.checked($0))
        }
    }

    func checked(_ answer: Result<String, QueryFailure>, _ state: inout ConsoleState) {
        switch answer {
        case .failure(let failure): state.notice = DisplayText(untrusted: failure.reason)
        case .success(let environment):
            let place = DisplayText(untrusted: state.connect.place?.name ?? "")
            state.notice = "the API key works in \(place), environment \(DisplayText(untrusted: environment))"
        }
    }
}
