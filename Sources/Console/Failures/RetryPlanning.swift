import CoreServices
import Primitives
import TerminalKit

extension KeyContext {
    static let retryPlan: KeyContext = "retry plan"
}

/// How a retry of many is planned and asked about; nothing is sent before somebody has seen the plan.
struct RetryPlanning {
    let pane: FailuresUpdate

    /// Asks what a retry of the marked steps, of those that pass the filter, or of the group would do.
    func begin(_ state: inout ConsoleState) -> FailuresUpdate.Effects {
        guard let selection = state.failures.selection else { return [] }
        state.notice = "looking what can be retried"
        return plan(selection, includesRisky: false, &state)
    }

    private func plan(
        _ selection: FailureSelection,
        includesRisky: Bool,
        _ state: inout ConsoleState
    ) -> FailuresUpdate.Effects {
        state.failures.planGeneration += 1
        let generation = state.failures.planGeneration
        let services = pane.services
        return pane.ask("failures.plan") {
            try await services.plan(selection, includesRisky)
        } then: {
            .failures(.plan(generation: generation, $0))
        }
    }

    /// Shows a plan, unless something else is wanted by now.
    func take(_ answer: Result<RetryPlan, QueryFailure>, generation: Int, _ state: inout ConsoleState) {
        guard generation == state.failures.planGeneration, state.pane == .failures else { return }
        var before: Question?
        switch state.overlay {
        case .none: break
        case .question(let question) where question.contexts == [.retryPlan]: before = question
        default: return
        }
        switch answer {
        case .success(let plan):
            state.notice = nil
            show(plan, keeping: before, &state)
        case .failure(let failure): state.notice = DisplayText(untrusted: failure.reason)
        }
    }

    private func show(_ plan: RetryPlan, keeping before: Question?, _ state: inout ConsoleState) {
        let pace = state.failures.pace
        let text = RetryPlanText(plan: plan, pace: pace, state: state)
        var question = Question(
            title: text.title,
            lines: text.lines,
            verb: plan.stepIDs.isEmpty ? "" : "start",
            hasReason: !plan.stepIDs.isEmpty,
            contexts: [.retryPlan],
            act: .failures(.retry(plan, pace: pace))
        )
        if let reason = before?.reason, question.reason != nil { question.reason = reason }
        state.overlay = .question(question)
    }

    /// Does what a key asks of the plan that is shown; `nil` when none is.
    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> FailuresUpdate.Effects? {
        guard case .question(let question) = state.overlay, question.contexts == [.retryPlan],
            case .failures(.retry(let plan, _)) = question.act, case .failures(let command) = command
        else { return nil }
        switch command {
        case .includeRisky:
            return plan.canChangeRisk ? self.plan(plan.selection, includesRisky: !plan.includesRisky, &state) : []
        case .faster: state.failures.pace = RetryPace.faster(than: state.failures.pace)
        case .slower: state.failures.pace = RetryPace.slower(than: state.failures.pace)
        default: return []
        }
        show(plan, keeping: question, &state)
        return []
    }
}

extension RetryPlan {
    /// Whether taking in what is risky, or leaving it out, makes a difference.
    var canChangeRisk: Bool { includesRisky || skipped.contains(where: \.canBeIncluded) }
}
