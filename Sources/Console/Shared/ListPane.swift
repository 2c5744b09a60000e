package import TerminalKit

/// A list that a pane has asked for: its rows, where someone is in it, and whether a question is open.
///
/// The selection holds on to the row itself, so that it stays when a newer answer brings the rows in another order.
package struct ListPane<Row: Sendable, ID: Hashable & Sendable>: Sendable {
    /// Rows asked for at once.
    package static var pageLimit: Int { 200 }

    package private(set) var rows: [Row] = []
    package private(set) var list = ListState()
    /// Whether there is nothing beyond the last row.
    package private(set) var reachesEnd = false
    package private(set) var isLoading = false
    /// Whether someone wanted to ask while a question was open, so that its answer is to be followed by another question.
    package private(set) var isBehind = false
    /// Why the last question was not answered.
    package private(set) var failure: QueryFailure?
    private var generation = 0
    private let id: @Sendable (Row) -> ID

    /// An empty list.
    ///
    /// - Parameter id: What makes a row the same row in a later answer.
    package init(id: @escaping @Sendable (Row) -> ID) {
        self.id = id
    }

    /// The selected row.
    package var selected: Row? { list.current.map { rows[$0] } }
    package var selectedID: ID? { selected.map(id) }

    /// How many rows a question for the whole list asks for: as many as there are, and no less than a page.
    package var limit: Int { max(Self.pageLimit, rows.count) }

    /// Whether the screen comes near the last row and there are more.
    package var wantsMore: Bool {
        !isLoading && !reachesEnd && failure == nil && list.first + 2 * list.page >= rows.count && !rows.isEmpty
    }

    // MARK: - Questions and answers

    /// Notes that a question is open, and gives what its answer must carry; `nil` while another is open, and then the
    /// list is behind.
    package mutating func ask() -> Int? {
        isBehind = isLoading
        if isLoading { return nil }
        isLoading = true
        generation += 1
        return generation
    }

    /// Takes all rows anew, unless another question has been asked since.
    package mutating func take(_ answer: Result<[Row], QueryFailure>, generation: Int, limit: Int = .max) {
        guard let rows = accepted(answer, generation, limit) else { return }
        let before = selectedID
        let index = list.selected
        self.rows = rows
        list.resize(count: rows.count)
        list.select(before.flatMap { id in rows.firstIndex { self.id($0) == id } } ?? index)
    }

    /// Takes rows that come after those there are, unless another question has been asked since.
    package mutating func append(_ answer: Result<[Row], QueryFailure>, generation: Int, limit: Int) {
        guard let more = accepted(answer, generation, limit) else { return }
        let known = Set(rows.map(id))
        rows += more.filter { !known.contains(id($0)) }
        list.resize(count: rows.count)
    }

    private mutating func accepted(
        _ answer: Result<[Row], QueryFailure>,
        _ generation: Int,
        _ limit: Int
    ) -> [Row]? {
        guard generation == self.generation else { return nil }
        isLoading = false
        switch answer {
        case .success(let rows):
            failure = nil
            reachesEnd = rows.count < limit
            return rows
        case .failure(let failure):
            self.failure = failure
            return nil
        }
    }

    /// Empties the list because another question will be asked.
    package mutating func forget() {
        let page = list.page
        self = ListPane(id: id, generation: generation + 1)
        list.resize(page: page)
    }

    private init(id: @escaping @Sendable (Row) -> ID, generation: Int) {
        self.id = id
        self.generation = generation
    }

    // MARK: - Moving

    /// Selects a row, if it is there.
    @discardableResult
    package mutating func select(_ id: ID) -> Bool {
        guard let index = rows.firstIndex(where: { self.id($0) == id }) else { return false }
        list.select(index)
        return true
    }

    /// Takes the number of rows that show at once.
    package mutating func resize(page: Int) {
        list.resize(page: page)
    }

    /// Moves as a command says; says whether it was one that moves.
    package mutating func move(_ command: ConsoleCommand) -> Bool {
        switch command {
        case .up: list.move(by: -1)
        case .down: list.move(by: 1)
        case .pageUp: list.movePages(-1)
        case .pageDown: list.movePages(1)
        case .halfPageUp: list.moveHalfPages(-1)
        case .halfPageDown: list.moveHalfPages(1)
        case .first: list.moveToStart()
        case .last: list.moveToEnd()
        default: return false
        }
        return true
    }

    /// Takes a click or a turn of the wheel over the rows; says whether it was a click on the selected row.
    package mutating func mouse(_ event: MouseEvent, in rect: Rect) -> Bool {
        guard rect.contains(event.position) else { return false }
        switch event.action {
        case .wheelUp: list.move(by: -3)
        case .wheelDown: list.move(by: 3)
        case .press:
            let row = list.first + event.position.row - rect.row
            guard rows.indices.contains(row) else { return false }
            if row == list.selected { return true }
            list.select(row)
        }
        return false
    }
}
