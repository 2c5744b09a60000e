import Database

/// The events of one batch, each read at most once.
struct EventsAtHand {
    private let connection: SQLiteConnection
    private var events: [Int64: Event] = [:]

    init(_ connection: SQLiteConnection) {
        self.connection = connection
    }

    mutating func event(_ sequence: Int64) throws -> Event? {
        if let known = events[sequence] { return known }
        let event = try EventQueries.detail(sequence, in: connection).map(Event.init(restoring:))
        events[sequence] = event
        return event
    }
}
