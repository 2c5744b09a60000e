package import CoreServices

/// What the Destinations pane asks and does.
package struct DestinationServices: Sendable {
    package var destinations: @Sendable () async throws -> [DestinationRow] = { [] }
    /// Holds back what goes there, and drops nothing.
    package var pause: @Sendable (_ name: String, _ reason: String) async throws -> Void = { _, _ in
        throw QueryFailure.noWorkflows
    }
    package var resume: @Sendable (_ name: String, _ reason: String) async throws -> Void = { _, _ in
        throw QueryFailure.noWorkflows
    }
    /// Lets one step go out now to see whether it is well again.
    package var probe: @Sendable (_ name: String) async throws -> Void = { _ in throw QueryFailure.noWorkflows }

    /// Nothing to ask.
    package static let empty = DestinationServices()
}
