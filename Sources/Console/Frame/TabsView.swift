import CoreServices
import Primitives
import TerminalKit

/// Draws the panes' names with what needs a person in each, and where webhooks are taken.
struct TabsView {
    let state: ConsoleState

    func draw(into grid: inout Grid, in rect: Rect) {
        let tabs = Pane.allCases.map {
            Tab(key: $0.digit, title: $0.title, count: state.troubleCount(in: $0))
        }
        let width = tabs.reduce(0) { sum, tab in
            sum + tab.key.width + 1 + tab.title.width + 2 + (tab.count > 0 ? 1 + "\(tab.count)".count : 0)
        }
        let parts = rect.splitLeft(width + 1)
        let active = state.pane.rawValue
        guard let address = state.setting.address else {
            TabsLine.draw(tabs, active: active, into: &grid, in: rect)
            return
        }
        let right = StyledText("taking webhooks at \(DisplayText(untrusted: address))", .muted)
        guard right.width + 2 <= parts.rest.columns else {
            TabsLine.draw(tabs, active: active, into: &grid, in: rect)
            return
        }
        TabsLine.draw(tabs, active: active, into: &grid, in: parts.left)
        SegmentLine.draw(left: [], right: [Segment(right)], into: &grid, in: parts.rest)
    }
}

extension ConsoleState {
    /// Things in a pane that need a person.
    func troubleCount(in pane: Pane) -> Int {
        switch pane {
        case .failures: trouble.dead
        case .destinations: trouble.openBreakers.count
        case .sponsors: trouble.failedSchedules.count
        case .connect: trouble.connect
        case .live, .workflows, .access, .audit: 0
        }
    }
}
