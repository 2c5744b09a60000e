import Dispatch
import Foundation
import Primitives
import Synchronization

/// Sends the simulated Kombo's webhooks, signed, one after the other, and again when they are not taken.
final class KomboWebhooks: Sendable {
    private static let attempts = 5

    private let target: Mutex<String?>
    private let secret: Secret
    private let queue = DispatchQueue(label: "simulator.kombo.webhooks")
    private let sent = Mutex<[(type: String, status: Int?)]>([])

    init(url: String?, secret: Secret) {
        target = Mutex(url)
        self.secret = secret
    }

    /// Where they go from now on.
    func set(url: String?) { target.withLock { $0 = url } }

    /// What was sent and answered so far; `nil` where no answer came.
    var log: [(type: String, status: Int?)] { sent.withLock { $0 } }

    /// Sends a webhook after a while.
    ///
    /// - Parameters:
    ///   - isGenuine: Whether it is signed with the right secret.
    ///   - times: How often the same bytes are sent.
    func send(
        _ type: String,
        id: String,
        _ data: [(key: String, value: OrderedJSON)],
        after delay: Duration = .zero,
        isGenuine: Bool = true,
        times: Int = 1
    ) {
        let body = OrderedJSON.object([("id", .string(id)), ("type", .string(type)), ("data", .object(data))]).bytes
        queue.asyncAfter(deadline: .now() + .milliseconds(Int(delay.milliseconds))) { [self] in
            guard let url = target.withLock({ $0 }) else { return }
            let path = type == "integration-created" ? "\(url)/integration-created" : url
            let authentication = SenderAuthentication.hmacSHA256(
                header: "X-Kombo-Signature",
                prefix: "",
                encoding: .base64URL,
                secret: secret
            )
            guard let sender = try? WebhookSender(url: path, authentication: authentication) else { return }
            let request = SimulatedRequest(
                delay: .zero,
                deliveryID: id,
                event: type,
                body: body,
                traits: isGenuine ? [] : [.badlySigned]
            )
            for _ in 0..<times { deliver(request, by: sender) }
        }
    }

    /// Does something after a while, in the order of what is sent.
    func after(_ delay: Duration, _ work: @escaping @Sendable () -> Void) {
        queue.asyncAfter(deadline: .now() + .milliseconds(Int(delay.milliseconds)), execute: work)
    }

    private func deliver(_ request: SimulatedRequest, by sender: WebhookSender) {
        for attempt in 1...Self.attempts {
            let outcome = try? sender.send(request)
            var status: Int?
            if case .answered(let code)? = outcome { status = code }
            sent.withLock { $0.append((request.event, status)) }
            guard status == nil || status == 503 || status == 429 else { return }
            if attempt < Self.attempts { Thread.sleep(forTimeInterval: 0.1 * Double(attempt)) }
        }
    }
}
