import Primitives
import Synchronization

/// What the simulated Kombo remembers: links, activation tokens, integrations.
final class KomboState: Sendable {
    /// A link and what it is for.
    struct Link: Sendable {
        enum Purpose: Sendable, Equatable {
            case connect
            case relink(String)
            case setup(String)
        }

        var purpose: Purpose
        var email: String
        var organisation: String
        var originID: String?
        var category: String
        var tool: String?
        /// Whether steps of a setup follow the connection.
        var hasSetup: Bool
        var expiresAt: Timestamp
        var isUsed = false
    }

    struct Integration: Sendable {
        var id: String
        var tool: String
        var category: String
        var email: String?
        var organisation: String
        var originID: String?
        var state = "ACTIVE"
        var setupStatus: String
        var checks = "PENDING"
        var createdAt: Timestamp
    }

    private struct Token: Sendable {
        var integration: String
        var expiresAt: Timestamp
        var isUsed = false
    }

    /// What a token turns out to be.
    enum Judgement: Sendable {
        case good(Integration)
        case unknown, used, expired
    }

    private struct Contents {
        var random: RepeatableRandom
        var links: [String: Link] = [:]
        var tokens: [String: Token] = [:]
        var integrations: [String: Integration] = [:]
    }

    private let contents: Mutex<Contents>

    init(seed: UInt64) {
        contents = Mutex(Contents(random: RepeatableRandom(seed: seed)))
    }

    /// A word that nobody can guess, as far as a simulation needs it.
    func word(_ length: Int = 24) -> String {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789")
        return contents.withLock { contents in
            String((0..<length).map { _ in letters[contents.random.integer(in: 0...letters.count - 1)] })
        }
    }

    func add(_ link: Link, token: String) {
        contents.withLock { $0.links[token] = link }
    }

    func link(_ token: String) -> Link? { contents.withLock { $0.links[token] } }

    func integration(_ id: String) -> Integration? { contents.withLock { $0.integrations[id] } }

    /// Every integration, in the order of their ids.
    var integrations: [Integration] {
        contents.withLock { $0.integrations.values.sorted { $0.id < $1.id } }
    }

    /// Changes an integration; `nil` when there is none.
    @discardableResult
    func change(_ id: String, _ change: (inout Integration) -> Void) -> Integration? {
        contents.withLock { contents in
            guard var found = contents.integrations[id] else { return nil }
            change(&found)
            contents.integrations[id] = found
            return found
        }
    }

    func remove(_ id: String) -> Integration? {
        contents.withLock { $0.integrations.removeValue(forKey: id) }
    }

    /// Uses a link up; gives the integration, new or changed, and whether it is new. `nil` for a link that is used or
    /// has run out.
    func use(_ token: String, tool: String, now: Timestamp, id: String) -> (found: Integration, isNew: Bool)? {
        contents.withLock { contents in
            guard var link = contents.links[token], !link.isUsed, link.expiresAt > now else { return nil }
            link.isUsed = true
            contents.links[token] = link
            switch link.purpose {
            case .connect:
                let made = Integration(
                    id: "\(tool):\(id)",
                    tool: tool,
                    category: link.category,
                    email: link.email,
                    organisation: link.organisation,
                    originID: link.originID,
                    setupStatus: link.hasSetup ? "INCOMPLETE" : "FINAL_SYNC_PENDING",
                    createdAt: now
                )
                contents.integrations[made.id] = made
                return (made, true)
            case .relink(let id):
                contents.integrations[id]?.state = "ACTIVE"
                return contents.integrations[id].map { ($0, false) }
            case .setup(let id):
                contents.integrations[id]?.setupStatus = "FINAL_SYNC_PENDING"
                return contents.integrations[id].map { ($0, false) }
            }
        }
    }

    func addToken(_ token: String, integration: String, expiresAt: Timestamp) {
        contents.withLock { $0.tokens[token] = Token(integration: integration, expiresAt: expiresAt) }
    }

    /// Uses a token up, which works once and for a while.
    func judge(token: String, now: Timestamp) -> Judgement {
        contents.withLock { contents in
            guard var found = contents.tokens[token] else { return .unknown }
            if found.isUsed { return .used }
            if found.expiresAt <= now { return .expired }
            guard let integration = contents.integrations[found.integration] else { return .unknown }
            found.isUsed = true
            contents.tokens[token] = found
            return .good(integration)
        }
    }

    func expireTokens() {
        contents.withLock { contents in
            for token in contents.tokens.keys { contents.tokens[token]?.expiresAt = Timestamp(milliseconds: 0) }
        }
    }
}
