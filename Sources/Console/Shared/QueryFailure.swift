/// A question that the store could not answer, or an act that could not be done.
package struct QueryFailure: Error, Sendable, Equatable {
    package var reason: String

    package init(reason: String) {
        self.reason = reason
    }

    /// What went wrong, without the statement that a database names: it says nothing to whoever looks on.
    package init(_ error: any Error) {
        if let failure = error as? QueryFailure {
            self = failure
        } else {
            reason = "\(error)".replacing(/`(SELECT|WITH|PRAGMA) [^`]*`/, with: "a question to the store")
        }
    }
}
