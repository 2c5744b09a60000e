import Primitives
import WebServer

/// Why a customer's front end does not get what it asks for, as RFC 9457 has it.
struct ConnectProblem: Error, Sendable, Equatable {
    let status: Int
    let title: String
    /// What happened and what to do, in one sentence.
    let detail: String
    var retryAfterSeconds: Int?
    var headers: [(name: String, value: String)] = []

    static func == (left: ConnectProblem, right: ConnectProblem) -> Bool {
        left.status == right.status && left.title == right.title && left.detail == right.detail
    }

    static let withoutToken = ConnectProblem(
        status: 401,
        title: "A token is needed",
        detail: "send the token that you were given in a header: Authorization: Bearer TOKEN"
    )

    static let wrongToken = ConnectProblem(
        status: 401,
        title: "This token is not known",
        detail: "ask whoever runs callboard for the token that holds now; it may have been replaced"
    )

    static func tooMany(_ seconds: Int) -> ConnectProblem {
        ConnectProblem(
            status: 429,
            title: "Too many requests",
            detail: "ask again in \(seconds) \(seconds == 1 ? "second" : "seconds")",
            retryAfterSeconds: seconds
        )
    }

    static func unusable(_ detail: String) -> ConnectProblem {
        ConnectProblem(status: 400, title: "The request cannot be used", detail: detail)
    }

    static func conflict(_ detail: String) -> ConnectProblem {
        ConnectProblem(status: 409, title: "It stands otherwise", detail: detail)
    }

    static let unavailable = ConnectProblem(
        status: 503,
        title: "It cannot be done now",
        detail: "ask again in 5 seconds; if it stays, tell whoever runs callboard",
        retryAfterSeconds: 5
    )

    /// The problem that a failure with Kombo is for whoever asked.
    static func of(_ failure: ConnectFailure) -> ConnectProblem {
        let status: Int =
            switch failure.reason {
            case .tokenUnknown, .tokenUsed, .tokenExpired, .tokenForeign, .otherIntegration, .notAToken: 422
            case .rateLimited, .network, .unavailable: 503
            default: 502
            }
        return ConnectProblem(
            status: status,
            title: status == 422 ? "The token cannot be used" : "Kombo does not do it",
            detail: failure.description,
            retryAfterSeconds: status == 503 ? failure.retryAfterSeconds ?? 10 : nil
        )
    }

    var response: HTTPResponse {
        var line = JSONObjectText()
        line.add("type", .string("about:blank"))
        line.add("title", .string(title))
        line.add("status", .integer(Int64(status)))
        line.add("detail", .string(detail))
        var headers = ConnectHeaders.always + self.headers.map { HTTPHeader(name: $0.name, value: $0.value) }
        if status == 401 {
            headers.append(HTTPHeader(name: "WWW-Authenticate", value: "Bearer realm=\"callboard connect\""))
        }
        if let retryAfterSeconds {
            headers.append(HTTPHeader(name: "Retry-After", value: String(retryAfterSeconds)))
        }
        return HTTPResponse(status: status, body: line.text, contentType: "application/problem+json", headers: headers)
    }
}

/// Headers of every answer that holds a link or may hold one.
enum ConnectHeaders {
    static let always = [
        HTTPHeader(name: "Cache-Control", value: "no-store"),
        HTTPHeader(name: "Referrer-Policy", value: "no-referrer"),
        HTTPHeader(name: "X-Content-Type-Options", value: "nosniff"),
    ]
}
