import Console
import CoreServices
import Foundation
import Primitives
import Synchronization

extension ConnectServices {
    init(_ inspection: WorkflowInspection, _ acting: Operator) {
        let store = inspection.store
        let kombo = inspection.configuration.kombo
        let desk = ConnectDeskHolder(kombo)
        let browser = LinkBrowser(environment: ProcessInfo.processInfo.environment)
        let files = LinkFile(folder: store.directory.path + "/connect")
        let place = ConnectPlace(
            name: kombo.place,
            hasKey: kombo.apiKey != nil,
            linkType: kombo.linkType,
            language: kombo.language,
            browserObstacle: browser.obstacle
        )
        self = .empty
        overview = {
            ConnectOverview(
                roster: ConnectRoster(
                    flows: try await store.connectFlows(),
                    connections: try await store.connections()
                ),
                listening: try await store.connectListening(),
                place: place
            )
        }
        notices = { try await store.connectNotices(of: $0) }
        tools = { try await desk.desk().tools($0) }
        checkAPIKey = { try await desk.desk().checkAPIKey() }
        start = { try await acting.startConnect($0, isAnother: $1) }
        newLink = { try await acting.newConnectLink($0) }
        submit = { try await acting.submitConnectToken($0, for: $1) }
        abandon = { try await acting.abandonConnect($0, reason: $1) }
        relink = { id in
            try await acting.relink(integration: id, linkType: place.linkType, language: place.language)
        }
        continueSetup = { id in
            try await acting.continueSetup(integration: id, linkType: place.linkType, language: place.language)
        }
        setEnabled = { isEnabled, id, reason in
            _ =
                isEnabled
                ? try await acting.enable(integration: id, reason: reason)
                : try await acting.disable(integration: id, reason: reason)
        }
        delete = { _ = try await acting.delete(integration: $0, confirmation: $1) }
        look = { _ = try await acting.look(at: $0) }
        writeLink = { try files.write($0, named: "flow-\($1)-link.txt") }
        openLink = { try await browser.open($0, by: files) }
    }
}

/// The desk at which Kombo is asked, made with the first question: most consoles never ask one.
private final class ConnectDeskHolder: Sendable {
    private let configuration: KomboConfiguration
    private let made = Mutex<ConnectDesk?>(nil)

    init(_ configuration: KomboConfiguration) {
        self.configuration = configuration
    }

    func desk() throws -> ConnectDesk {
        try made.withLock { made in
            if let made { return made }
            let desk = try ConnectDesk(configuration)
            made = desk
            return desk
        }
    }
}
