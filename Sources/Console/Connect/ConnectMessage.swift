package import CoreServices

/// What can happen to the Connect pane.
package enum ConnectMessage: Sendable {
    case overview(generation: Int, Result<ConnectOverview, QueryFailure>)
    case notices(integration: String, Result<[ConnectNotice], QueryFailure>)
    case tools(IntegrationCategory, Result<[ConnectTool], QueryFailure>)
    /// A flow began, or it did not.
    case started(Result<Int64, QueryFailure>)
    case checked(Result<String, QueryFailure>)
    case written(Result<String, QueryFailure>)
    /// The link was printed, and somebody came back.
    case printed
}

/// What a key asks of the Connect pane alone.
package enum ConnectCommand: Sendable, Hashable {
    case readAgain, start, another, checkKey
    // With a flow
    case newLink, copyLink, writeLink, openLink, printLink, code, token
    // With an integration
    case relink, setup, enable, disable, look
    /// Abandons a flow or deletes an integration, after asking.
    case remove
}

/// What is done once a question of the Connect pane is confirmed.
package enum ConnectQuestion: Sendable, Equatable {
    case newLink(flow: Int64)
    case abandon(flow: Int64)
    case setEnabled(Bool, integration: String)
    case delete(integration: String)
    /// The customer has an integration already: relinking it is offered.
    case known(ConnectDetails, integration: String)
}
