import Foundation
import Primitives
import Synchronization
import WebServer

/// The OAuth 2.0 tokens of the simulated Salesforce; they expire only when told.
final class SalesforceTokens: Sendable {
    private struct State {
        var count = 0
        var valid: Set<String> = []
    }

    private let credentials: RemoteCredentials
    private let state = Mutex(State())

    init(_ credentials: RemoteCredentials) {
        self.credentials = credentials
    }

    func isValid(_ token: String) -> Bool { state.withLock { $0.valid.contains(token) } }

    func expire() { state.withLock { $0.valid = [] } }

    /// Answers `POST /services/oauth2/token`.
    func grant(_ call: RemoteCall) -> HTTPResponse {
        guard call.isContent("application/x-www-form-urlencoded") else {
            return refusal("invalid_request", "the body must be form-encoded")
        }
        let form = Self.form(call.body)
        guard form["client_id"] == credentials.salesforceClientID else {
            return refusal("invalid_client_id", "client identifier invalid")
        }
        let secret = form["client_secret"]
        switch form["grant_type"] {
        case "client_credentials":
            guard secret == credentials.salesforceClientSecret else { return invalidSecret }
        case "refresh_token":
            guard secret == nil || secret == credentials.salesforceClientSecret else { return invalidSecret }
            guard form["refresh_token"] == credentials.salesforceRefreshToken else {
                return refusal("invalid_grant", "expired access/refresh token")
            }
        default: return refusal("unsupported_grant_type", "grant type not supported")
        }
        let token = state.withLock { state in
            state.count += 1
            let token = "00Dsimulated!token\(state.count)"
            state.valid.insert(token)
            return token
        }
        let instance = "http://\(call.header("Host") ?? "localhost")/salesforce"
        return .json(
            200,
            .object([
                ("access_token", .string(token)), ("signature", .string("c2ltdWxhdGVk")), ("scope", .string("api")),
                ("instance_url", .string(instance)), ("id", .string(instance + "/id/00Dsimulated/005simulated")),
                ("token_type", .string("Bearer")), ("issued_at", .string(String(call.now.milliseconds))),
            ])
        )
    }

    private var invalidSecret: HTTPResponse { refusal("invalid_client", "invalid client credentials") }

    private func refusal(_ error: String, _ description: String) -> HTTPResponse {
        .json(400, .object([("error", .string(error)), ("error_description", .string(description))]))
    }

    private static func form(_ body: [UInt8]) -> [String: String] {
        var form: [String: String] = [:]
        for pair in String(decoding: body, as: UTF8.self).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let texts = parts.map { String($0).replacing("+", with: " ").removingPercentEncoding ?? "" }
            if texts.count == 2 { form[texts[0]] = texts[1] }
        }
        return form
    }
}
