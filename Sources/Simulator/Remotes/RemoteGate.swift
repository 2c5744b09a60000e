import Dispatch
import Foundation
import Primitives
import Synchronization
import WebServer

/// What every request to a simulated system passes: faults before, the system's rules, the ledger, faults after.
final class RemoteGate: Sendable {
    private let remote: any Remote
    private let faults: FaultPlan
    private let ledger: RemoteLedger
    private let clock: WallClock
    private let underWay = Atomic(0)

    /// Enough for what the strictest systems take, and more than any workflow should send.
    private static let bodyLimit = 8 << 20

    init(remote: any Remote, faults: FaultPlan, ledger: RemoteLedger, clock: WallClock) {
        self.remote = remote
        self.faults = faults
        self.ledger = ledger
        self.clock = clock
    }

    func route(_ endpoint: RemoteEndpoint) -> Route {
        Route(endpoint.method, remote.basePath + endpoint.path, bodyLimit: Self.bodyLimit) { request, responder in
            self.handle(request, responder, endpoint)
        }
    }

    private func handle(_ request: HTTPRequest, _ responder: HTTPResponder, _ endpoint: RemoteEndpoint) {
        let part = endpoint.isNamedByParameter ? request.parameters.first ?? "" : endpoint.part
        let name = part.map { "\(remote.name)/\($0)" } ?? remote.name
        let fault = faults.next(for: name)
        let count = underWay.add(1, ordering: .relaxed).newValue
        var entry = RemoteLedger.Entry(remote: name, status: 0)
        entry.fault = fault?.word
        if let refusal = refusal(fault) {
            entry.status = refusal.response?.status ?? 0
            finish(entry, responder, refusal.response)
            return
        }
        if fault == .tokenExpiry { remote.expireTokens() }
        let answer = endpoint.answer(
            RemoteCall(
                method: endpoint.method,
                parameters: request.parameters,
                body: request.body,
                header: request.header,
                argument: request.argument,
                now: request.receivedAt,
                underWay: count,
                isInMaintenance: fault == .maintenance
            )
        )
        entry.key = request.header("Idempotency-Key") ?? request.header("webhook-id")
        entry.body = request.body
        entry.isProcessed = answer.isProcessed
        entry.resources = answer.resources
        entry.violations = answer.violations
        let response = mangled(answer.response, fault)
        entry.status = response?.status ?? 0
        if case .slow(let delay)? = fault {
            let entry = entry
            ledger.record(entry)
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int(delay.milliseconds))) {
                self.answer(responder, response)
            }
        } else {
            finish(entry, responder, response)
        }
    }

    private func finish(_ entry: RemoteLedger.Entry, _ responder: HTTPResponder, _ response: HTTPResponse?) {
        ledger.record(entry)
        answer(responder, response)
    }

    /// `nil` resets the connection.
    private func answer(_ responder: HTTPResponder, _ response: HTTPResponse?) {
        underWay.subtract(1, ordering: .relaxed)
        if let response { responder.respond(response) } else { responder.drop() }
    }

    /// What a fault answers before the rules are asked; `nil` where they are asked.
    private func refusal(_ fault: FaultKind?) -> (response: HTTPResponse?, Void)? {
        switch fault {
        case .status(let status, let retryAfter):
            let header = retryAfter.map { HTTPHeader(name: "Retry-After", value: text($0)) }
            return (remote.refusal(status, headers: header.map { [$0] } ?? []), ())
        case .requestLimit: return (remote.refusal(403, headers: []), ())
        case .redirect(let address):
            let header = HTTPHeader(name: "Location", value: address.filter { !$0.isNewline })
            return (HTTPResponse(status: 302, body: "", contentType: nil, headers: [header]), ())
        case .reset: return (nil, ())
        case .tokenExpiry, .slow, .lostAnswer, .truncated, .giant, .invalidJSON, .maintenance, nil: return nil
        }
    }

    /// What a fault makes of an answer; `nil` resets the connection.
    private func mangled(_ response: HTTPResponse, _ fault: FaultKind?) -> HTTPResponse? {
        let type = "application/json"
        switch fault {
        case .lostAnswer: return nil
        case .truncated: return HTTPResponse(status: response.status, announcing: 1000, sending: 10, contentType: type)
        case .giant(let bytes):
            return HTTPResponse(status: response.status, announcing: bytes, sending: bytes, contentType: type)
        case .invalidJSON: return HTTPResponse(status: response.status, body: #"{"ok":tru"#, contentType: type)
        case .status, .tokenExpiry, .slow, .reset, .redirect, .requestLimit, .maintenance, nil: return response
        }
    }

    private func text(_ retryAfter: FaultKind.RetryAfter) -> String {
        switch retryAfter {
        case .seconds(let seconds): return String(seconds)
        case .date(let seconds):
            let style = Date.VerbatimFormatStyle(
                format: """
                    \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \
                    \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
                    \(second: .twoDigits) GMT
                    """,
                locale: Locale(identifier: "en_US_POSIX"),
                timeZone: .gmt,
                calendar: Calendar(identifier: .gregorian)
            )
            return clock.now().advanced(by: .seconds(seconds)).date.formatted(style)
        }
    }
}
