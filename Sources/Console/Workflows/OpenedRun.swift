package import CoreServices
package import TerminalKit

/// A run opened: what is known of it, and where someone is in its timeline.
package struct OpenedRun: Sendable {
    package var id: Int64
    /// What was loaded; `nil` while it is on its way, and when there is none.
    package var detail: RunDetail?
    package var isMissing = false
    package var failure: QueryFailure?
    /// Whether it was opened from another pane, so that the list beside it stands elsewhere.
    package var isVisited: Bool
    /// The step or attempt where someone is, counted through the timeline.
    package private(set) var selected = 0
    /// The lines of the timeline; the selected one is the first of the selected step or attempt.
    package private(set) var list = ListState()

    package init(id: Int64, isVisited: Bool = false) {
        self.id = id
        self.isVisited = isVisited
    }

    /// Takes the timeline's size and that of the screen.
    mutating func resize(_ timeline: RunTimeline, page: Int) {
        list.resize(count: timeline.lines.count, page: page)
        select(selected, timeline)
    }

    /// Selects a step or attempt, the nearest there is, and shows as much of it as there is room for.
    mutating func select(_ item: Int, _ timeline: RunTimeline) {
        let begins = timeline.items.map(\.line)
        guard !begins.isEmpty else { return }
        selected = min(max(0, item), begins.count - 1)
        let next = selected + 1 < begins.count ? begins[selected + 1] : timeline.lines.count
        list.select(next - 1)
        if selected == 0 { list.select(0) }
        list.select(begins[selected])
    }

    /// Moves as a command says; says whether it was one that moves.
    mutating func move(_ command: ConsoleCommand, _ timeline: RunTimeline) -> Bool {
        switch command {
        case .up: select(selected - 1, timeline)
        case .down: select(selected + 1, timeline)
        case .pageUp: moveLines(-list.page, timeline)
        case .pageDown: moveLines(list.page, timeline)
        case .halfPageUp: moveLines(-max(1, list.page / 2), timeline)
        case .halfPageDown: moveLines(max(1, list.page / 2), timeline)
        case .first: select(0, timeline)
        case .last: select(timeline.items.count - 1, timeline)
        default: return false
        }
        return true
    }

    private mutating func moveLines(_ count: Int, _ timeline: RunTimeline) {
        guard timeline.items.indices.contains(selected) else { return }
        let wanted = timeline.items[selected].line + count
        let item =
            count > 0
            ? max(selected + 1, timeline.items.lastIndex { $0.line <= wanted } ?? 0)
            : min(selected - 1, timeline.items.firstIndex { $0.line >= wanted } ?? 0)
        select(item, timeline)
    }
}
