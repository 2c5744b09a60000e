import Foundation
import Primitives

/// The simulated Kombo as people and tests use it: what a customer does on its pages, and what it tells by webhook.
package final class SimulatedKombo: Sendable {
    /// What a customer does with a link.
    package enum Outcome: String, Sendable, CaseIterable {
        case connect
        /// Runs into trouble; Kombo tells of it.
        case fail
    }

    let store: KomboState
    let options: KomboOptions
    let webhooks: KomboWebhooks
    private let clock: WallClock

    init(seed: UInt64, options: KomboOptions, credentials: RemoteCredentials, clock: WallClock) {
        store = KomboState(seed: seed)
        self.options = options
        self.clock = clock
        webhooks = KomboWebhooks(url: options.webhookURL, secret: Secret(credentials.komboWebhookSecret))
    }

    /// Where webhooks go from now on, such as `http://127.0.0.1:8787/webhooks/kombo`.
    package func sendWebhooks(to url: String?) { webhooks.set(url: url) }

    /// The statuses that were answered to webhooks of a type; `nil` where no answer came.
    package func answers(to type: String) -> [Int?] { webhooks.log.filter { $0.type == type }.map(\.status) }

    /// The ids of the integrations there are.
    package var integrations: [String] { store.integrations.map(\.id) }

    /// Does on a link's page what a customer would; gives the activation token.
    ///
    /// - Parameters:
    ///   - link: The whole link, or its token alone.
    ///   - tells: Whether webhooks tell of it.
    /// - Throws: ``SimulatorError`` for a link that is unknown, used or has run out.
    package func press(
        _ link: String,
        tool: String? = nil,
        outcome: Outcome = .connect,
        tells: Bool = true
    ) throws(SimulatorError) -> String? {
        let token = Self.token(of: link)
        guard let found = store.link(token) else { throw SimulatorError("there is no such link") }
        let now = clock.now()
        if found.isUsed { throw SimulatorError("this link has been used") }
        if found.expiresAt <= now { throw SimulatorError("this link has run out") }
        let chosen = found.tool ?? tool ?? KomboTool.list(found.category).first?.id ?? "sandbox"
        if outcome == .fail {
            webhooks.send("connection-flow-failed", id: store.word(), flowFailed(found, chosen))
            return nil
        }
        guard let used = store.use(token, tool: chosen, now: now, id: store.word()) else {
            throw SimulatorError("this link cannot be used")
        }
        let activation = store.word(40)
        store.addToken(
            activation,
            integration: used.found.id,
            expiresAt: now.advanced(by: options.tokenLifetime)
        )
        if tells { tell(used.found, isNew: used.isNew) }
        settle(used.found, tells: tells)
        return activation
    }

    /// Tells again that an integration was created.
    ///
    /// - Parameters:
    ///   - origin: Whose it is said to be; its own when `nil`.
    ///   - isGenuine: Whether it is signed with the right secret.
    ///   - times: How often the same bytes are sent.
    package func tellCreated(_ id: String, origin: String? = nil, isGenuine: Bool = true, times: Int = 1) {
        guard var found = store.integration(id) else { return }
        if let origin { found.originID = origin }
        webhooks.send(
            "integration-created",
            id: store.word(),
            created(found),
            isGenuine: isGenuine,
            times: times
        )
    }

    /// Changes how an integration stands, as an expired password would, and tells of it.
    package func set(_ id: String, state: String? = nil, setup: String? = nil, checks: String? = nil) {
        let changed = store.change(id) { found in
            if let state { found.state = state }
            if let setup { found.setupStatus = setup }
            if let checks { found.checks = checks }
        }
        if let changed { webhooks.send("integration-state-changed", id: store.word(), stateChanged(changed)) }
    }

    /// Tells that a sync ended.
    package func tellSync(_ id: String, state: String = "SUCCEEDED") {
        guard let found = store.integration(id) else { return }
        webhooks.send("sync-finished", id: store.word(), syncFinished(found, state))
    }

    /// Sends a webhook of any type.
    package func tell(type: String, integration id: String) {
        guard let found = store.integration(id) else { return }
        webhooks.send(type, id: store.word(), named(found))
    }

    /// Deletes an integration, as somebody would in the dashboard, and tells of it.
    package func delete(_ id: String) {
        guard let found = store.remove(id) else { return }
        webhooks.send("integration-deleted", id: store.word(), deleted(found))
    }

    /// Makes every activation token run out.
    package func expireTokens() { store.expireTokens() }

    private func tell(_ found: KomboState.Integration, isNew: Bool) {
        if isNew {
            webhooks.send("integration-created", id: store.word(), created(found))
        } else {
            webhooks.send("integration-state-changed", id: store.word(), stateChanged(found))
        }
    }

    /// Ends the setup and the first sync a while later.
    private func settle(_ found: KomboState.Integration, tells: Bool) {
        guard found.setupStatus == "FINAL_SYNC_PENDING" else { return }
        let id = found.id
        webhooks.after(options.syncDelay) { [self] in
            let changed = store.change(id) { found in
                found.setupStatus = "COMPLETED"
                found.checks = "PASSED"
            }
            guard let changed, tells else { return }
            webhooks.send("sync-finished", id: store.word(), syncFinished(changed, "SUCCEEDED"))
            webhooks.send("integration-state-changed", id: store.word(), stateChanged(changed))
        }
    }

    static func token(of link: String) -> String {
        guard let mark = link.range(of: "token=") else { return link }
        return String(link[mark.upperBound...].prefix { $0 != "&" && $0 != "#" })
    }

    // MARK: - What webhooks say

    private func user(_ found: KomboState.Integration) -> OrderedJSON {
        .object([
            ("organization_name", .string(found.organisation)),
            ("creator_email", found.email.map { .string($0) } ?? .null),
            ("origin_id", found.originID.map { .string($0) } ?? .null),
        ])
    }

    private func created(_ found: KomboState.Integration) -> [(key: String, value: OrderedJSON)] {
        [
            ("id", .string(found.id)), ("tool", .string(found.tool)), ("category", .string(found.category)),
            ("end_user", user(found)),
        ]
    }

    private func deleted(_ found: KomboState.Integration) -> [(key: String, value: OrderedJSON)] {
        created(found) + [("deleted_at", .string(clock.now().iso8601))]
    }

    private func named(_ found: KomboState.Integration) -> [(key: String, value: OrderedJSON)] {
        [
            ("integration_id", .string(found.id)), ("integration_tool", .string(found.tool)),
            ("integration_category", .string(found.category)), ("end_user", user(found)),
        ]
    }

    private func stateChanged(_ found: KomboState.Integration) -> [(key: String, value: OrderedJSON)] {
        named(found) + [
            ("qa_status", .string(found.checks)), ("setup_status", .string(found.setupStatus)),
            ("state", .string(found.state)), ("updated_at", .string(clock.now().iso8601)),
        ]
    }

    private func syncFinished(
        _ found: KomboState.Integration,
        _ state: String
    ) -> [(key: String, value: OrderedJSON)] {
        let now = clock.now()
        return named(found) + [
            ("sync_id", .string(store.word())), ("sync_state", .string(state)),
            ("sync_started_at", .string(now.advanced(by: .seconds(-14)).iso8601)),
            ("sync_ended_at", .string(now.iso8601)), ("sync_duration_seconds", .integer(14)),
            ("log_url", .string("https://app.kombo.dev/simulated/logs?interactionId=\(store.word(8))")),
        ]
    }

    private func flowFailed(_ link: KomboState.Link, _ tool: String) -> [(key: String, value: OrderedJSON)] {
        [
            ("integration_tool", .string(tool)), ("integration_category", .string(link.category)),
            (
                "end_user",
                .object([
                    ("organization_name", .string(link.organisation)), ("creator_email", .string(link.email)),
                    ("origin_id", link.originID.map { .string($0) } ?? .null),
                ])
            ), ("log_url", .string("https://app.kombo.dev/simulated/logs?flowId=\(store.word(8))")),
        ]
    }
}
