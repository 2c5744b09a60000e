package import CoreServices
package import Primitives

/// What the Connect pane asks and does.
package struct ConnectServices: Sendable {
    package var overview: @Sendable () async throws -> ConnectOverview = { throw QueryFailure.noConnections }
    package var notices: @Sendable (Connection) async throws -> [ConnectNotice] = { _ in [] }
    /// The systems of a category that can be connected.
    package var tools: @Sendable (IntegrationCategory) async throws -> [ConnectTool] = { _ in
        throw QueryFailure.noConnections
    }
    /// The environment that the API key belongs to.
    package var checkAPIKey: @Sendable () async throws -> String = { throw QueryFailure.noConnections }

    /// Begins a flow and gives its number.
    package var start: @Sendable (ConnectDetails, _ isAnother: Bool) async throws -> Int64 = { _, _ in
        throw QueryFailure.noConnections
    }
    package var newLink: @Sendable (_ flow: Int64) async throws -> Void = { _ in throw QueryFailure.noConnections }
    package var submit: @Sendable (_ token: Secret, _ flow: Int64) async throws -> Void = { _, _ in
        throw QueryFailure.noConnections
    }
    package var abandon: @Sendable (_ flow: Int64, _ reason: String) async throws -> Void = { _, _ in
        throw QueryFailure.noConnections
    }
    /// Begins a flow for new credentials of an integration and gives its number.
    package var relink: @Sendable (_ integration: String) async throws -> Int64 = { _ in
        throw QueryFailure.noConnections
    }
    /// Begins a flow through what is left of an integration's setup and gives its number.
    package var continueSetup: @Sendable (_ integration: String) async throws -> Int64 = { _ in
        throw QueryFailure.noConnections
    }
    package var setEnabled: @Sendable (Bool, _ integration: String, _ reason: String) async throws -> Void = {
        _,
        _,
        _ in throw QueryFailure.noConnections
    }
    package var delete: @Sendable (_ integration: String, _ confirmation: String) async throws -> Void = { _, _ in
        throw QueryFailure.noConnections
    }
    /// Has Kombo asked how an integration stands.
    package var look: @Sendable (_ integration: String) async throws -> Void = { _ in
        throw QueryFailure.noConnections
    }

    /// Writes a flow's link into a file that only this account can read, and gives the file's path.
    package var writeLink: @Sendable (_ link: Secret, _ flow: Int64) async throws -> String = { _, _ in
        throw QueryFailure.noConnections
    }
    /// Opens a link in a browser on this machine.
    package var openLink: @Sendable (_ link: Secret) async throws -> Void = { _ in throw QueryFailure.noConnections }
    /// Prints a link on the terminal, while the console has given it back, until somebody presses a key.
    package var printLink: @MainActor @Sendable (_ title: DisplayText, _ link: Secret) -> Void = { _, _ in }

    /// Nothing to ask.
    package static let empty = ConnectServices()
}

/// What the pane shows, all of one moment.
package struct ConnectOverview: Sendable, Equatable {
    package var roster: ConnectRoster
    package var listening: ConnectListening
    package var place: ConnectPlace

    package init(
        roster: ConnectRoster = ConnectRoster(),
        listening: ConnectListening = ConnectListening(),
        place: ConnectPlace = ConnectPlace()
    ) {
        self.roster = roster
        self.listening = listening
        self.place = place
    }
}

/// Which Kombo is meant and how links are made, as configured, and what this machine can do with them.
package struct ConnectPlace: Sendable, Equatable {
    /// In a word or two, such as `region EU`.
    package var name: String
    package var hasKey: Bool
    package var linkType: ConnectDetails.LinkType
    package var language: ConnectDetails.Language?
    /// Why no browser can be opened here; `nil` when one can.
    package var browserObstacle: String?

    package init(
        name: String = "region EU",
        hasKey: Bool = false,
        linkType: ConnectDetails.LinkType = .embedded,
        language: ConnectDetails.Language? = nil,
        browserObstacle: String? = "there is no browser to open"
    ) {
        self.name = name
        self.hasKey = hasKey
        self.linkType = linkType
        self.language = language
        self.browserObstacle = browserObstacle
    }
}

extension QueryFailure {
    static let noConnections = QueryFailure(reason: "connections cannot be read from here")
}
