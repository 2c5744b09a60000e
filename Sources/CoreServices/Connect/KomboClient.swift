package import Primitives

/// Kombo's API, as far as connecting customers needs it.
///
/// Every call either gives what it promises or throws a `ConnectFailure`; the API key and tokens that an answer echoes
/// are taken out before anybody reads it.
package struct KomboClient: Sendable {
    private let address: String
    private let place: String
    private let key: Secret
    private let allowedNetworks: [AddressRange]
    private let http: any HTTPSending
    private let clock: WallClock

    /// `nil` when the configuration has no API key.
    package init?(_ configuration: KomboConfiguration, http: any HTTPSending, clock: WallClock = .system) {
        guard let key = configuration.apiKey else { return nil }
        self.key = key
        self.http = http
        self.clock = clock
        address = configuration.address
        place = configuration.place
        allowedNetworks = configuration.allowedNetworks
    }

    /// What Kombo says of the integration that a token stands for.
    package struct Exchanged: Sendable, Equatable {
        package var id: String
        package var tool: String
        package var originID: String?
        package var organisation: String
        package var email: String?
        package var setupStatus: Connection.SetupStatus
    }

    /// How an integration stands.
    package struct Standing: Sendable, Equatable {
        package var id: String
        package var tool: String
        package var toolLabel: String?
        package var category: IntegrationCategory
        package var state: Connection.State
        package var setupStatus: Connection.SetupStatus
        package var organisation: String?
        package var email: String?
        package var originID: String?
    }

    // MARK: - Links

    /// Makes a link on which the customer connects.
    package func createLink(_ details: ConnectDetails) async throws(ConnectFailure) -> Secret {
        var body = JSONObjectText()
        body.add("end_user_email", .string(details.email))
        body.add("end_user_organization_name", .string(details.organisation))
        body.add("end_user_origin_id", .string(details.originID))
        body.add("integration_category", .string(details.category.rawValue))
        if let tool = details.tool { body.add("integration_tool", .string(tool)) }
        if let environment = details.remoteEnvironment { body.add("remote_environment", .string(environment)) }
        if let language = details.language { body.add("language", .string(language.rawValue)) }
        if let scope = details.scopeConfigID { body.add("scope_config_id", .string(scope)) }
        if details.enablesFiltering { body.add("enable_filtering", .bool(true)) }
        if details.enablesFieldMapping { body.add("enable_field_mapping", .bool(true)) }
        body.add("link_type", .string(details.linkType.rawValue))
        return try link(try await ask("POST", "/connect/create-link", body.text, .link))
    }

    /// Makes a link on which the customer gives an integration new credentials.
    package func relink(_ id: String, _ details: ConnectDetails) async throws(ConnectFailure) -> Secret {
        var body = JSONObjectText()
        if let language = details.language { body.add("language", .string(language.rawValue)) }
        if let scope = details.scopeConfigID { body.add("scope_config_id", .string(scope)) }
        body.add("link_type", .string(details.linkType.rawValue))
        return try link(try await ask("POST", Self.path(of: id) + "/relink", body.text, .integration(id)))
    }

    /// Makes a link to the steps of the setup that are still open.
    package func setupLink(_ id: String, _ details: ConnectDetails) async throws(ConnectFailure) -> Secret {
        var body = JSONObjectText()
        if let language = details.language { body.add("language", .string(language.rawValue)) }
        body.add("link_type", .string(details.linkType.rawValue))
        return try link(try await ask("POST", Self.path(of: id) + "/setup-link", body.text, .integration(id)))
    }

    // MARK: - Integrations

    /// What a token stands for.
    package func integration(token: Secret) async throws(ConnectFailure) -> Exchanged {
        let word = SecretMask.percentEncoded(String(decoding: token.exposed(), as: UTF8.self))
        let path = "/connect/integration-by-token/\(word)"
        let data = try await ask("GET", path, nil, .token, hiding: token)
        guard let id = data["id"]?.string, let tool = data["tool"]?.string, !id.isEmpty,
            let organisation = data["end_user_organization_name"]?.string
        else { throw unexpected("no integration where one should be") }
        return Exchanged(
            id: id,
            tool: tool,
            originID: data["end_user_origin_id"]?.text,
            organisation: organisation,
            email: data["end_user_email"]?.text,
            setupStatus: data["setup_status"]?.string.flatMap(Connection.SetupStatus.init(rawValue:)) ?? .incomplete
        )
    }

    /// How an integration stands.
    package func integration(_ id: String) async throws(ConnectFailure) -> Standing {
        let data = try await ask("GET", Self.path(of: id), nil, .integration(id))
        guard data["id"]?.string == id, let tool = data["tool"]?["id"]?.string,
            let category = data["category"]?.string.flatMap(IntegrationCategory.init(rawValue:)),
            let state = data["status"]?.string.flatMap(Connection.State.init(rawValue:)),
            let setup = data["setup_status"]?.string.flatMap(Connection.SetupStatus.init(rawValue:))
        else { throw unexpected("another integration than the one asked for") }
        let user = data["end_user"]
        return Standing(
            id: id,
            tool: tool,
            toolLabel: data["tool"]?["label"]?.text,
            category: category,
            state: state,
            setupStatus: setup,
            organisation: user?["organization_name"]?.text,
            email: user?["creator_email"]?.text,
            originID: user?["origin_id"]?.text
        )
    }

    package func setEnabled(_ isEnabled: Bool, _ id: String) async throws(ConnectFailure) {
        let body = #"{"value":\#(isEnabled)}"#
        _ = try await ask("PUT", Self.path(of: id) + "/enabled", body, .integration(id))
    }

    package func delete(_ id: String) async throws(ConnectFailure) {
        _ = try await ask("DELETE", Self.path(of: id), "{}", .integration(id))
    }

    // MARK: - The environment

    /// The systems of a category that can be connected, by name.
    package func tools(_ category: IntegrationCategory) async throws(ConnectFailure) -> [ConnectTool] {
        let data = try await ask("GET", "/tools/\(category.pathName)", nil, .other)
        guard case .array(let elements)? = data["tools"] else { throw unexpected("no list of tools") }
        return elements.compactMap { element in
            guard let id = element["id"]?.string, let label = element["label"]?.string else { return nil }
            return ConnectTool(id: id, label: label, guideURL: element["connection_guide_url"]?.text)
        }.sorted { ($0.label.lowercased(), $0.id) < ($1.label.lowercased(), $1.id) }
    }

    /// The environment that the API key belongs to.
    package func checkAPIKey() async throws(ConnectFailure) -> String {
        let data = try await ask("GET", "/check-api-key", nil, .other)
        guard let id = (data["environment_id"] ?? data["customer_id"])?.text else { throw unexpected("no environment") }
        return id
    }

    // MARK: - Asking

    private static func path(of id: String) -> String { "/integrations/\(SecretMask.percentEncoded(id))" }

    private func link(_ data: JSONValue) throws(ConnectFailure) -> Secret {
        guard let link = data["link"]?.string, URLOrigin(link) != nil, link.utf8.count <= 8192 else {
            throw unexpected("no link where one should be")
        }
        return Secret(link)
    }

    private func unexpected(_ what: String) -> ConnectFailure {
        KomboFailure.unexpected(what, place: place)
    }

    /// The data of a good answer.
    private func ask(
        _ method: String,
        _ path: String,
        _ body: String?,
        _ subject: KomboFailure.Subject,
        hiding secret: Secret? = nil
    ) async throws(ConnectFailure) -> JSONValue {
        var headers = [
            HeaderField(name: "Authorization", value: "Bearer \(String(decoding: key.exposed(), as: UTF8.self))"),
            HeaderField(name: "Accept", value: "application/json"),
            HeaderField(name: "User-Agent", value: "callboard"),
        ]
        if body != nil { headers.append(HeaderField(name: "Content-Type", value: "application/json")) }
        var limits = HTTPLimits()
        // Kombo's own libraries give a link five minutes; a person at a screen would have left by then.
        limits.totalTimeout = .seconds(45)
        limits.idleTimeout = .seconds(40)
        // The list of tools tells of every field of each of them.
        limits.responseLimitBytes = 32 << 20
        let request = OutboundRequest(
            method: method,
            url: address + path,
            headers: headers,
            body: Array((body ?? "").utf8),
            limits: limits,
            allowedNetworks: allowedNetworks
        )
        let result = await withCheckedContinuation { continuation in
            http.send(request) { continuation.resume(returning: $0) }
        }
        switch result {
        case .failure(let failure): throw KomboFailure.of(failure, place: place)
        case .success(var reply):
            reply = reply.masking(key)
            if let secret { reply = reply.masking(secret) }
            return try data(of: reply, subject)
        }
    }

    private func data(of reply: HTTPReply, _ subject: KomboFailure.Subject) throws(ConnectFailure) -> JSONValue {
        let body = try? JSONReader.read(reply.body)
        guard reply.status == 200 else {
            throw KomboFailure.of(reply, body: body, subject: subject, place: place, now: clock.now())
        }
        guard let data = body?["data"], body?["status"]?.string == "success" else {
            throw unexpected("something that is not what its API promises")
        }
        return data
    }
}
