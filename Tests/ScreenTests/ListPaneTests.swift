import Console
import TerminalKit
import TestSupport
import Testing

struct ListPaneTests {
    private func list(_ rows: [Int], page: Int = 5) throws -> ListPane<Int, Int> {
        var list = ListPane<Int, Int>(id: { $0 })
        list.resize(page: page)
        let generation = try asked(&list)
        list.take(.success(rows), generation: generation)
        return list
    }

    private func asked(_ list: inout ListPane<Int, Int>) throws -> Int {
        let generation = list.ask()
        return try #require(generation)
    }

    @Test func `the selected row stays selected when the rows come in another order`() throws {
        var list = try list([10, 20, 30])
        _ = list.move(.down)
        let generation = try asked(&list)
        list.take(.success([5, 10, 15, 20]), generation: generation)
        #expect(list.selected == 20)
    }

    @Test func `when the selected row has gone, the one in its place is selected`() throws {
        var list = try list([10, 20, 30])
        list.select(20)
        let generation = try asked(&list)
        list.take(.success([10, 30]), generation: generation)
        #expect(list.selected == 30)
    }

    @Test func `an answer to a question from before is dropped`() throws {
        var list = try list([10])
        let generation = try asked(&list)
        list.forget()
        list.take(.success([1, 2, 3]), generation: generation)
        #expect(list.rows.isEmpty)
        #expect(!list.isLoading)
    }

    @Test func `a question while one is open waits for its answer`() throws {
        var list = try list([10])
        let generation = try asked(&list)
        let second = list.ask()
        #expect(second == nil)
        list.take(.success([10]), generation: generation)
        #expect(list.isBehind)
        _ = try asked(&list)
        #expect(!list.isBehind)
    }

    @Test func `more rows are wanted near the end and come once`() throws {
        var list = ListPane<Int, Int>(id: { $0 })
        list.resize(page: 5)
        list.take(.success(Array(0..<20)), generation: try asked(&list), limit: 20)
        #expect(!list.wantsMore)
        _ = list.move(.last)
        #expect(list.wantsMore)
        list.append(.success([18, 19, 20, 21]), generation: try asked(&list), limit: 20)
        #expect(list.rows == Array(0..<22))
        #expect(list.selected == 19)
        #expect(list.reachesEnd && !list.wantsMore)
    }

    @Test func `a failure keeps the rows`() throws {
        var list = try list([10])
        list.take(.failure(QueryFailure(reason: "busy")), generation: try asked(&list))
        #expect(list.rows == [10])
        #expect(list.failure?.reason == "busy")
    }

    @Test func `a click selects, a second one opens, the wheel moves`() throws {
        var list = try list(Array(0..<20))
        let rect = Rect(row: 3, column: 0, rows: 5, columns: 40)
        var opened: [Bool] = []
        var selected: [Int?] = []
        let events: [(row: Int, action: MouseEvent.Action)] = [
            (5, .press), (5, .press), (5, .wheelDown), (9, .press),
        ]
        for event in events {
            let position = Position(row: event.row, column: 2)
            opened.append(list.mouse(MouseEvent(action: event.action, position: position), in: rect))
            selected.append(list.selected)
        }
        #expect(opened == [false, true, false, false])
        #expect(selected == [2, 2, 5, 5])
    }
}
