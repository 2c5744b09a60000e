/// A run of events in the order of their arrival, with the refusals that came between them.
package struct EventPage: Sendable, Equatable {
    /// Where a page lies in the history of events that pass the filter.
    package enum Anchor: Sendable, Equatable {
        case newest, oldest
        /// The nearest events older than this one, which is not among them.
        case before(Int64)
        /// The nearest events newer than this one, which is not among them.
        case after(Int64)
    }

    /// Oldest first.
    package var rows: [LiveRow]
    /// Whether there are no older events than those on the page.
    package var reachesOldest: Bool
    /// Whether there were no newer events than those on the page when it was read.
    package var reachesNewest: Bool

    package init(rows: [LiveRow], reachesOldest: Bool, reachesNewest: Bool) {
        self.rows = rows
        self.reachesOldest = reachesOldest
        self.reachesNewest = reachesNewest
    }
}

/// One line of the live list.
package struct LiveRow: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        case event(EventListItem)
        case rejected(RejectionListItem)
    }

    /// What stays the same while a row does: its place in the history.
    package struct Identity: Sendable, Hashable, Comparable {
        /// The event, or the event after which a refusal came.
        package var sequence: Int64
        /// 0 for the event itself; the refusals after it count from 1.
        package var offset: Int

        package init(sequence: Int64, offset: Int) {
            self.sequence = sequence
            self.offset = offset
        }

        package static func < (left: Identity, right: Identity) -> Bool {
            (left.sequence, left.offset) < (right.sequence, right.offset)
        }
    }

    package var identity: Identity
    package var content: Content

    package init(identity: Identity, content: Content) {
        self.identity = identity
        self.content = content
    }
}
