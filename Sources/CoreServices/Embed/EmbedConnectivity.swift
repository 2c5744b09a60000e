import Foundation
import Primitives

/// How soon a page can be used at a venue: what has to come over the network, measured at several speeds.
package enum EmbedConnectivity {
    /// A network as venues have it.
    package struct Speed: Sendable, Equatable {
        package var name: String
        /// `nil` takes the network as it is.
        package var bytesPerSecond: Int?
        /// From here to there and back.
        package var roundTrip: Duration

        package static let all = [
            Speed(name: "as it is", bytesPerSecond: nil, roundTrip: .zero),
            Speed(name: "good Wi-Fi", bytesPerSecond: 1_250_000, roundTrip: .milliseconds(30)),
            Speed(name: "busy Wi-Fi", bytesPerSecond: 187_500, roundTrip: .milliseconds(150)),
            Speed(name: "crowded hall", bytesPerSecond: 50_000, roundTrip: .milliseconds(400)),
        ]
    }

    /// One thing that a page needs.
    package struct Part: Sendable, Equatable {
        package enum Kind: String, Sendable {
            case page, script, token
        }

        package var kind: Kind
        package var url: String

        package init(kind: Kind, url: String) {
            self.kind = kind
            self.url = url
        }
    }

    /// How a part came.
    package struct Row: Sendable, Equatable {
        package var part: Part
        package var status: Int?
        /// Of the answer with its headers.
        package var bytes = 0
        /// By speed; fewer where one failed.
        package var times: [Duration] = []
        /// Why it did not come.
        package var failure: String?

        package init(part: Part) {
            self.part = part
        }

        /// Whether it is there; a token asks for a proof that this check does not have, so its refusal is an answer.
        package var isThere: Bool {
            guard failure == nil, let status else { return false }
            return (200...299).contains(status) || part.kind == .token && (status == 401 || status == 400)
        }
    }

    /// The parts of a page; callboard is reached at `callboard`.
    package static func parts(_ embed: EmbedConfiguration, page: EmbedPage, callboard: String) -> [Part] {
        let script = embed.script.hasPrefix("/") ? (embed.hub ?? "") + embed.script : embed.script
        let token = embed.identity.tokenURL
        var parts = [
            Part(kind: .page, url: "\(callboard)/embed/\(page.name)"), Part(kind: .script, url: script),
        ]
        if embed.identity.method != .none {
            parts.append(Part(kind: .token, url: token.hasPrefix("/") ? callboard + token : token))
        }
        return parts
    }

    /// Measures every part at every speed, one after the other, each over a connection of its own.
    ///
    /// The speed is kept by reading no faster, and reckoned for what is too small to be slowed down; the longer way is
    /// added, two or three times there and back.
    ///
    /// - Parameter progress: Told before each measurement.
    package static func measure(
        _ parts: [Part],
        speeds: [Speed] = Speed.all,
        progress: (Part, Speed) -> Void = { _, _ in }
    ) async throws -> [Row] {
        var rows: [Row] = []
        for part in parts {
            var row = Row(part: part)
            for speed in speeds where row.failure == nil {
                progress(part, speed)
                try await measure(&row, at: speed)
            }
            rows.append(row)
        }
        return rows
    }

    private static func measure(_ row: inout Row, at speed: Speed) async throws {
        // A client of its own has no connection that is open already.
        let client = try HTTPClient(connectionLimitPerHost: 1)
        defer { client.stop() }
        var request = OutboundRequest(method: row.part.kind == .token ? "POST" : "GET", url: row.part.url)
        if row.part.kind == .token {
            request.headers = [HeaderField(name: "Content-Type", value: "application/json")]
            request.body = Array("{}".utf8)
        }
        request.limits.responseLimitBytes = 16 << 20
        request.limits.totalTimeout = .seconds(60)
        request.limits.receiveBytesPerSecond = speed.bytesPerSecond
        // Whoever runs the check names these servers, which may stand in the venue.
        request.allowedNetworks = [
            AddressRange(bytes: [0, 0, 0, 0], prefixLength: 0),
            AddressRange(bytes: [UInt8](repeating: 0, count: 16), prefixLength: 0),
        ]
        let begun = ContinuousClock.now
        let result = await withCheckedContinuation { continuation in
            client.send(request) { continuation.resume(returning: $0) }
        }
        let taken = ContinuousClock.now - begun
        switch result {
        case .success(let reply):
            row.status = reply.status
            row.bytes =
                reply.body.count + reply.headers.reduce(20) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
            // What is small arrives before anything slows it down.
            let least = speed.bytesPerSecond.map { Duration.seconds(Double(row.bytes) / Double($0)) } ?? .zero
            row.times.append(max(taken, least) + speed.roundTrip * (row.part.url.hasPrefix("https:") ? 3 : 2))
        case .failure(let failure):
            row.failure = failure.message
        }
    }

    /// When a visitor can begin at each speed: the page first, then script and token beside each other; `nil` where a
    /// part did not come.
    package static func readyTimes(_ rows: [Row], speeds: [Speed] = Speed.all) -> [Duration?] {
        speeds.indices.map { index in
            var total = Duration.zero
            var beside = Duration.zero
            for row in rows {
                guard row.isThere, row.times.indices.contains(index) else { return nil }
                if row.part.kind == .page { total += row.times[index] } else { beside = max(beside, row.times[index]) }
            }
            return total + beside
        }
    }

    /// What to make of a time, in words.
    package static func judgement(_ time: Duration?) -> String {
        guard let time else { return "does not work" }
        if time < .seconds(1) { return "at once" }
        if time < .seconds(3) { return "good" }
        if time < .seconds(8) { return "slow: preload it when the app opens" }
        return "too slow: preload it, or give this page a network of its own"
    }
}
