import CoreServices

/// The order in which the board's rows show.
enum SponsorOrder {
    /// The rows by rank, or as they stood when the order is held; new ones after those, Unattributed always last.
    static func rows(of board: SponsorBoard, held: [Int64]?) -> [SponsorBoard.Row] {
        guard let held else { return board.rows + [board.unattributed] }
        let places = Dictionary(held.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let sorted = board.rows.enumerated().sorted { first, second in
            let (left, right) = (places[first.element.id] ?? .max, places[second.element.id] ?? .max)
            return left == right ? first.offset < second.offset : left < right
        }
        return sorted.map(\.element) + [board.unattributed]
    }
}
