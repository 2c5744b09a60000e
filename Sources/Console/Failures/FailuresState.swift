package import CoreServices
import TerminalKit

/// The Failures pane: the groups, the steps of one of them, one step of those, and where someone is in it.
package struct FailuresState: Sendable, PaneState {
    /// The groups, what needs a person soonest first.
    package var list = ListPane<FailureGroup, Int64>(id: \.id)
    /// The group whose steps are listed.
    package var group: Int64?
    /// Whether it was opened from another pane.
    package var isGroupVisited = false
    package var steps = ListPane<FailureRow, Int64>(id: \.stepID)
    package var filterLine = FilterLine()
    /// Steps marked for an act on many.
    package var marks: Set<Int64> = []
    package var opened: FailureOpened?
    package var draft: FailureDraft?

    /// Grows with every plan asked for, so that an answer to an older wish is known.
    package var planGeneration = 0
    package var pace = RetryPace.usual
    /// The change that is asked about, and the first of its lines that shows.
    package var change: FailureChange?

    /// The retry of many steps, under way or just ended.
    package var bulk: BulkRetry?
    /// The retry that was begun or seen here, of which the end is to be told.
    package var bulkID: Int64?

    /// A retry that was stopped and then put out of sight.
    package var dismissedBulk: Int64?

    package init() {}

    /// Whether a retry of many steps goes on, so that its figures change.
    package var isRetryingMany: Bool {
        switch bulk?.state {
        case .probing, .running: true
        case .probeFailed, .stopped, .done: false
        case nil: bulkID != nil
        }
    }

    var keyContexts: [KeyContext] {
        if opened != nil { return [.failure, .failures] }
        return group == nil ? [.failureGroups, .failures] : [.failureSteps, .failures]
    }

    var hasDetail: Bool { opened != nil }
    var hasLayers: Bool { opened != nil || group != nil }
    var isTyping: Bool { opened == nil ? filterLine.input != nil : opened?.searchInput != nil }

    /// The group that keys are about: the open one, or the selected one.
    package var currentGroup: FailureGroup? {
        guard let group else { return list.selected }
        return list.rows.first { $0.id == group }
    }

    /// The step that keys are about: the open one, or the selected one of the open group.
    package var currentStep: FailureRow? {
        if let opened {
            return opened.detail?.row ?? (opened.isVisited ? nil : steps.rows.first { $0.stepID == opened.step })
        }
        return group == nil ? nil : steps.selected
    }

    /// What an act on many would be about: the marked steps, else those that pass the filter, else the group.
    package var selection: FailureSelection? {
        guard let group else { return list.selectedID.map { .group($0) } }
        if !marks.isEmpty { return .steps(marks.sorted()) }
        return filterLine.filter.isEverything ? .group(group) : .matching(filterLine.filter, group: group)
    }
}
