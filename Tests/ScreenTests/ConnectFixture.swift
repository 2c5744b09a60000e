import Console
import CoreServices
import Primitives

/// Customers in every state of being connected.
enum ConnectFixture {
    static let hostile = "Evil \u{1b}]52;c;ZXZpbA==\u{7}\u{202e}GmbH"
    static let link = "https://connect.kombo.dev/v1?token=eyJhbGciOiJIUzI1NiJ9.eyJvcmlnaW4iOiIzNjEyMyJ9.c2lnbmF0dXJl"
    static let longLink = "https://connect.kombo.dev/v1?token=" + String(repeating: "eyJhbGciOi", count: 196) + "end.."
    static let base = "http://venue-laptop:8787"

    static func ago(_ seconds: Int64) -> Timestamp { WorkFixture.ago(seconds) }

    static func details(
        _ organisation: String = "Acme, Inc.",
        origin: String = "36123",
        email: String = "ada@acme.example",
        category: IntegrationCategory = .hris,
        tool: String? = nil
    ) -> ConnectDetails {
        ConnectDetails(
            email: email,
            organisation: organisation,
            originID: origin,
            category: category,
            tool: tool,
            language: .english
        )
    }

    static func madeLink(_ text: String = link, secondsAgo: Int64 = 79, isOpened: Bool = false) -> ConnectLink {
        ConnectLink(
            address: Secret(text),
            createdAt: ago(secondsAgo),
            expiresAt: ago(secondsAgo - 3600),
            code: Secret("7QK4MDn2X9vB3rT8wLzYpA"),
            pageOpenedAt: isOpened ? ago(30) : nil
        )
    }

    static func flow(
        _ id: Int64 = 7,
        _ state: ConnectFlow.State = .waiting,
        _ details: ConnectDetails = details(),
        link: ConnectLink? = madeLink(),
        failure: ConnectFailure? = nil
    ) -> ConnectFlow {
        ConnectFlow(
            id: id,
            details: details,
            state: state,
            begunBy: "mira@venue-laptop",
            begunAt: ago(81),
            since: ago(79),
            link: link,
            failure: failure
        )
    }

    static let foreign = ConnectFailure(
        .tokenForeign,
        "the token belongs to another customer: it is of origin 99, and this flow is for origin 36123",
        nextStep: "nothing was stored; hand in the token that this flow's own link gave",
        at: ago(12)
    )

    /// The link that ran out while nobody used it.
    static var expired: ConnectFlow {
        var flow = flow(7, .expired, link: madeLink(secondsAgo: 3700))
        flow.since = ago(100)
        return flow
    }

    /// The integration is stored and its first sync awaited.
    static var following: ConnectFlow {
        var flow = flow(7, .following)
        (flow.winner, flow.connectedAt, flow.integrationID) = (
            .handOffPage, ago(20), "personio:CBNMt7dSNCzBdnRTx87dev4E"
        )
        return flow
    }

    static func connection(
        _ id: String = "personio:CBNMt7dSNCzBdnRTx87dev4E",
        _ organisation: String = "Globex",
        origin: String = "4711",
        category: IntegrationCategory = .hris
    ) -> Connection {
        var connection = Connection(
            id: id,
            originID: origin,
            organisation: organisation,
            email: "hank@globex.example",
            category: category,
            tool: String(id.prefix { $0 != ":" }),
            setupStatus: .completed,
            storedAt: ago(90_000)
        )
        connection.checks = .passed
        connection.lastSync = Connection.Sync(state: "SUCCEEDED", endedAt: ago(720))
        connection.firstSyncedAt = ago(88_000)
        connection.lookedAt = ago(600)
        connection.flowID = 3
        return connection
    }

    static func connections() -> [Connection] {
        var globex = connection()
        globex.toolLabel = "Personio"
        var initech = connection("workday:9fKq2", "Initech", origin: "77", category: .ats)
        initech.state = .invalid
        initech.lastSync = Connection.Sync(
            state: "AUTHENTICATION_FAILED",
            endedAt: ago(9000),
            logURL: "https://app.kombo.dev/my-prod/logs?interactionId=123456"
        )
        var evil = connection("hibob:x\u{1b}[2Jy", hostile, origin: "666", category: .assessment)
        evil.toolLabel = "Hi\u{1b}]0;pwned\u{7}Bob"
        evil.setupStatus = .incomplete
        evil.lastSync = nil
        evil.firstSyncedAt = nil
        var umbrella = connection("bamboohr:1", "Umbrella", origin: "13", category: .lms)
        umbrella.state = .inactive
        var gone = connection("sandbox:2", "Gone & Co", origin: "14")
        gone.deletedAt = ago(400)
        return [globex, initech, evil, umbrella, gone]
    }

    static func notices() -> [ConnectNotice] {
        func notice(_ id: Int64, _ type: String, _ summary: String, _ outcome: String, log: String? = nil)
            -> ConnectNotice
        {
            ConnectNotice(
                id: id,
                type: type,
                integrationID: "workday:9fKq2",
                originID: "77",
                receivedAt: ago(90_000 - id * 8000),
                summary: summary,
                logURL: log,
                outcome: outcome
            )
        }
        return [
            notice(
                9,
                "sync-finished",
                "AUTHENTICATION_FAILED after 14 s",
                "noted",
                log: "https://app.kombo.dev/my-prod/logs?interactionId=123456"
            ),
            notice(8, "integration-state-changed", "INVALID, asked by peter@initech.example", "noted"),
            notice(2, "new\u{1b}[31m-kind", "unknown \u{202e}type", "kept"),
            notice(1, "integration-created", "workday", "stored"),
        ]
    }

    static let runner = ConnectListening.Runner(
        process: 4121,
        address: base,
        publicAddress: nil,
        takesWebhooks: true,
        hasKey: true,
        since: ago(7200)
    )

    static func listening(_ change: (inout ConnectListening) -> Void = { _ in }) -> ConnectListening {
        var listening = ConnectListening(runner: runner, lastWebhookAt: ago(180))
        change(&listening)
        return listening
    }

    static let place = ConnectPlace(name: "region EU", hasKey: true, browserObstacle: nil)

    static func overview(
        _ flows: [ConnectFlow] = [],
        _ connections: [Connection] = [],
        listening: ConnectListening = listening(),
        place: ConnectPlace = place
    ) -> ConnectOverview {
        ConnectOverview(
            roster: ConnectRoster(flows: flows, connections: connections),
            listening: listening,
            place: place
        )
    }

    static let tools = [
        ConnectTool(id: "personio", label: "Personio"), ConnectTool(id: "bamboohr", label: "BambooHR"),
        ConnectTool(id: "hibob", label: "HiBob"), ConnectTool(id: "sandbox", label: "Sandbox"),
    ]
}
