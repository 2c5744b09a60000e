package import Primitives

/// What one webhook of Kombo says.
///
/// `integration-created` and `integration-deleted` name the integration `id`, `tool` and `category`, all others
/// `integration_id`, `integration_tool` and `integration_category`: both are read everywhere. Types and values that
/// are not known here are kept as they are.
package struct KomboWebhook: Sendable, Equatable {
    /// Unique for each delivery of something new; `nil` when the sender gave none.
    package var id: String?
    package var type: String
    package var integrationID: String?
    package var tool: String?
    package var category: IntegrationCategory?
    package var organisation: String?
    package var email: String?
    package var originID: String?
    package var state: Connection.State?
    package var setupStatus: Connection.SetupStatus?
    package var checks: Connection.ChecksStatus?
    package var updatedAt: Timestamp?
    package var syncState: String?
    package var syncEndedAt: Timestamp?
    package var logURL: String?
    /// The models of which something changed.
    package var changedModels: [String] = []

    /// Reads a whole body; `nil` when it is not Kombo's envelope.
    package init?(_ body: JSONValue) {
        guard let type = body["type"]?.text, let data = body["data"], data.members != nil else { return nil }
        self.type = type
        id = body["id"]?.text
        // What an issue belongs to stands one level deeper.
        let subject = data["integration"].flatMap { $0.members == nil ? nil : $0 } ?? data
        let isNamedShortly = ["integration-created", "integration-deleted", "issue-status-changed"].contains(type)
        integrationID = subject["integration_id"]?.text ?? (isNamedShortly ? subject["id"]?.text : nil)
        tool = subject["integration_tool"]?.text ?? subject["tool"]?.text
        category = (subject["integration_category"]?.text ?? subject["category"]?.text)
            .flatMap(IntegrationCategory.init(rawValue:))
        let user = subject["end_user"]
        organisation = user?["organization_name"]?.text
        email = user?["creator_email"]?.text
        originID = user?["origin_id"]?.text
        state = data["state"]?.text.flatMap(Connection.State.init(rawValue:))
        setupStatus = data["setup_status"]?.text.flatMap(Connection.SetupStatus.init(rawValue:))
        checks = data["qa_status"]?.text.flatMap(Connection.ChecksStatus.init(rawValue:))
        updatedAt = (data["updated_at"] ?? data["deleted_at"] ?? data["sync_ended_at"])?.time
        syncState = data["sync_state"]?.text
        syncEndedAt = data["sync_ended_at"]?.time
        logURL = data["log_url"]?.text
        if case .array(let models)? = data["changed_models"] { changedModels = models.compactMap { $0["name"]?.text } }
    }

    /// What it says in a few words, without personal data; the sender's own words, unsanitised.
    package var summary: String {
        var words: [String] = []
        if let integrationID { words.append(integrationID) } else if let tool { words.append(tool) }
        if let category { words.append(category.rawValue) }
        if let state { words.append(state.words) }
        if let setupStatus { words.append(setupStatus.words) }
        if let checks { words.append("checks \(checks.rawValue.lowercased())") }
        if let syncState { words.append("sync \(syncState.lowercased().replacing("_", with: " "))") }
        if !changedModels.isEmpty { words.append(changedModels.prefix(3).joined(separator: " ")) }
        if changedModels.count > 3 { words.append("and \(changedModels.count - 3) more") }
        return words.joined(separator: ", ")
    }
}

extension Event {
    /// The event that a webhook of Kombo is.
    ///
    /// - Throws: What is wrong with the body when it is not Kombo's envelope.
    static func ofKombo(_ body: [UInt8], _ delivery: Delivery) throws(MalformedWebhook) -> Event {
        let value: JSONValue
        do { value = try JSONReader.read(body) } catch { throw .body(error) }
        guard let webhook = KomboWebhook(value) else { throw .envelope }
        // Ids are Kombo's own, but whoever knows the secret could send any: a long one is not taken as it is.
        let id = webhook.id.flatMap { $0.utf8.count <= 128 ? $0 : nil }
        let digest = { String(decoding: DigestText.hex(MessageDigest.sha256(body)), as: UTF8.self) }
        var event = Event(
            source: .kombo,
            endpoint: delivery.endpoint,
            name: webhook.type,
            trigger: nil,
            receivedAt: delivery.receivedAt,
            deduplicationKey: id.map { "kombo:\($0)" } ?? "body:" + digest(),
            body: body,
            signature: delivery.signature
        )
        event.occurredAt = webhook.updatedAt
        event.headers = delivery.headers
        event.remoteAddress = delivery.remoteAddress
        event.contact.email = webhook.email
        if webhook.organisation != nil || webhook.originID != nil {
            event.site = Event.Site(identifier: webhook.originID, name: webhook.organisation)
        }
        let fields: [(String, String?)] = [
            ("integration", webhook.integrationID), ("state", webhook.state?.words ?? webhook.syncState?.lowercased()),
            ("tool", webhook.integrationID == nil ? webhook.tool : nil),
        ]
        for case (let name, let text?) in fields { event.formFields[name] = .string(text) }
        return event
    }
}

/// A body that is no webhook of Kombo's.
enum MalformedWebhook: Error, Sendable, Equatable, CustomStringConvertible {
    case body(MalformedBody)
    /// JSON, but not `id`, `type` and `data`.
    case envelope

    var description: String {
        switch self {
        case .body(let malformed): malformed.description
        case .envelope: "the body is not Kombo's envelope; send one JSON object with id, type and data"
        }
    }

    /// From a small fixed vocabulary by which refusals are counted.
    var reason: String {
        switch self {
        case .body(let malformed): malformed.reason
        case .envelope: "body is not Kombo's envelope"
        }
    }
}
