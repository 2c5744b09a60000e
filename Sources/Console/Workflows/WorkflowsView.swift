import CoreServices
import Primitives
import TerminalKit

/// Draws the Workflows pane.
struct WorkflowsView {
    let state: ConsoleState
    let layout: ConsoleLayout

    private var workflows: WorkflowsState { state.workflows }

    func draw(into grid: inout Grid) {
        if !ListDetailView.coversList(layout) {
            if workflows.opened == nil { drawWorkflows(into: &grid) } else { drawRuns(into: &grid) }
        }
        ListDetailView.drawDivider(layout, into: &grid)
        if let text = workflows.text {
            let lines = WorkflowsTextLines(content: text.content, state: state)
            text.text.draw(title: lines.title, subtitle: lines.subtitle, into: &grid, in: layout.detail)
        } else if let run = workflows.run {
            RunView(run: run, state: state).draw(into: &grid, in: layout.detail)
        }
    }

    // MARK: - Workflows

    private func drawWorkflows(into grid: inout Grid) {
        let list = workflows.list
        drawFirstLine(left: summary(list.rows), right: [Segment(problemText)], into: &grid)
        var told: DisplayText?
        if list.rows.isEmpty {
            drawEmpty(list, title: emptyTitle, hints: emptyHints, into: &grid)
        } else {
            let texts = list.rows.map { WorkflowRowText(row: $0, state: state, glyphs: grid.glyphs) }
            let hasHold = list.rows.contains { WorkflowRowText.hold($0, state) != nil }
            let columns = WorkflowRowText.columns(hasHold: hasHold, width: layout.list.columns)
            Table(columns: columns)
                .draw(into: &grid, in: layout.list, list: list.list) { texts[$0].cell($1) }
            told = list.selected.flatMap { WorkflowRowText.hold($0, state) }
            let places = TableLayout(columns, width: max(0, layout.list.columns - 2)).places
            let room = places.first { $0.index == WorkflowRowText.holdColumn }?.width ?? 0
            if let text = told, text.width <= room { told = nil }
        }
        drawStatusLine(list.rows.isEmpty ? nil : list.failure, told.map { StyledText($0, .levelWarning) }, into: &grid)
    }

    private func summary(_ rows: [WorkflowRow]) -> StyledText {
        guard !rows.isEmpty else { return StyledText("Workflows", .muted) }
        let dead = rows.reduce(0) { $0 + $1.dead }
        let held = rows.count { $0.hold != nil && $0.isEnabled }
        var text = StyledText("\(rows.count) \(rows.count == 1 ? "workflow" : "workflows")", .muted)
        if held > 0 { text += StyledText("   \(held) held", .levelWarning) }
        if dead > 0 { text += StyledText("   \(Readable.count(Int64(dead))) dead", .statusDead) }
        return text
    }

    private var problemText: StyledText {
        let files = workflows.badFiles.count
        guard files > 0 else { return StyledText() }
        return StyledText("\(files) \(files == 1 ? "file" : "files") cannot be used: press p", .levelError)
    }

    private var emptyTitle: DisplayText {
        workflows.problems.isEmpty ? "No workflows yet" : "No workflow can be used"
    }

    private var emptyHints: [DisplayText] {
        workflows.problems.isEmpty
            ? [
                "A workflow sends what an event brings to where it is needed: a CRM, a mailing list, a chat.",
                "Put files named NAME.json5 into the folder workflows beside the configuration; they appear here as they are read",
            ] : ["There are files, but with mistakes in them: p shows which and where"]
    }

    // MARK: - Runs

    private func drawRuns(into grid: inout Grid) {
        guard let opened = workflows.opened else { return }
        let name = workflows.targetRow?.name ?? opened.name
        let title =
            StyledText("runs of ", .muted)
            + StyledText(name.isEmpty ? "workflow \(opened.id)" : DisplayText(untrusted: name), .strong)
        drawFirstLine(left: title, right: [Segment(filterText(opened.filter))], into: &grid)
        let runs = workflows.runs
        if runs.rows.isEmpty {
            let title: DisplayText =
                switch opened.filter {
                case nil: "No runs yet"
                case .failed: "No run of it has failed"
                case .running, .succeeded: "No run of it is under way"
                }
            let hints: [DisplayText] =
                opened.filter == nil
                ? ["Each event that it listens for starts one; t shows what it would send, without sending"]
                : ["Tab shows the others"]
            drawEmpty(runs, title: title, hints: hints, into: &grid)
        } else {
            let glyphs = grid.glyphs
            Table(columns: RunRowText.columns)
                .draw(into: &grid, in: layout.list, list: runs.list) { index, column in
                    RunRowText(row: runs.rows[index], state: state, glyphs: glyphs).cell(column)
                }
        }
        let more = StyledText("\(Readable.count(Int64(runs.rows.count)))\(runs.reachesEnd ? "" : "+") runs", .muted)
        drawStatusLine(runs.rows.isEmpty ? nil : runs.failure, runs.rows.isEmpty ? nil : more, into: &grid)
    }

    private func filterText(_ filter: RunState?) -> StyledText {
        func part(_ title: DisplayText, _ isActive: Bool) -> StyledText {
            StyledText(isActive ? "[\(title)]" : " \(title) ", isActive ? .tabActive : .tab)
        }
        return part("all", filter == nil) + part("failed", filter == .failed) + part("running", filter == .running)
    }

    // MARK: - Parts

    private func drawFirstLine(left: StyledText, right: [Segment], into grid: inout Grid) {
        let line = layout.filterLine
        guard let input = workflows.eventInput else {
            SegmentLine.draw(left: [Segment(left, priority: 1)], right: right, into: &grid, in: line)
            return
        }
        input.draw(
            label: StyledText(" dry run on event: ", .accent),
            placeholder: "number, or nothing for the newest one",
            into: &grid,
            in: line
        )
    }

    private func drawStatusLine(_ failure: QueryFailure?, _ right: StyledText?, into grid: inout Grid) {
        StatusLineView(state: state, failure: failure)
            .draw(right: right.map { [Segment($0)] } ?? [], into: &grid, in: layout.statusLine)
    }

    private func drawEmpty<Row, ID>(
        _ list: ListPane<Row, ID>,
        title: DisplayText,
        hints: [DisplayText],
        into grid: inout Grid
    ) {
        if let failure = list.failure {
            EmptyState.draw(
                title: "The store did not answer",
                hints: [DisplayText(untrusted: failure.reason), "callboard doctor looks for the cause"],
                into: &grid,
                in: layout.list
            )
        } else if !list.isLoading {
            EmptyState.draw(title: title, hints: hints, into: &grid, in: layout.list)
        }
    }
}
