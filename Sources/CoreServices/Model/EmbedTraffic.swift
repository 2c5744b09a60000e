package import Primitives

/// What happened on the pages that embed Komo, as far as they told.
package struct EmbedTraffic: Sendable, Equatable {
    /// By name.
    package var pages: [EmbedPageTraffic]
    /// The newest first.
    package var blocked: [EmbedBlockedOrigin]

    package init(pages: [EmbedPageTraffic] = [], blocked: [EmbedBlockedOrigin] = []) {
        self.pages = pages
        self.blocked = blocked
    }

    /// What is known of a page; zeros for one that nobody has opened yet.
    package func page(_ name: String) -> EmbedPageTraffic {
        pages.first { $0.page == name } ?? EmbedPageTraffic(page: name)
    }
}

/// What happened on one page.
package struct EmbedPageTraffic: Sendable, Equatable {
    package var page: String
    /// How often its script has begun to run.
    package var views: Int64 = 0
    /// Events that it sent back and that were new.
    package var events: Int64 = 0
    /// Events that came once more, as they do after a bad connection.
    package var duplicates: Int64 = 0
    package var lastViewAt: Timestamp?
    package var lastEventAt: Timestamp?
    /// Komo's name of the last event, as the page told it.
    package var lastEventName: String?

    package init(page: String) {
        self.page = page
    }
}

/// An origin that was not allowed to load or to send something.
package struct EmbedBlockedOrigin: Sendable, Equatable {
    /// Empty where no page is known.
    package var page: String
    /// As the browser told it, cut to a bearable length; empty where it told none.
    package var origin: String
    /// Why, in words.
    package var reason: String
    package var count: Int64
    package var firstAt: Timestamp
    package var lastAt: Timestamp

    package init(
        page: String,
        origin: String,
        reason: String,
        count: Int64,
        firstAt: Timestamp,
        lastAt: Timestamp
    ) {
        self.page = page
        self.origin = origin
        self.reason = reason
        self.count = count
        self.firstAt = firstAt
        self.lastAt = lastAt
    }
}
