import CoreServices
import Foundation
import Primitives
import Synchronization

/// People who use the event app of the demo: its backend and their browsers ask for tokens, and now and then somebody
/// asks who should not.
final class DemoVisitors: Sendable {
    private static let issuer = "expo-app"
    private static let page = "https://app.expo.example"
    private static let caller = Secret("demo-backend-0123456789")
    private static let sessionSecret = Secret("the demo's app signs its sessions with this")
    private static let people = [
        ("Ada", "Lovelace"), ("Grace", "Hopper"), ("Kit", "Marlowe"), ("Mira", "Novak"), ("Zoë", "Quist"),
        ("Tomás", "Reyes"), ("Yuki", "Tanaka"), ("Olu", "Adeyemi"),
    ]

    /// `nil` where libcurl cannot be set up; then nobody asks.
    private let client: HTTPClient?
    private let asking: Task<Void, Never>

    /// What the demo's configuration says of single sign-on.
    static func configure(_ sso: inout SSOConfiguration) {
        sso.issuer = "expo-hub"
        sso.keys = [
            TokenKey(id: "2026-05", material: .secret(freshSecret())),
            TokenKey(id: "2026-04", material: .secret(freshSecret())),
        ]
        sso.callers = [.init(name: "expo-backend", secrets: [caller])]
        var app = SessionSource(name: "expo-app", keys: [TokenKey(id: "", material: .secret(sessionSecret))])
        app.issuer = issuer
        sso.sessions = [app]
        sso.origins = [page]
    }

    private static func freshSecret() -> Secret {
        var generator = SystemRandomNumberGenerator()
        return Secret(bytes: (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    /// - Parameter address: Of the services, such as `http://127.0.0.1:8787`.
    init(address: String) {
        let client = try? HTTPClient()
        self.client = client
        asking = Task.detached {
            var count = 0
            while !Task.isCancelled {
                if let request = Self.request(count, address) { client?.send(request) { _ in } }
                count += 1
                // At first in quick succession, so that there is something to see.
                try? await Task.sleep(for: .milliseconds(count < 40 ? 50 : 1300))
            }
        }
    }

    func stop() {
        asking.cancel()
        client?.stop()
    }

    private static func request(_ number: Int, _ address: String) -> OutboundRequest? {
        let (first, last) = people[(number * 5) % people.count]
        let subject = "u-\(1000 + (number * 5) % people.count)"
        let email = "\(first.lowercased())@expo.example"
        var headers = [HeaderField(name: "Content-Type", value: "application/json")]
        var body = ""
        switch number % 16 {
        case 6, 13: headers.append(bearer("Bearer of nothing"))
        case 9:
            headers.append(HeaderField(name: "Origin", value: "https://copycat.example"))
        case 0...4:
            headers.append(bearer(String(decoding: caller.exposed(), as: UTF8.self)))
            body = #"{"userId":"\#(subject)","email":"\#(email)","firstName":"\#(first)","lastName":"\#(last)"}"#
        default:
            // One session in a while is over, and the app's clock is a little ahead.
            let age = number % 16 == 11 ? -7200 : 8
            guard let session = session(subject, email, first, last, seconds: age) else { return nil }
            headers.append(bearer(session))
            headers.append(HeaderField(name: "Origin", value: page))
        }
        return OutboundRequest(
            method: "POST",
            url: "\(address)/api/komo/auth-token",
            headers: headers,
            body: Array(body.utf8),
            allowedNetworks: ["127.0.0.0/8", "::1/128"].compactMap { try? AddressRange(parsing: $0) }
        )
    }

    private static func bearer(_ token: String) -> HeaderField {
        HeaderField(name: "Authorization", value: "Bearer \(token)")
    }

    /// A session token of the app, signed so many seconds from now.
    private static func session(
        _ subject: String,
        _ email: String,
        _ first: String,
        _ last: String,
        seconds: Int
    ) -> String? {
        var app = SSOConfiguration()
        app.issuer = issuer
        app.keys = [TokenKey(id: "", material: .secret(sessionSecret))]
        app.namesKey = false
        let identity = try? TokenIdentity(subject: subject, email: email, firstName: first, lastName: last)
        let now = WallClock.system.now().advanced(by: .seconds(seconds))
        guard let identity, let token = try? TokenMinter(app)?.mint(for: identity, at: now) else { return nil }
        return String(decoding: token.text.exposed(), as: UTF8.self)
    }
}
