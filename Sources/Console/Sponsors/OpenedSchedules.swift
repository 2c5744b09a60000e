package import CoreServices

/// What is done with leads by itself, opened beside the board.
package struct OpenedSchedules: Sendable {
    /// `nil` until it is read.
    package var rows: [LeadScheduleRow]?
    package var failure: QueryFailure?
    package var text = OpenedText()

    package init() {}
}
