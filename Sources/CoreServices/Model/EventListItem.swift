package import Primitives

/// An event as a list shows it: what is read for every visible row, and no more.
package struct EventListItem: Sendable, Equatable {
    /// Its place in the journal, counted from 1 without gaps.
    package var sequence: Int64
    package var source: Event.Source
    package var endpoint: String
    package var name: String
    /// The canonical trigger; `nil` for a name that callboard does not know.
    package var trigger: String?
    package var occurredAt: Timestamp?
    package var receivedAt: Timestamp
    package var siteName: String?
    package var cardID: String?
    package var cardName: String?
    /// The person's name as given; empty when the event names nobody.
    package var person: String
    package var email: String?
    /// Where: the card, else the coupon's offer, else the site; empty when the event names none.
    package var place: String
    /// Key fields in a few words, such as `company=Analytical  score 3`.
    package var summary: String

    package init(
        sequence: Int64,
        source: Event.Source,
        endpoint: String,
        name: String,
        trigger: String?,
        occurredAt: Timestamp?,
        receivedAt: Timestamp,
        siteName: String?,
        cardID: String?,
        cardName: String?,
        person: String,
        email: String?,
        place: String,
        summary: String
    ) {
        self.sequence = sequence
        self.source = source
        self.endpoint = endpoint
        self.name = name
        self.trigger = trigger
        self.occurredAt = occurredAt
        self.receivedAt = receivedAt
        self.siteName = siteName
        self.cardID = cardID
        self.cardName = cardName
        self.person = person
        self.email = email
        self.place = place
        self.summary = summary
    }
}

/// An event as its detail shows it: with the bytes received and how they proved themselves.
package struct StoredEvent: Sendable, Equatable {
    package var item: EventListItem
    package var deduplicationKey: String
    package var siteID: String?
    package var signature: SignatureCheck
    package var remoteAddress: String
    package var headers: [HeaderField]
    package var body: [UInt8]

    package init(
        item: EventListItem,
        deduplicationKey: String,
        siteID: String?,
        signature: SignatureCheck,
        remoteAddress: String,
        headers: [HeaderField],
        body: [UInt8]
    ) {
        self.item = item
        self.deduplicationKey = deduplicationKey
        self.siteID = siteID
        self.signature = signature
        self.remoteAddress = remoteAddress
        self.headers = headers
        self.body = body
    }
}

/// Equal refusals between two events, as one row of a list.
package struct RejectionListItem: Sendable, Equatable {
    /// The last event that was on disk before them.
    package var afterSequence: Int64
    package var status: Int
    package var reason: String
    package var endpoint: String
    package var count: Int64
    package var firstAt: Timestamp
    package var lastAt: Timestamp
    package var lastAddress: String

    package init(
        afterSequence: Int64,
        status: Int,
        reason: String,
        endpoint: String,
        count: Int64,
        firstAt: Timestamp,
        lastAt: Timestamp,
        lastAddress: String
    ) {
        self.afterSequence = afterSequence
        self.status = status
        self.reason = reason
        self.endpoint = endpoint
        self.count = count
        self.firstAt = firstAt
        self.lastAt = lastAt
        self.lastAddress = lastAddress
    }
}
