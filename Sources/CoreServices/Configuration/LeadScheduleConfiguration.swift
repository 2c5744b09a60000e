import Primitives

/// Something that is done with leads by itself, again and again.
package struct LeadSchedule: Sendable, Equatable {
    package enum Time: Sendable, Equatable {
        /// Counted from midnight where the event is, so that 15 minutes mean the quarters of each hour.
        case every(Duration)
        /// Minutes after midnight where the event is.
        case daily(minute: Int)
        /// Once, when the event closes.
        case atClose
    }

    package enum Product: Sendable, Equatable {
        /// A file of leads, or one for each sponsor.
        case export(LeadExport.Format)
        /// A report, or one for each sponsor and one on all.
        case report
        /// A run of a workflow for each lead that is new or changed since the last time.
        case workflow(name: String)
    }

    /// Unique among all.
    package var name: String
    package var time: Time
    package var product: Product
    /// A sponsor's name or tag; `nil` for each sponsor.
    package var sponsor: String?
    /// A lead passes when one of its events does.
    package var filter: Filter
    /// Whom it leaves out; `nil` for whom exports leave out.
    package var consent: ConsentRule?
    /// Where files go; `nil` for the folder `exports` in the data folder.
    package var folder: String?

    package init(
        name: String,
        time: Time,
        product: Product,
        sponsor: String? = nil,
        filter: Filter = .everything,
        consent: ConsentRule? = nil,
        folder: String? = nil
    ) {
        self.name = name
        self.time = time
        self.product = product
        self.sponsor = sponsor
        self.filter = filter
        self.consent = consent
        self.folder = folder
    }
}
