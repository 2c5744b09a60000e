import CoreServices
import Primitives
import TerminalKit

/// Draws the code of a short link over the whole screen.
struct ConnectCodeView {
    let state: ConsoleState

    func draw(into grid: inout Grid) {
        let (top, below) = grid.bounds.splitTop(1)
        let (body, bottom) = below.splitBottom(1)
        let title = state.connect.flow.map(ConnectWords.title) ?? .empty
        let countdown = state.connect.flow.map { ConnectCountdown.sentence($0, now: state.now) } ?? StyledText()
        SegmentLine.draw(
            left: [Segment(StyledText(title, .title))],
            right: [Segment(countdown, priority: 1)],
            into: &grid,
            in: top
        )
        do throws(ConnectCode.Obstacle) {
            let code = try ConnectCode(state)
            guard !grid.glyphs.isASCII else {
                grid.put("this terminal prints no blocks, so there is no code", row: body.row, column: 1, in: body)
                return drawShort(code.short, into: &grid, in: bottom)
            }
            let lines = code.lines
            let place = body.centred(rows: lines.count, columns: lines.first?.width ?? 0)
            for (row, line) in lines.enumerated() {
                grid.put(line, row: place.row + row, column: place.column, .code, in: body)
            }
            if body.rows > lines.count + 1, let warning {
                let line = body.line(body.rows - 1)
                grid.put(warning.truncated(to: line.columns - 2), row: line.row, column: 1, .levelWarning, in: line)
            }
            drawShort(code.short, into: &grid, in: bottom)
        } catch {
            grid.put(error.advice(state.size), row: body.row, column: 1, .levelWarning, in: body)
        }
    }

    private func drawShort(_ short: DisplayText, into grid: inout Grid, in line: Rect) {
        SegmentLine.draw(
            left: [Segment(StyledText(short, .accent))],
            right: [Segment(StyledText("any key returns", .muted), priority: 1)],
            into: &grid,
            in: line
        )
    }

    /// Why a telephone would not come to the page.
    private var warning: DisplayText? {
        guard let base = state.connect.listening?.runner?.base else { return nil }
        let isLocal = ["://127.", "://localhost", "://[::1]"].contains { base.contains($0) }
        return isLocal ? "telephones cannot reach this machine's own address; set kombo.publicAddress" : nil
    }
}
