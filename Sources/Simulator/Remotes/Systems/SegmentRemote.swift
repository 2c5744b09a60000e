import Foundation
import WebServer

/// `/segment/v1/track` and `/segment/v1/identify`.
struct SegmentRemote: Remote {
    let name = "segment"
    private let key: String

    private static let sizeLimit = 32 << 10

    init(_ credentials: RemoteCredentials) {
        key = credentials.segmentWriteKey
    }

    var endpoints: [RemoteEndpoint] {
        ["track", "identify"].map { call in
            RemoteEndpoint("POST", "/v1/\(call)") { receive($0, needsEvent: call == "track") }
        }
    }

    private func receive(_ call: RemoteCall, needsEvent: Bool) -> RemoteAnswer {
        guard call.body.count <= Self.sizeLimit else { return refused("the call is larger than 32 KB") }
        guard let fields = JSONFields(call.body) else { return refused("invalid JSON") }
        guard fields.text("userId") != nil || fields.text("anonymousId") != nil else {
            return refused("userId or anonymousId is required")
        }
        if needsEvent, fields.text("event") == nil { return refused("event is required") }
        let basic = call.authorisation(after: "Basic ").flatMap { Data(base64Encoded: $0) }
        let isKnown = basic.map { String(decoding: $0, as: UTF8.self) } == "\(key):" || fields.text("writeKey") == key
        let response = HTTPResponse(status: 200, json: #"{"success":true}"#)
        // A wrong key is answered as a right one; the call never appears.
        guard isKnown else { return RemoteAnswer(response, violations: ["call with an unknown write key"]) }
        return .processed(response, fields.text("messageId").map { [$0] } ?? [])
    }

    private func refused(_ message: String) -> RemoteAnswer {
        RemoteAnswer(.json(400, .object([("success", .bool(false)), ("message", .string(message))])))
    }
}
