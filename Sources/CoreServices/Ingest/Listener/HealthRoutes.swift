import WebServer

/// What a supervisor or load balancer asks.
enum HealthRoutes {
    static func routes(sink: any EventSink) -> [Route] {
        [
            Route("GET", "/healthz") { _, responder in responder.respond(ok) },
            Route("GET", "/readyz") { _, responder in
                Task {
                    let isWritable = await sink.isWritable()
                    responder.respond(isWritable ? ok : notReady)
                }
            },
        ]
    }

    private static let ok = HTTPResponse(status: 200, json: #"{"status":"ok"}"#)
    private static let notReady = HTTPResponse.refusal(
        503,
        "the store cannot be written; see callboard doctor",
        retryAfterSeconds: 5
    )
}
