import Foundation
import WebServer

/// `/http/NAME`: takes anything whose body is what its type says, and answers `{"ok":true}`.
struct GenericRemote: Remote {
    let name = "http"

    var endpoints: [RemoteEndpoint] {
        ["GET", "POST", "PUT", "PATCH", "DELETE"].flatMap { method in
            ["/{name}", "/{name}/{more}"].map { path in
                RemoteEndpoint(method, path, isNamedByParameter: true, answer: Self.answer)
            }
        }
    }

    private static let fine = HTTPResponse(status: 200, json: #"{"ok":true}"#)

    @Sendable private static func answer(_ call: RemoteCall) -> RemoteAnswer {
        if call.method == "GET" { return RemoteAnswer(fine) }
        if call.body.isEmpty { return .processed(fine) }
        if call.isContent("application/json") {
            guard (try? JSONSerialization.jsonObject(with: Data(call.body), options: .fragmentsAllowed)) != nil else {
                return RemoteAnswer(.refusal(400, "the body is not JSON"))
            }
        } else if call.header("Content-Type") == nil {
            return RemoteAnswer(.refusal(400, "the body has no type; set Content-Type"))
        } else if String(validating: call.body, as: UTF8.self) == nil {
            return RemoteAnswer(.refusal(400, "the body is not UTF-8"))
        }
        return .processed(fine)
    }
}
