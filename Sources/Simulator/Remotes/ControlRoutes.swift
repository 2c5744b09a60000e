import WebServer

/// `/ledger` and `/faults`: how people and programs look at the simulated systems, break and heal them.
///
/// - `GET /ledger[?keys=1]`
/// - `POST /faults` with `{"fault": "braze:503@90s"}` or `{"heal": "braze"}`, either as often as needed.
struct ControlRoutes: Sendable {
    let ledger: RemoteLedger
    let faults: FaultPlan

    var routes: [Route] {
        [
            Route("GET", "/ledger") { request, responder in
                responder.respond(.json(200, report(withKeys: request.argument("keys") == "1")))
            },
            Route("POST", "/faults", bodyLimit: 65_536) { request, responder in responder.respond(change(request.body))
            },
        ]
    }

    private func report(withKeys: Bool) -> OrderedJSON {
        let books = ledger.summaries.map { summary -> OrderedJSON in
            guard withKeys, case .object(let members) = summary.json else { return summary.json }
            let keys = ledger.keys(of: summary.remote).keys.sorted()
            return .object(members + [("keys", .array(keys.map { .string($0) }))])
        }
        return .object([("remotes", .array(books))])
    }

    private func change(_ body: [UInt8]) -> HTTPResponse {
        guard let fields = JSONFields(body) else { return .refusal(400, "the body is not a JSON object") }
        if let text = fields.text("fault") {
            do { faults.set(try FaultRule(text)) } catch { return .refusal(400, error.description) }
        } else if let remote = fields.text("heal") {
            faults.heal(remote)
        } else {
            return .refusal(400, "name a fault or a system to heal")
        }
        return HTTPResponse(status: 200, json: #"{"ok":true}"#)
    }
}
