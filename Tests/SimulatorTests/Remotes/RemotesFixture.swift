import Foundation
import Simulator
import TestSupport

/// Simulated systems on a port of their own, stopped when the test lets go of them.
final class RemotesFixture {
    let remotes: SimulatedRemotes
    static let credentials = RemoteCredentials()

    init(_ faults: String..., configure: (inout RemotesOptions) -> Void = { _ in }) throws {
        var options = RemotesOptions()
        options.seed = 7
        options.faults = try faults.map { try FaultRule($0) }
        configure(&options)
        remotes = try SimulatedRemotes.start(options)
    }

    deinit { remotes.stop() }

    func send(
        _ method: String,
        _ target: String,
        _ body: String = "",
        headers: HTTPHeaders = [:],
        type: String = "application/json"
    ) throws -> HTTPResponse {
        var headers = headers
        if !body.isEmpty { headers.append("Content-Type", type) }
        let request = HTTPRequest(method, target, headers: headers, body: Array(body.utf8))
        return try HTTPConnection.exchange(request, port: remotes.port)
    }

    func post(_ target: String, _ body: String = "{}", key: String? = nil) throws -> HTTPResponse {
        var headers: HTTPHeaders = [:]
        if let key { headers.append("Idempotency-Key", key) }
        return try send("POST", target, body, headers: headers)
    }

    /// A fresh Salesforce token.
    func salesforceToken() throws -> String {
        let body = "grant_type=client_credentials&client_id=simulated-client&client_secret=simulated-client-secret"
        let type = "application/x-www-form-urlencoded"
        let answer = try send("POST", "/salesforce/services/oauth2/token", body, type: type)
        guard answer.status == 200, let token = Self.object(answer)["access_token"] as? String else {
            throw TestFailure("no token: \(answer.text)")
        }
        return token
    }

    static func object(_ answer: HTTPResponse) -> [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]) ?? [:]
    }

    static func array(_ answer: HTTPResponse) -> [[String: Any]] {
        (try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [[String: Any]]) ?? []
    }
}
