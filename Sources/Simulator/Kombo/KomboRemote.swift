import Foundation
import Primitives
import WebServer

/// `/kombo/v1`: Kombo's API as far as connecting customers needs it, as strict as its OpenAPI document.
struct KomboRemote: Remote {
    let name = "kombo"
    private let kombo: SimulatedKombo
    private let key: String
    private let environment = "2Uev1YUTqLFdvMPD3Jtrg2FX"

    private static let languages = ["en", "de", "fr", "it", "es"]
    private static let linkTypes = ["EMBEDDED", "MAGIC_LINK"]
    private static let linkFields: [String: KomboInput.Kind] = [
        "end_user_email": .email, "end_user_organization_name": .text, "end_user_origin_id": .optional(.text),
        "remote_environment": .optional(.text), "integration_category": .oneOf(KomboTool.categories),
        "integration_tool": .optional(.text), "language": .optional(.oneOf(languages)),
        "scope_config_id": .optional(.text), "enable_filtering": .boolean, "enable_field_mapping": .boolean,
        "link_type": .oneOf(linkTypes),
    ]

    init(_ kombo: SimulatedKombo, _ credentials: RemoteCredentials) {
        self.kombo = kombo
        key = credentials.komboKey
    }

    var endpoints: [RemoteEndpoint] {
        [
            RemoteEndpoint("GET", "/v1/check-api-key") { call in guarded(call) { checkKey } },
            RemoteEndpoint("GET", "/v1/tools/{category}") { call in guarded(call) { tools(call) } },
            RemoteEndpoint("POST", "/v1/connect/create-link") { call in guarded(call) { createLink(call) } },
            RemoteEndpoint("GET", "/v1/connect/integration-by-token/{token}") { call in
                guarded(call) { exchange(call) }
            },
            RemoteEndpoint("GET", "/v1/integrations/{id}") { call in guarded(call) { show(call) } },
            RemoteEndpoint("DELETE", "/v1/integrations/{id}") { call in guarded(call) { delete(call) } },
            RemoteEndpoint("PUT", "/v1/integrations/{id}/enabled") { call in guarded(call) { enable(call) } },
            RemoteEndpoint("POST", "/v1/integrations/{id}/relink") { call in guarded(call) { relink(call) } },
            RemoteEndpoint("POST", "/v1/integrations/{id}/setup-link") { call in guarded(call) { setUp(call) } },
        ]
    }

    func refusal(_ status: Int, headers: [HTTPHeader]) -> HTTPResponse {
        let code =
            switch status {
            case 401: "PLATFORM.AUTHENTICATION_INVALID"
            case 403: "PLATFORM.IP_NOT_WHITELISTED"
            case 429: "PLATFORM.RATE_LIMIT_EXCEEDED"
            default: "PLATFORM.UNKNOWN_ERROR"
            }
        return Self.error(status, code, "simulated fault", headers: headers)
    }

    func expireTokens() { kombo.expireTokens() }

    private func guarded(_ call: RemoteCall, _ answer: () -> RemoteAnswer) -> RemoteAnswer {
        guard call.bearer == key else {
            // A key of another region is not told apart from one that nobody knows.
            return RemoteAnswer(
                Self.error(401, "PLATFORM.AUTHENTICATION_INVALID", "The provided API key is not valid.")
            )
        }
        if !call.body.isEmpty, !call.isContent("application/json") {
            return RemoteAnswer(Self.error(400, "PLATFORM.INPUT_INVALID", "The body must be application/json."))
        }
        return answer()
    }

    // MARK: - Answers

    private static func success(_ data: OrderedJSON) -> HTTPResponse {
        .json(200, .object([("status", .string("success")), ("data", data)]))
    }

    private static func error(
        _ status: Int,
        _ code: String,
        _ message: String,
        headers: [HTTPHeader] = []
    ) -> HTTPResponse {
        .json(
            status,
            .object([
                ("status", .string("error")),
                (
                    "error",
                    .object([
                        ("code", .string(code)), ("title", .null), ("message", .string(message)),
                        ("log_url", .string("https://app.kombo.dev/simulated/logs?interactionId=1")),
                    ])
                ),
            ]),
            headers: headers
        )
    }

    private static func invalid(_ problems: [String]) -> RemoteAnswer {
        RemoteAnswer(error(400, "PLATFORM.INPUT_INVALID", problems.joined(separator: "; ") + "."))
    }

    private static let notFound = RemoteAnswer(
        error(404, "PLATFORM.INTEGRATION_NOT_FOUND", "The integration does not exist in this environment.")
    )

    // MARK: - The environment

    private var checkKey: RemoteAnswer {
        RemoteAnswer(
            Self.success(
                .object([("environment_id", .string(environment)), ("customer_id", .string(environment))])
            )
        )
    }

    private func tools(_ call: RemoteCall) -> RemoteAnswer {
        let category = call.parameters.first ?? ""
        guard KomboTool.categories.map({ $0.lowercased() }).contains(category) else {
            return Self.invalid(["'category' must be one of hris, ats, assessment, lms"])
        }
        let tools = KomboTool.list(category.uppercased()).map(\.json)
        return RemoteAnswer(Self.success(.object([("tools", .array(tools))])))
    }

    // MARK: - Links

    private func createLink(_ call: RemoteCall) -> RemoteAnswer {
        let input = KomboInput(
            call.body,
            Self.linkFields,
            required: ["end_user_email", "end_user_organization_name"]
        )
        var problems = input.problems
        let category = input.text("integration_category") ?? "HRIS"
        if let tool = input.text("integration_tool") {
            if !KomboTool.list(category).contains(where: { $0.id == tool }) {
                problems.append("'integration_tool' \(tool) is not available in the category \(category)")
            }
        } else if input.text("remote_environment") != nil {
            problems.append("'remote_environment' can only be used with 'integration_tool'")
        }
        if input.isTrue("enable_filtering"), category != "HRIS" {
            problems.append("'enable_filtering' is for HRIS only")
        }
        guard problems.isEmpty else { return Self.invalid(problems) }
        let link = KomboState.Link(
            purpose: .connect,
            email: input.text("end_user_email") ?? "",
            organisation: input.text("end_user_organization_name") ?? "",
            originID: input.text("end_user_origin_id"),
            category: category,
            tool: input.text("integration_tool"),
            hasSetup: input.isTrue("enable_filtering") || input.isTrue("enable_field_mapping"),
            expiresAt: expiry(input, call)
        )
        return make(link, "v1", call)
    }

    private func expiry(_ input: KomboInput, _ call: RemoteCall) -> Timestamp {
        let isMagic = input.text("link_type") == "MAGIC_LINK"
        return call.now.advanced(by: isMagic ? kombo.options.magicLinkLifetime : kombo.options.embeddedLifetime)
    }

    private func make(_ link: KomboState.Link, _ path: String, _ call: RemoteCall) -> RemoteAnswer {
        let base = "http://\(call.header("Host") ?? "127.0.0.1")/kombo-connect/\(path)?token="
        let token = kombo.store.word(max(24, kombo.options.linkLength - base.utf8.count))
        kombo.store.add(link, token: token)
        return .processed(Self.success(.object([("link", .string(base + token))])), ["link"])
    }

    private func relink(_ call: RemoteCall) -> RemoteAnswer {
        let fields: [String: KomboInput.Kind] = [
            "language": .optional(.oneOf(Self.languages)), "scope_config_id": .optional(.text),
            "link_type": .oneOf(Self.linkTypes),
        ]
        return again(call, KomboInput(call.body, fields), "v1") { .relink($0) }
    }

    private func setUp(_ call: RemoteCall) -> RemoteAnswer {
        let fields: [String: KomboInput.Kind] = [
            "language": .optional(.oneOf(Self.languages)), "link_type": .oneOf(Self.linkTypes),
        ]
        let input = KomboInput(call.body, fields, required: ["link_type"])
        if let found = call.parameters.first.map(Self.decoded).flatMap(kombo.store.integration),
            found.setupStatus != "INCOMPLETE", input.problems.isEmpty
        {
            return Self.invalid(["no setup step is enabled for this integration"])
        }
        return again(call, input, "v1/setup") { .setup($0) }
    }

    private func again(
        _ call: RemoteCall,
        _ input: KomboInput,
        _ path: String,
        _ purpose: (String) -> KomboState.Link.Purpose
    ) -> RemoteAnswer {
        guard let found = call.parameters.first.map(Self.decoded).flatMap(kombo.store.integration) else {
            return Self.notFound
        }
        guard input.problems.isEmpty else { return Self.invalid(input.problems) }
        let link = KomboState.Link(
            purpose: purpose(found.id),
            email: found.email ?? "",
            organisation: found.organisation,
            originID: found.originID,
            category: found.category,
            tool: found.tool,
            hasSetup: false,
            expiresAt: expiry(input, call)
        )
        return make(link, path, call)
    }

    // MARK: - Integrations

    private func exchange(_ call: RemoteCall) -> RemoteAnswer {
        let token = Self.decoded(call.parameters.first ?? "")
        switch kombo.store.judge(token: token, now: call.now) {
        case .unknown: return Self.invalid(["The provided token is invalid"])
        case .used: return Self.invalid(["The provided token has already been used"])
        case .expired: return Self.invalid(["The provided token has expired"])
        case .good(let found):
            return .processed(
                Self.success(
                    .object([
                        ("tool", .string(found.tool)), ("id", .string(found.id)),
                        ("end_user_origin_id", found.originID.map { .string($0) } ?? .null),
                        ("end_user_organization_name", .string(found.organisation)),
                        ("end_user_email", found.email.map { .string($0) } ?? .null),
                        ("setup_status", .string(found.setupStatus)),
                    ])
                ),
                ["token"]
            )
        }
    }

    private func show(_ call: RemoteCall) -> RemoteAnswer {
        guard let found = kombo.store.integration(Self.decoded(call.parameters.first ?? "")) else {
            return Self.notFound
        }
        let label = KomboTool.all.first { $0.id == found.tool }?.label ?? found.tool
        return RemoteAnswer(
            Self.success(
                .object([
                    ("id", .string(found.id)),
                    (
                        "tool",
                        .object([
                            ("id", .string(found.tool)), ("label", .string(label)), ("internal_label", .null),
                            ("logo_url", .string("https://storage.example/\(found.tool)/logo.svg")),
                            ("icon_url", .string("https://storage.example/\(found.tool)/icon.svg")),
                        ])
                    ), ("category", .string(found.category)), ("status", .string(found.state)),
                    ("setup_status", .string(found.setupStatus)),
                    (
                        "end_user",
                        .object([
                            ("organization_name", .string(found.organisation)),
                            ("creator_email", found.email.map { .string($0) } ?? .null),
                            ("origin_id", found.originID.map { .string($0) } ?? .null),
                        ])
                    ), ("scope_config", .object([("id", .string("B1hu5NGyhdjSq5X3hxEz4bAN")), ("name", .null)])),
                    ("data_expired_at", .null), ("created_at", .string(found.createdAt.iso8601)),
                    ("beta", .bool(false)), ("read_models", .array([])), ("write_actions", .array([])),
                ])
            )
        )
    }

    private func enable(_ call: RemoteCall) -> RemoteAnswer {
        let input = KomboInput(call.body, ["value": .boolean], required: ["value"])
        guard input.problems.isEmpty else { return Self.invalid(input.problems) }
        let state = input.isTrue("value") ? "ACTIVE" : "INACTIVE"
        let id = Self.decoded(call.parameters.first ?? "")
        guard kombo.store.change(id, { $0.state = state }) != nil else { return Self.notFound }
        kombo.set(id)
        return .processed(Self.success(.object([])), [id])
    }

    private func delete(_ call: RemoteCall) -> RemoteAnswer {
        let input = KomboInput(call.body, [:])
        guard input.problems.isEmpty else { return Self.invalid(input.problems) }
        let id = Self.decoded(call.parameters.first ?? "")
        guard kombo.store.integration(id) != nil else { return Self.notFound }
        kombo.delete(id)
        return .processed(Self.success(.object([])), [id])
    }

    private static func decoded(_ part: String) -> String { part.removingPercentEncoding ?? part }
}
