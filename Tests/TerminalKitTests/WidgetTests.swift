import Primitives
import TerminalKit
import Testing

struct WidgetTests {
    private func grid(_ columns: Int, _ rows: Int) -> Grid {
        Grid(size: Size(columns: columns, rows: rows))
    }

    private func lines(_ grid: Grid) -> [String] {
        (0..<grid.size.rows).map { row in
            var text = grid.cells(inRow: row).map { $0.columns == 0 ? "" : String($0.character) }.joined()
            while text.last == " " { text.removeLast() }
            return text
        }
    }

    private static let columns = [
        TableColumn("time", .fixed(5)),
        TableColumn("what", .flexible(minimum: 6)),
        TableColumn("who", .flexible(minimum: 4, weight: 2), priority: 2),
        TableColumn("n", .fixed(3), alignment: .right, priority: 1),
    ]

    @Test(arguments: [
        (40, [0, 1, 2, 3], [5, 11, 15, 3]),
        (24, [0, 1, 2, 3], [5, 6, 4, 3]),
        (23, [0, 1, 3], [5, 11, 3]),
        (17, [0, 1], [5, 10]),
        (13, [0, 1], [5, 6]),
        (10, [0, 1], [5, 3]),
        (3, [0], [3]),
        (0, [], []),
    ])
    func `Columns share what is left and go by priority when it gets narrow`(width: Int, kept: [Int], widths: [Int]) {
        let places = TableLayout(Self.columns, width: width).places
        #expect(places.map(\.index) == kept)
        #expect(places.map(\.width) == widths)
        #expect((places.last.map { $0.offset + $0.width } ?? 0) <= width)
    }

    @Test func `A table marks the selected row and builds only what shows`() {
        var grid = grid(26, 4)
        var built: Set<Int> = []
        var list = ListState(count: 1_000_000, page: 3)
        list.select(500_000)
        Table(columns: Self.columns).draw(into: &grid, in: grid.bounds, list: list, isMarked: { $0 == 499_998 }) {
            row,
            _ in
            built.insert(row)
            return StyledText("\(row)")
        }
        #expect(built == [499_998, 499_999, 500_000])
        #expect(
            lines(grid) == [
                " time   what    who     n",
                "✓4999…  499998  499…  49…",
                " 4999…  499999  499…  49…",
                "▌5000…  500000  500…  50…",
            ]
        )
        #expect(grid[3, 10].style.overlay == .rowSelected)
        #expect(grid[1, 10].style.overlay == .rowMarked)
    }

    @Test func `A list keeps its selection in sight and in bounds`() {
        var list = ListState(count: 10, page: 4)
        list.movePages(1)
        #expect((list.selected, list.first) == (4, 1))
        list.moveToEnd()
        #expect((list.selected, list.first) == (9, 6))
        list.move(by: 5)
        #expect(list.selected == 9)
        list.moveHalfPages(-1)
        #expect((list.selected, list.first) == (7, 6))
        list.scroll(by: -100)
        #expect((list.selected, list.first) == (3, 0))
        list.resize(count: 2)
        #expect((list.selected, list.first) == (1, 0))
        list.resize(count: 0)
        #expect(list.current == nil)
        list.move(by: 1)
        list.resize(count: 3, page: 0)
        #expect(list.current == 0)
    }

    @Test func `Segments go by priority and what must stay is cut with an ellipsis`() {
        let left = [Segment("callboard"), Segment("Expo Hub", priority: 1)]
        let right = [Segment("42/s", priority: 3), Segment("lag 1s", priority: 2)]
        var shown: [String] = []
        for columns in [40, 32, 24, 12, 7] {
            var grid = grid(columns, 1)
            SegmentLine.draw(left: left, right: right, into: &grid, in: grid.bounds)
            shown += lines(grid)
        }
        #expect(
            shown == [
                " callboard   Expo Hub     42/s   lag 1s",
                " callboard   Expo Hub    lag 1s",
                " callboard   Expo Hub",
                " callboard",
                " call…",
            ]
        )
    }

    @Test func `Tabs far from the active one shrink to their keys first`() {
        let tabs = [
            Tab(key: "1", title: "Live"), Tab(key: "2", title: "Failures", count: 2), Tab(key: "3", title: "Health"),
        ]
        var wide = grid(40, 1)
        TabsLine.draw(tabs, active: 0, into: &wide, in: wide.bounds)
        #expect(lines(wide) == [" 1 Live  2 Failures·2  3 Health"])
        var narrow = grid(26, 1)
        TabsLine.draw(tabs, active: 0, into: &narrow, in: narrow.bounds)
        #expect(lines(narrow) == [" 1 Live  2 Failures·2  3"])
        var tiny = grid(4, 1)
        TabsLine.draw(tabs, active: 0, into: &tiny, in: tiny.bounds)
        #expect(lines(tiny) == [" 1…"])
    }

    @Test func `Sparklines and bars stay in their columns whatever the numbers are`() {
        let glyphs = Glyphs.unicode
        #expect(Sparkline.text([0, 1, 4, 8], width: 8, glyphs: glyphs).string == "▁▂▅█")
        #expect(Sparkline.text([9, 0, 4], width: 2, glyphs: glyphs).string == "▁█")
        #expect(Sparkline.text([.nan, .infinity, -3], width: 3, glyphs: glyphs).string == "▁▁▁")
        #expect(Sparkline.text([], width: 3, glyphs: glyphs).isEmpty)
        #expect(Bar.text(share: 0.5, width: 4, glyphs: glyphs).string == "██··")
        #expect(Bar.text(share: 0.84, width: 10, glyphs: glyphs).string == "████████▍·")
        #expect(Bar.text(share: 7, width: 3, glyphs: glyphs).string == "███")
        #expect(Bar.text(share: .nan, width: 3, glyphs: glyphs).string == "···")
        #expect(Bar.text(share: 1, width: 0, glyphs: glyphs).isEmpty)
    }

    @Test func `The help lists keys under headings and can be scrolled to its end`() throws {
        let keymap = try Keymap<Int, Int>([
            Binding(keys: ["j", "<down>"], command: 1, title: "next row", group: "List"),
            Binding(
                keys: ["R"],
                command: 2,
                title: "retry",
                group: "Runs",
                dangerous: true,
                disabledReason: { _ in "quiet" }
            ),
        ])
        let help = HelpOverlay.lines(keymap.help(in: [.global]), state: 0, glyphs: .unicode, width: 50)
        #expect(
            help.map(\.text.string) == [
                "List", "   j ↓  next row", "", "Runs", "     R  retry, asks first  not now: quiet",
            ]
        )
        var grid = grid(54, 5)
        let last = HelpOverlay.draw(help, first: 99, into: &grid, in: grid.bounds)
        #expect(last == 2)
        #expect(lines(grid)[3].contains("R  retry"))
        #expect(lines(grid)[0].contains(" Keys "))
    }

    @Test func `A viewer goes from match to match and marks the found columns`() {
        var viewer = TextViewer((0..<50).map { StyledText("山 line \($0)") })
        viewer.resize(page: 5)
        viewer.search("LINE 4")
        #expect(viewer.matches == [4] + Array(40...49))
        #expect(viewer.first == 0)
        viewer.moveToMatch(1)
        #expect(viewer.currentMatch == 1)
        #expect(viewer.first == 38)
        viewer.moveToMatch(-2)
        #expect(viewer.currentMatch == 10)
        #expect(viewer.first == 45)
        var grid = grid(20, 5)
        viewer.draw(into: &grid, in: grid.bounds)
        #expect(lines(grid)[4].hasPrefix("山 line 49"))
        let marked = (0..<20).filter { grid[4, $0].style.overlay == .matchCurrent }
        #expect(marked == Array(3..<9))
        viewer.replace([StyledText("short")])
        #expect(viewer.first == 0)
        #expect(viewer.matches.isEmpty)
    }

    @Test func `Names in a key-value list are as wide as the widest`() {
        let rows = [KeyValueList.Row("a", "1"), KeyValueList.Row("long name", "2")]
        #expect(KeyValueList.lines(rows).map(\.text.string) == ["a          1", "long name  2"])
        #expect(KeyValueList.lines(rows, maximumNameWidth: 4)[1].text.string == "lon…  2")
    }

    @Test(arguments: [(0, 0), (1, 1), (3, 2), (12, 3), (80, 24)])
    func `Every widget can be drawn at any size`(columns: Int, rows: Int) throws {
        var grid = grid(columns, rows)
        let area = grid.bounds
        let keymap = try Keymap<Int, Int>([
            Binding(keys: ["<enter>"], command: 1, title: "open", group: "g", inFooter: true)
        ])
        SegmentLine.draw(left: [Segment("left")], right: [Segment("right")], into: &grid, in: area)
        TabsLine.draw([Tab(key: "1", title: "Live")], active: 0, into: &grid, in: area)
        Footer.draw(keymap.footer(in: [.global], state: 0), into: &grid, in: area)
        Table(columns: Self.columns).draw(into: &grid, in: area, list: ListState(count: 3)) { row, _ in
            StyledText("\(row)")
        }
        TextInput(text: "abc").draw(label: "/", into: &grid, in: area)
        Modal.draw(title: "sure?", lines: ["yes", "no"], into: &grid, in: area)
        Banner.draw("READ ONLY", into: &grid, in: area)
        EmptyState.draw(
            title: "No events yet",
            hints: ["They appear as soon as Komo posts one."],
            into: &grid,
            in: area
        )
        HelpOverlay.draw(["a", "b"], first: 0, into: &grid, in: area)
        TextViewer([StyledText("a"), StyledText("b")]).draw(into: &grid, in: area)
        Scrollbar.draw(first: 5, visible: 1, total: 9, into: &grid, in: area)
        #expect(GridDiff.runs(from: nil, to: grid).reduce(0) { $0 + $1.columns } == columns * rows)
    }

    @Test func `A golden dump shows text, looks and cursor`() {
        var grid = grid(6, 2)
        grid.put("ab", row: 0, column: 1, .accent)
        grid.overlay(Rect(row: 0, column: 2, rows: 1, columns: 2), .match)
        grid.put("山", row: 1, column: 0)
        grid.cursor = Position(row: 1, column: 2)
        #expect(
            GoldenScreen.dump(grid, theme: "dark", case: "two") == """
                6x2 theme=dark case=two
                | ab   |
                |山    |
                0 1 1 accent
                0 2 1 accent+ui.match
                0 3 1 ui.text+ui.match
                cursor 1 2

                """
        )
    }
}
