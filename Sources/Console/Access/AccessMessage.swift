package import CoreServices

/// What can happen to the Access pane.
package enum AccessMessage: Sendable {
    case picture(generation: Int, Result<AccessPicture, QueryFailure>)
    case minted(Result<MintedToken, QueryFailure>)
}

/// What a key asks of the Access pane alone.
package enum AccessCommand: Sendable, Hashable {
    case readAgain, mint, inspect, nextTrouble, previousTrouble
}

/// What is done once a question of the Access pane is confirmed.
package enum AccessQuestion: Sendable, Equatable {
    case mint(TokenIdentity)
}
