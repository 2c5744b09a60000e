/// Things to do in later turns, in the order of their turns and then of their planning.
struct Agenda<Item: Sendable>: Sendable {
    private var planned: [(turn: Int, item: Item)] = []

    /// Plans an item; among those of one turn it comes last.
    mutating func plan(_ item: Item, at turn: Int) {
        var low = 0
        var high = planned.count
        // Latest first, so that the next item is taken from the cheap end of the array.
        while low < high {
            let middle = (low + high) / 2
            if planned[middle].turn > turn { low = middle + 1 } else { high = middle }
        }
        planned.insert((turn, item), at: low)
    }

    /// Takes the next item whose turn has come.
    mutating func takeDue(at turn: Int) -> Item? {
        guard let next = planned.last, next.turn <= turn else { return nil }
        return planned.removeLast().item
    }
}
