package import Primitives

/// What admins do to connect customers' systems; whoever runs the services then does it at Kombo.
extension Operator {
    /// Longer tokens than any that Kombo gives, in bytes.
    static let longestToken = 8192

    /// Begins a flow, for which a link is made at once; gives its number.
    ///
    /// - Parameter isAnother: Whether to begin also when the customer has an integration of this category already,
    ///   which Kombo does not prevent.
    package func startConnect(_ details: ConnectDetails, isAnother: Bool = false) async throws -> Int64 {
        if let problem = details.problems.first { throw OperatorRefusal.nothingToDo(problem.sentence) }
        return try await perform("connect.start", reason: "") { note, connection in
            let open = try ConnectFlowRecord.open(
                originID: details.originID,
                category: details.category,
                in: connection
            )
            if let open = open.first {
                throw OperatorRefusal.pointless(
                    "flow \(open.id) for \(open.title) is open already; go on with that one, or abandon it first"
                )
            }
            let known = try ConnectionRecord.known(
                originID: details.originID,
                category: details.category,
                in: connection
            )
            if let known = known.first, !isAnother {
                throw OperatorRefusal.pointless(
                    "origin \(details.originID) has the \(details.category.rawValue) integration \(known.id) already; relink that one, or say that another is wanted"
                )
            }
            let id = try ConnectFlowRecord.insert(details, purpose: .connect, by: note.by, at: note.at, in: connection)
            return Deed(value: id, subject: "connect flow \(id)", after: "\(details.words), link asked for")
        }
    }

    /// Asks for a new link of a flow; the one before then leads to nothing at the hand-off page.
    package func newConnectLink(_ flow: Int64) async throws {
        try await perform("connect.link", reason: "") { note, connection in
            let found = try Self.flow(flow, in: connection)
            guard found.takesNewLink else {
                throw OperatorRefusal.pointless("flow \(flow) is \(found.state.words), so it needs no new link")
            }
            try ConnectFlowActs.askForLink(flow, at: note.at, in: connection)
            return Deed(
                value: (),
                subject: "connect flow \(flow)",
                before: found.state.words,
                after: "a new link asked for"
            )
        }
    }

    /// Hands in an activation token, which is then exchanged; it is never part of the record.
    package func submitConnectToken(
        _ token: Secret,
        for flow: Int64,
        via: ConnectFlow.Winner = .pastedToken
    ) async throws {
        guard let token = Self.trimmed(token) else {
            throw OperatorRefusal.nothingToDo(
                "this is no activation token: one is a single word of at most \(Self.longestToken) visible characters; copy it again"
            )
        }
        try await perform("connect.token", reason: "") { note, connection in
            let found = try Self.flow(flow, in: connection)
            guard found.takesToken else {
                throw OperatorRefusal.pointless(Self.whyNoToken(found))
            }
            try ConnectFlowActs.put(token: token, via: via, for: flow, at: note.at, in: connection)
            return Deed(
                value: (),
                subject: "connect flow \(flow)",
                before: found.state.words,
                after: "a token handed in by \(via.words)"
            )
        }
    }

    /// Gives a flow up; its link is forgotten here, though Kombo takes it until it runs out.
    package func abandonConnect(_ flow: Int64, reason: String = "") async throws {
        try await perform("connect.abandon", reason: reason) { note, connection in
            let found = try Self.flow(flow, in: connection)
            guard found.state.isOpen, !found.state.isConnected else {
                throw OperatorRefusal.pointless(
                    "flow \(flow) is \(found.state.words) already, so there is nothing to abandon"
                )
            }
            try ConnectFlowActs.abandon(flow, at: note.at, in: connection)
            return Deed(value: (), subject: "connect flow \(flow)", before: found.state.words, after: "abandoned")
        }
    }

    /// Begins a flow that gives an integration new credentials; gives its number.
    package func relink(
        integration: String,
        linkType: ConnectDetails.LinkType = .embedded,
        language: ConnectDetails.Language? = nil
    ) async throws -> Int64 {
        try await begin(.relink(integrationID: integration), linkType, language)
    }

    /// Begins a flow through the steps of an integration's setup that are still open; gives its number.
    package func continueSetup(
        integration: String,
        linkType: ConnectDetails.LinkType = .embedded,
        language: ConnectDetails.Language? = nil
    ) async throws -> Int64 {
        try await begin(.setup(integrationID: integration), linkType, language)
    }

    private func begin(
        _ purpose: ConnectFlow.Purpose,
        _ linkType: ConnectDetails.LinkType,
        _ language: ConnectDetails.Language?
    ) async throws -> Int64 {
        let integration = purpose.integrationID ?? ""
        return try await perform("connect.\(purpose.name)", reason: "") { note, connection in
            let found = try Self.integration(integration, in: connection)
            let open = try ConnectFlowRecord.open(originID: found.originID, category: found.category, in: connection)
            if let open = open.first(where: { $0.purpose == purpose }) {
                throw OperatorRefusal.pointless(
                    "flow \(open.id) links \(integration) anew already; go on with that one, or abandon it first"
                )
            }
            let details = ConnectDetails(
                email: found.email ?? "",
                organisation: found.organisation,
                originID: found.originID,
                category: found.category,
                tool: found.tool,
                language: language,
                linkType: linkType
            )
            let id = try ConnectFlowRecord.insert(details, purpose: purpose, by: note.by, at: note.at, in: connection)
            return Deed(value: id, subject: integration, before: found.state.words, after: "flow \(id), link asked for")
        }
    }

    /// Has syncs of an integration run again; gives the number of the order.
    package func enable(integration: String, reason: String = "") async throws -> Int64 {
        try await order(.enable, integration, reason)
    }

    /// Has syncs of an integration stop; its credentials are kept. Gives the number of the order.
    package func disable(integration: String, reason: String = "") async throws -> Int64 {
        try await order(.disable, integration, reason)
    }

    /// Has an integration deleted at Kombo, which cannot be undone; gives the number of the order.
    ///
    /// - Parameter confirmation: What was typed to confirm it: the integration's id or the organisation.
    package func delete(integration: String, confirmation: String, reason: String = "") async throws -> Int64 {
        try await order(.delete, integration, reason) { found in
            let typed = confirmation.trimmingSpace
            guard typed == found.id || typed == found.organisation else {
                throw OperatorRefusal.nothingToDo(
                    "what was typed is neither \(found.id) nor \(found.organisation), so nothing is deleted"
                )
            }
        }
    }

    /// Asks Kombo at once how an integration stands; gives the number of the order.
    package func look(at integration: String) async throws -> Int64 {
        try await order(.look, integration, "")
    }

    private func order(
        _ act: ConnectOrder.Act,
        _ integration: String,
        _ reason: String,
        check: @escaping @Sendable (Connection) throws -> Void = { _ in }
    ) async throws -> Int64 {
        try await perform("connect.\(act.rawValue)", reason: reason) { note, connection in
            let found = try Self.integration(integration, in: connection)
            try check(found)
            if let order = found.order, !order.isOver, act != .look {
                throw OperatorRefusal.pointless(
                    "somebody asked to \(order.act.rawValue) \(integration) already; wait for what comes of it"
                )
            }
            switch (act, found.state) {
            case (.enable, .active), (.disable, .inactive):
                throw OperatorRefusal.pointless("\(integration) is \(found.state.words) already")
            default: break
            }
            let id = try ConnectOrderRecord.insert(
                act,
                integrationID: integration,
                by: note.by,
                at: note.at,
                in: connection
            )
            return Deed(value: id, subject: integration, before: found.state.words, after: "\(act.rawValue) asked for")
        }
    }
}
