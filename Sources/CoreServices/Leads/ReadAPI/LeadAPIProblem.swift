import Primitives
import WebServer

/// Why a question to the read API is not answered, as RFC 9457 has it.
struct LeadAPIProblem: Error, Sendable, Equatable {
    let status: Int
    let title: String
    /// What happened and what to do, in one sentence.
    let detail: String
    var retryAfterSeconds: Int?

    static func unusable(_ detail: String) -> LeadAPIProblem {
        LeadAPIProblem(status: 400, title: "The question cannot be understood", detail: detail)
    }

    static let withoutToken = LeadAPIProblem(
        status: 401,
        title: "A token is needed",
        detail: "send the token that you were given in a header: Authorization: Bearer TOKEN"
    )

    static let wrongToken = LeadAPIProblem(
        status: 401,
        title: "This token is not known",
        detail: "ask whoever runs the event for the token that holds now; it may have been replaced"
    )

    static func forbidden(_ detail: String) -> LeadAPIProblem {
        LeadAPIProblem(status: 403, title: "This token may not read that", detail: detail)
    }

    static let notAcceptable = LeadAPIProblem(
        status: 406,
        title: "There is no such form of the answer",
        detail: "ask for application/json or text/csv in the header Accept, or leave it out"
    )

    static func tooMany(retryAfterSeconds seconds: Int) -> LeadAPIProblem {
        LeadAPIProblem(
            status: 429,
            title: "Too many questions",
            detail:
                "ask again in \(seconds) \(seconds == 1 ? "second" : "seconds"); asking for more leads in one page needs fewer questions",
            retryAfterSeconds: seconds
        )
    }

    static let unavailable = LeadAPIProblem(
        status: 503,
        title: "The store cannot be read",
        detail: "ask again in 5 seconds; if it stays, tell whoever runs the event",
        retryAfterSeconds: 5
    )

    /// The answer that tells it.
    var response: HTTPResponse {
        var line = JSONObjectText()
        line.add("type", .string("about:blank"))
        line.add("title", .string(title))
        line.add("status", .integer(Int64(status)))
        line.add("detail", .string(detail))
        var headers = [
            HTTPHeader(name: "Cache-Control", value: "no-store"),
            HTTPHeader(name: "X-Content-Type-Options", value: "nosniff"),
        ]
        if status == 401 {
            headers.append(HTTPHeader(name: "WWW-Authenticate", value: "Bearer realm=\"callboard leads\""))
        }
        if let retryAfterSeconds {
            headers.append(HTTPHeader(name: "Retry-After", value: String(retryAfterSeconds)))
        }
        return HTTPResponse(
            status: status,
            body: line.text,
            contentType: "application/problem+json",
            headers: headers
        )
    }
}
