import CoreServices
import Primitives
import TerminalKit

/// What the Sponsors pane does beyond looking: it presents, adds a sponsor, and exports leads.
struct SponsorActs {
    let pane: SponsorsUpdate

    /// `nil` when the command is another's.
    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> SponsorsUpdate.Effects? {
        switch command {
        case .sponsors(.present):
            state.sponsors.isPresenting = true
            return []
        case .sponsors(.add):
            state.sponsors.adding = TextInput(limit: 500)
            return []
        case .sponsors(.export): return planExport(&state)
        default: return nil
        }
    }

    func confirmed(_ question: SponsorsQuestion, reason: String, _ state: inout ConsoleState) -> SponsorsUpdate.Effects
    {
        let services = pane.services
        switch question {
        case .add(let rule):
            return pane.act("\(DisplayText(untrusted: rule.name)) is added; its entries are being given to it") {
                try await services.add(rule, reason)
            }
        case .export(let sponsor, let filter):
            state.sponsors.progress = SponsorsProgress(.export)
            return [
                .run(id: "sponsors.export") { send in
                    let answer = await Asking.answer {
                        try await services.export(sponsor, filter, reason) {
                            send(.sponsors(.progress(.export, $0)), replacing: "sponsors.export")
                        }
                    }
                    if let answer { send(.sponsors(.exported(answer))) }
                }
            ]
        }
    }

    // MARK: - Adding

    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> SponsorsUpdate.Effects? {
        guard var input = state.sponsors.adding else { return nil }
        let outcome = input.handle(press)
        state.sponsors.adding = input
        switch outcome {
        case .edited, .moved, .ignored: return []
        case .cancelled:
            state.sponsors.adding = nil
            return []
        case .submitted: return submitted(input.text, &state)
        }
    }

    private func submitted(_ text: String, _ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        do throws(SponsorRuleText.Mistake) {
            let rule = try SponsorRuleText.parse(text)
            state.sponsors.adding = nil
            state.sponsors.progress = SponsorsProgress(.preview)
            let services = pane.services
            return [
                .run(id: "sponsors.preview", cancelInFlight: true) { send in
                    let answer = await Asking.answer {
                        try await services.preview(rule) {
                            send(.sponsors(.progress(.preview, $0)), replacing: "sponsors.preview")
                        }
                    }
                    if let answer { send(.sponsors(.previewed(rule, answer))) }
                }
            ]
        } catch {
            state.notice = DisplayText(untrusted: error.description)
            return []
        }
    }

    func previewed(
        _ rule: SponsorRule,
        _ answer: Result<SponsorRulePreview, QueryFailure>,
        _ state: inout ConsoleState
    ) {
        state.sponsors.progress = nil
        switch answer {
        case .failure(let failure): state.notice = DisplayText(untrusted: failure.reason)
        case .success(let preview):
            guard case .none = state.overlay else { return }
            let entries = Readable.count(Int64(preview.entries))
            let people = Readable.count(Int64(preview.people))
            let others = Readable.count(Int64(preview.fromOthers))
            state.overlay = .question(
                Question(
                    title: "Add \(DisplayText(untrusted: rule.name))?",
                    lines: [
                        "\(entries) entries of \(people) people would count for it,",
                        "\(others) of them count for another sponsor now.",
                        "What comes later counts for it at once.",
                    ].map { StyledText($0, .modal) },
                    verb: "add",
                    act: .sponsors(.add(rule))
                )
            )
        }
    }

    // MARK: - Exporting

    private func planExport(_ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        guard let sponsor = state.sponsors.target?.sponsor else { return [] }
        let services = pane.services
        let filter = state.sponsors.sponsor == nil ? Filter.everything : state.sponsors.filterLine.filter
        return pane.ask("sponsors.plan") {
            try await services.exportPlan(sponsor, filter)
        } then: {
            .sponsors(.exportPlanned(sponsor, filter, $0))
        }
    }

    func planned(
        _ sponsor: Sponsor,
        _ filter: Filter,
        _ answer: Result<LeadExportPlan, QueryFailure>,
        _ state: inout ConsoleState
    ) {
        switch answer {
        case .failure(let failure): state.notice = DisplayText(untrusted: failure.reason)
        case .success(let plan):
            guard case .none = state.overlay else { return }
            let rows = Readable.count(Int64(plan.rows))
            var lines: [DisplayText] = [
                "to a CSV file that only you can read, in",
                DisplayText(untrusted: plan.folder),
                plan.excluded == 0
                    ? "nobody is left out for lack of consent"
                    : "\(Readable.count(Int64(plan.excluded))) left out for lack of consent",
            ]
            if !filter.isEverything { lines.insert("those that pass \(DisplayText(untrusted: filter.text))", at: 0) }
            state.overlay = .question(
                Question(
                    title: "Export \(rows) leads of \(DisplayText(untrusted: sponsor.name))?",
                    lines: lines.map { StyledText($0, .modal) },
                    verb: "export",
                    act: .sponsors(.export(sponsor, filter))
                )
            )
        }
    }

    func exported(_ answer: Result<LeadExportReport, QueryFailure>, _ state: inout ConsoleState) {
        state.sponsors.progress = nil
        switch answer {
        case .failure(let failure): state.notice = DisplayText(untrusted: failure.reason)
        case .success(let report):
            let rows = Readable.count(Int64(report.rows))
            state.notice = "\(rows) leads are in \(DisplayText(untrusted: report.path ?? "the file"))"
        }
    }
}
