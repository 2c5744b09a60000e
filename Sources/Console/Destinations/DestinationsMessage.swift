package import CoreServices

/// What can happen to the Destinations pane.
package enum DestinationsMessage: Sendable {
    case list(generation: Int, Result<[DestinationRow], QueryFailure>, limit: Int)
}

/// What a key asks of the Destinations pane alone.
package enum DestinationsCommand: Sendable, Hashable {
    case readAgain, nextTrouble, previousTrouble, pauseOrResume, probe
}

/// What is done once a question of the Destinations pane is confirmed.
package enum DestinationsQuestion: Sendable, Equatable {
    case pause(name: String)
    case resume(name: String)
    case probe(name: String)
}
