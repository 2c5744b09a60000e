import Foundation
import Primitives
import Synchronization
import WebServer

/// An event app beside a simulated hub, at `/app`: it knows its visitor and shows a page of callboard's in a frame.
package final class HubApp: Sendable {
    private let secret: Secret
    private let clock: WallClock
    private let page = Mutex<String?>(nil)

    init(_ options: HubOptions) {
        secret = options.appSecret
        clock = options.clock
    }

    /// Shows the page at this address from now on.
    package func show(page url: String) { page.withLock { $0 = url } }

    var endpoints: [RemoteEndpoint] {
        [
            RemoteEndpoint("GET", "/app", part: "app") { [self] _ in frontPage },
            RemoteEndpoint("GET", "/app/session", part: "app") { [self] call in session(now: call.now) },
            RemoteEndpoint("GET", "/assets/app.js", part: "app") { _ in
                RemoteAnswer(HubRemote.script(PackageResources.app_js))
            },
        ]
    }

    private var frontPage: RemoteAnswer {
        guard let url = page.withLock({ $0 }), let origin = URL(string: url), let host = origin.host() else {
            return RemoteAnswer(.words(404, "This app shows nothing yet."))
        }
        let port = origin.port.map { ":\($0)" } ?? ""
        let policy =
            "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; style-src 'unsafe-inline'; "
            + "frame-src \(origin.scheme ?? "http")://\(host)\(port); base-uri 'none'; form-action 'none'"
        return RemoteAnswer(
            HubRemote.page(
                "Expo app",
                """
                <h1>Expo app</h1><p>Ada Lovelace is logged in. <button type="button" id="logout">Log out</button></p>
                <iframe title="Activities" data-page="\(HubRemote.escaped(url))" style="width: 100%; height: 70vh"></iframe>
                <h2>What the app heard</h2><ol id="heard" reversed></ol>
                <script src="/assets/app.js"></script>
                """,
                policy: policy
            )
        )
    }

    /// A session token as an event app has its own: good for an hour, and no token of Komo's.
    private func session(now: Timestamp) -> RemoteAnswer {
        let seconds = Int(now.milliseconds / 1000)
        let claims: OrderedJSON = .object([
            ("sub", .string("visitor-1")), ("email", .string("ada@example.com")), ("first_name", .string("Ada")),
            ("last_name", .string("Lovelace")), ("iat", .integer(seconds)), ("exp", .integer(seconds + 3600)),
        ])
        let header: OrderedJSON = .object([("alg", .string("HS256")), ("typ", .string("JWT"))])
        let content = "\(Self.encoded(header.bytes)).\(Self.encoded(claims.bytes))"
        let signature = MessageAuthentication.sha256(of: Array(content.utf8), key: secret.exposed())
        return RemoteAnswer(.json(200, .object([("token", .string("\(content).\(Self.encoded(signature))"))])))
    }

    private static func encoded(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
