import CommandKit
import CoreServices
import Foundation

/// What `events ls`, `show` and `tail` have in common: the store, opened to look, and what was asked of it.
struct EventReading: Sendable {
    let store: Store
    let filter: Filter
    let sponsors: SponsorDirectory
    let zone: TimeZone

    /// - Throws: A sentence for whoever typed the command when the configuration, the filter or the store cannot be
    ///   used.
    init(_ invocation: Invocation) throws {
        let configuration = try SharedOptions.loadConfiguration(invocation).configuration
        let zone = configuration.timeZone.flatMap { TimeZone(identifier: $0) } ?? .current
        filter = try Self.filter(invocation[EventsCommand.filter], zone: zone)
        self.zone = zone
        sponsors = SponsorDirectory(rules: configuration.sponsors)
        store = try Store.open(DataDirectory(path: configuration.dataDirectory), access: .viewer)
    }

    /// Looks at a store that is open already, at every event.
    init(store: Store, configuration: Configuration) {
        self.store = store
        filter = .everything
        sponsors = SponsorDirectory(rules: configuration.sponsors)
        zone = configuration.timeZone.flatMap { TimeZone(identifier: $0) } ?? .current
    }

    /// What `--where` says; every event without it.
    static func filter(_ text: String?, zone: TimeZone) throws -> Filter {
        guard let text else { return .everything }
        do {
            return try Filter(parsing: text, secondsFromUTC: zone.secondsFromGMT())
        } catch {
            throw UnusableFilter(text: text, error: error)
        }
    }

    /// The events at `anchor`, oldest first, and whether there are none beyond them.
    func page(at anchor: EventPage.Anchor, limit: Int) async throws -> (items: [EventListItem], isLast: Bool) {
        let page = try await store.page(filter, at: anchor, limit: limit, sponsors: sponsors)
        let items = page.rows.compactMap { row -> EventListItem? in
            if case .event(let item) = row.content { item } else { nil }
        }
        return (items, items.count < limit)
    }
}
