import Foundation
import Primitives
import Simulator

/// What the command line of `callboard-sim` asks for.
struct SimulatorArguments {
    enum Request {
        case help
        case print(TrafficOptions, count: Int)
        case send(SimulationOptions)
    }

    /// A wrong command line, in one sentence.
    struct UsageError: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    /// Times of printed events when none are asked for, so that equal seeds print equal bytes.
    private static let fixedStart = Timestamp(milliseconds: 1_777_626_000_000)

    private var values: [String: String] = [:]
    private var flags: Set<String> = []

    static func read(_ words: [String], environment: [String: String]) throws -> Request {
        let arguments = try SimulatorArguments(words)
        if arguments.flags.contains("help") || words.isEmpty { return .help }
        return try arguments.request(environment: environment)
    }

    private init(_ words: [String]) throws {
        var rest = words[...]
        if let first = rest.first, !first.hasPrefix("-") {
            guard first == "komo" else {
                throw UsageError("There is nothing named '\(first)' to simulate; the choice is: komo.")
            }
            rest = rest.dropFirst()
        }
        while let word = rest.popFirst() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = word == "-h" ? "help" : String(parts[0].drop { $0 == "-" })
            if parts[0].hasPrefix("-"), ["help", "print"].contains(name) {
                flags.insert(name)
            } else if parts[0].hasPrefix("--"), Self.valued.contains(name) {
                guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
                    throw UsageError("The option --\(name) needs a value.")
                }
                values[name] = value
            } else {
                throw UsageError("There is no option '\(word)'.")
            }
        }
    }

    private static let valued = Set(
        [
            "url", "rate", "seed", "count", "connections", "start", "profile", "header", "prefix", "encoding",
            "secret-env", "secret-file",
        ] + AdjustableProportion.all.map(\.name)
    )

    private func request(environment: [String: String]) throws -> Request {
        let isPrinting = flags.contains("print")
        let count = try number("count", in: 1...Int.max)
        var traffic = TrafficOptions(
            seed: try number("seed", in: 0...UInt64.max) ?? .random(in: 0...999_999),
            startsAt: try start() ?? (isPrinting ? Self.fixedStart : WallClock.system.now()),
            eventsPerSecond: try number("rate", in: 0...1_000_000) ?? 20
        )
        for proportion in AdjustableProportion.all {
            guard let text = values[proportion.name] else { continue }
            guard let value = AdjustableProportion.value(of: text) else {
                throw UsageError("--\(proportion.name) must be from 0% to 100%, such as 0.5% or 0.005.")
            }
            traffic.proportions[keyPath: proportion.path] = value
        }
        if isPrinting { return .print(traffic, count: count ?? 1000) }
        guard let url = values["url"] else {
            throw UsageError("Say where to post with --url, or use --print to post nothing.")
        }
        var options = SimulationOptions(
            url: url,
            authentication: try authentication(environment: environment),
            traffic: traffic,
            count: count
        )
        options.connections = try number("connections", in: 1...256) ?? options.connections
        return .send(options)
    }

    private func authentication(environment: [String: String]) throws -> SenderAuthentication {
        let profile = values["profile"] ?? "none"
        if profile == "none" { return .none }
        let secret = try secret(environment: environment)
        switch profile {
        case "standard-webhooks":
            return .standardWebhooks(secret)
        case "hmac-sha256":
            guard let encoding = SenderAuthentication.Encoding(rawValue: values["encoding"] ?? "hex") else {
                throw UsageError("--encoding must be hex or base64.")
            }
            return .hmacSHA256(
                header: values["header"] ?? "X-Signature",
                prefix: values["prefix"] ?? "",
                encoding: encoding,
                secret: secret
            )
        case "static-header":
            return .staticHeader(
                name: values["header"] ?? "Authorization",
                prefix: values["prefix"] ?? "Bearer ",
                secret: secret
            )
        default:
            throw UsageError("--profile must be standard-webhooks, hmac-sha256, static-header or none.")
        }
    }

    private func secret(environment: [String: String]) throws -> Secret {
        if let name = values["secret-env"] {
            guard let value = environment[name], !value.isEmpty else {
                throw UsageError("The environment variable named by --secret-env is not set.")
            }
            return Secret(value)
        }
        if let path = values["secret-file"] {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw UsageError("The file named by --secret-file cannot be read.")
            }
            return Secret(text.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        throw UsageError("Give the secret by --secret-env NAME or --secret-file FILE.")
    }

    private func start() throws -> Timestamp? {
        guard let text = values["start"] else { return nil }
        guard let date = try? Date(text, strategy: .iso8601) else {
            throw UsageError("--start must be a time such as 2026-05-01T09:00:00Z.")
        }
        return Timestamp(date)
    }

    private func number<Number: LosslessStringConvertible & Comparable>(
        _ name: String,
        in range: ClosedRange<Number>
    ) throws -> Number? {
        guard let text = values[name] else { return nil }
        guard let number = Number(text), range.contains(number) else {
            throw UsageError("--\(name) must be a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }
}
