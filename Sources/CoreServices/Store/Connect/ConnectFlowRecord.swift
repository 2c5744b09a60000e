import Database
import Primitives

/// How flows stand in the table `connect_flow`.
enum ConnectFlowRecord {
    private static let columns = """
        id, purpose, state, since, email, organisation, origin_id, category, tool, remote_environment, language, \
        link_type, scope_config_id, filtering, field_mapping, begun_by, begun_at, link, link_at, link_expires_at, \
        code, page_opened_at, attempts, due_at, winner, connected_at, integration_id, \(ConnectFailureRecord.columns)
        """

    static func named(_ id: Int64, in connection: SQLiteConnection) throws -> ConnectFlow? {
        try list("WHERE id = $1", [.integer(id)], in: connection).first
    }

    static func list(
        _ condition: String,
        _ values: [SQLiteValue] = [],
        in connection: SQLiteConnection
    ) throws -> [ConnectFlow] {
        var flows: [ConnectFlow] = []
        try connection.query("SELECT \(columns) FROM connect_flow \(condition)", values) { flows.append(flow($0)) }
        return flows
    }

    /// The open flows for a customer and category, the newest first.
    static func open(
        originID: String,
        category: IntegrationCategory,
        in connection: SQLiteConnection
    ) throws -> [ConnectFlow] {
        try list(
            "WHERE origin_id = $1 AND category = $2 ORDER BY id DESC",
            [.text(originID), .text(category.rawValue)],
            in: connection
        ).filter { $0.state.isOpen && !$0.state.isConnected }
    }

    /// Begins a flow, for which a link is due at once.
    static func insert(
        _ details: ConnectDetails,
        purpose: ConnectFlow.Purpose,
        by: String,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> Int64 {
        try connection.run(
            """
            INSERT INTO connect_flow (purpose, state, since, email, organisation, origin_id, category, tool,
                remote_environment, language, link_type, scope_config_id, filtering, field_mapping, begun_by, begun_at,
                due_at, integration_id)
            VALUES ($1, 'details', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $2, $2, $15)
            """,
            [
                .text(purpose.name), .integer(now.milliseconds), .text(details.email), .text(details.organisation),
                .text(details.originID), .text(details.category.rawValue), .text(details.tool),
                .text(details.remoteEnvironment), .text(details.language?.rawValue), .text(details.linkType.rawValue),
                .text(details.scopeConfigID), .integer(details.enablesFiltering ? 1 : 0),
                .integer(details.enablesFieldMapping ? 1 : 0), .text(by), .text(purpose.integrationID),
            ]
        )
        return connection.lastInsertedRowID
    }

    private static func flow(_ row: borrowing SQLiteRow) -> ConnectFlow {
        let details = ConnectDetails(
            email: row.text(4),
            organisation: row.text(5),
            originID: row.text(6),
            category: IntegrationCategory(rawValue: row.text(7)) ?? .hris,
            tool: row.optionalText(8),
            remoteEnvironment: row.optionalText(9),
            language: row.optionalText(10).flatMap(ConnectDetails.Language.init(rawValue:)),
            linkType: ConnectDetails.LinkType(rawValue: row.text(11)) ?? .embedded,
            scopeConfigID: row.optionalText(12),
            enablesFiltering: row.integer(13) == 1,
            enablesFieldMapping: row.integer(14) == 1
        )
        var link: ConnectLink?
        if let address = row.optionalText(17), let code = row.optionalText(20) {
            link = ConnectLink(
                address: Secret(address),
                createdAt: Timestamp(milliseconds: row.integer(18)),
                expiresAt: Timestamp(milliseconds: row.integer(19)),
                code: Secret(code),
                pageOpenedAt: row.optionalInteger(21).map(Timestamp.init(milliseconds:))
            )
        }
        let state = ConnectFlow.State(rawValue: row.text(2)) ?? .failed
        let failure = ConnectFailureRecord.failure(row, from: 27)
        let isRetrying = failure != nil && (state == .details || state == .exchanging)
        return ConnectFlow(
            id: row.integer(0),
            purpose: ConnectFlow.Purpose(name: row.text(1), integrationID: row.text(26)),
            details: details,
            state: state,
            begunBy: row.text(15),
            begunAt: Timestamp(milliseconds: row.integer(16)),
            since: Timestamp(milliseconds: row.integer(3)),
            link: link,
            retriesAt: isRetrying ? row.optionalInteger(23).map(Timestamp.init(milliseconds:)) : nil,
            failure: failure,
            winner: row.optionalText(24).flatMap(ConnectFlow.Winner.init(rawValue:)),
            connectedAt: row.optionalInteger(25).map(Timestamp.init(milliseconds:)),
            integrationID: row.optionalText(26)
        )
    }
}

extension ConnectFlow.Purpose {
    init(name: String, integrationID: String) {
        switch name {
        case "relink": self = .relink(integrationID: integrationID)
        case "setup": self = .setup(integrationID: integrationID)
        default: self = .connect
        }
    }

    var name: String {
        switch self {
        case .connect: "connect"
        case .relink: "relink"
        case .setup: "setup"
        }
    }

    /// The integration that there is already.
    package var integrationID: String? {
        switch self {
        case .connect: nil
        case .relink(let id), .setup(let id): id
        }
    }
}
