import CoreServices
import Foundation
import Primitives
import Simulator
import TestSupport

/// The event app around an embedded page: it knows its visitor, gives out tokens for Komo, and has pages of its own.
final class EventApp: Sendable {
    /// How it answers whoever asks for a token.
    struct Behaviour: Sendable {
        var claims: [String: BrowserJSON] = [
            "sub": "u-1", "email": "ada@example.com", "first_name": "Ada", "last_name": "Lovelace",
            "company": "Analytical",
        ]
        var secret = HubOptions.simulatedSecret
        var lifetime = 3600
        /// What is answered instead of a token.
        var status: Int?
        /// The session that the caller must bring; `nil` asks for none.
        var session: String?
    }

    private let server: LoopbackServer
    private let behaviour: Monitor<Behaviour>
    private let pages: Monitor<[String: HTTPResponse]>

    init(_ behaviour: Behaviour = Behaviour()) throws {
        let state = Monitor(behaviour)
        let pages = Monitor<[String: HTTPResponse]>([:])
        self.behaviour = state
        self.pages = pages
        server = try LoopbackServer.start { request in
            if let page = pages.current[request.target] { return page }
            if request.target == "/favicon.ico" { return HTTPResponse(204) }
            guard request.target == "/api/komo/auth-token" else { return HTTPResponse(404) }
            return Self.token(request, state.current)
        }
    }

    func stop() { server.stop() }

    /// Under a name that is another site than callboard's and the hub's.
    var origin: String { "http://app.localhost:\(server.port)" }
    var localOrigin: String { "http://127.0.0.1:\(server.port)" }

    /// Changes how it answers from now on.
    func behave(_ change: (inout Behaviour) -> Void) { behaviour.withLock { change(&$0) } }

    /// Puts a page at a path.
    func show(_ path: String, _ text: String, type: String = "text/html") {
        let start = type == "text/html" ? "<!DOCTYPE html><link rel=icon href='data:,'>\n" : ""
        pages.withLock {
            $0[path] = HTTPResponse(
                200,
                headers: ["Content-Type": "\(type); charset=utf-8"],
                body: Array((start + text).utf8)
            )
        }
    }

    /// How often a token was asked for.
    var tokenRequests: Int { server.requests.filter { $0.method == "POST" }.count }

    private static func token(_ request: HTTPRequest, _ behaviour: Behaviour) -> HTTPResponse {
        let headers: HTTPHeaders = [
            "Access-Control-Allow-Origin": request.headers["Origin"] ?? "null",
            "Access-Control-Allow-Headers": "Content-Type, Authorization", "Content-Type": "application/json",
        ]
        if request.method == "OPTIONS" { return HTTPResponse(204, headers: headers) }
        if let status = behaviour.status { return HTTPResponse(status, headers: headers) }
        if let session = behaviour.session, request.headers["Authorization"] != "Bearer \(session)" {
            return HTTPResponse(401, headers: headers)
        }
        var claims = behaviour.claims
        let now = Int(Date().timeIntervalSince1970)
        claims["iat"] = .number(Double(now))
        claims["exp"] = .number(Double(now + behaviour.lifetime))
        // Two tokens of one second differ, as those of a backend with ids do.
        claims["jti"] = .string(UUID().uuidString)
        let content = "\(encoded(#"{"alg":"HS256","typ":"JWT"}"#)).\(encoded(BrowserJSON.object(claims).text))"
        let signature = MessageDigest.hmacSHA256(Array(content.utf8), key: Array(behaviour.secret.utf8))
        let answer: BrowserJSON = ["token": .string("\(content).\(encoded(signature))")]
        return HTTPResponse(200, headers: headers, body: Array(answer.text.utf8))
    }

    private static func encoded(_ text: String) -> String { encoded(Array(text.utf8)) }

    private static func encoded(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
