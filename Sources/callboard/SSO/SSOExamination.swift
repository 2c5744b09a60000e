import CoreServices
import Foundation
import Primitives

/// What can be said of single sign-on without asking anybody, for the doctor and for `sso check`.
enum SSOExamination {
    /// A certificate that ends sooner is worth a word.
    private static let certificateNotice = Duration.seconds(30 * 86_400)

    static func findings(_ configuration: Configuration, at now: Timestamp) -> [DoctorFinding] {
        let sso = configuration.sso
        guard !sso.keys.isEmpty else { return [] }
        return sso.keys.map { key($0, sso, at: now) } + [trial(sso, at: now)] + reach(configuration)
    }

    private static func key(_ key: TokenKey, _ sso: SSOConfiguration, at now: Timestamp) -> DoctorFinding {
        let use = key.id == sso.signingKey?.id ? "signs" : "only checks older tokens"
        let name = "key \(key.id), \(key.algorithm.rawValue), \(key.strength): \(use)"
        if case .secret(let secret) = key.material, secret.count < 32 {
            return .note("sso", "\(name); it is shorter than HS256 wants, replace it when Komo lets you")
        }
        if let end = key.validity?.upperBound {
            let left = end.since(now)
            if left <= .zero { return .note("sso", "\(name); its certificate is over") }
            let days = left.milliseconds / 86_400_000
            if left < certificateNotice {
                return .note("sso", "\(name); its certificate ends in \(days) days, renew it")
            }
            return .ok("sso", "\(name); its certificate holds for \(days) days")
        }
        return .ok("sso", name)
    }

    /// Signs a token for nobody and checks it, as Komo would.
    private static func trial(_ sso: SSOConfiguration, at now: Timestamp) -> DoctorFinding {
        guard let minter = TokenMinter(sso) else { return .wrong("sso", "none of the keys can sign") }
        do {
            let identity = try TokenIdentity(
                subject: "callboard-trial",
                email: "trial@callboard.invalid",
                firstName: "Trial",
                lastName: "Token"
            )
            let token = try minter.mint(for: identity, at: now).text.exposed()
            let inspection = TokenInspection(token, configuration: sso, at: now)
            guard inspection.problems.isEmpty else {
                return .wrong("sso", "a trial token is not accepted: \(inspection.problems.joined(separator: "; "))")
            }
            let size = "\(token.count) bytes"
            return .ok("sso", "a trial token is signed and accepted, \(size), issuer '\(sso.issuer)'")
        } catch {
            return .wrong("sso", "a trial token cannot be signed: \(error)")
        }
    }

    private static func reach(_ configuration: Configuration) -> [DoctorFinding] {
        let sso = configuration.tokens
        var findings: [DoctorFinding] = []
        if !sso.isServed {
            findings.append(
                .note("sso", "nobody may ask for tokens over HTTP; list backends in sso.callers or sso.sessions")
            )
            return findings
        }
        let ways =
            sso.callers.map { "backend \($0.name)" }
            + sso.sessions.map { "session \($0.name)\($0.cookie.map { " (cookie \($0))" } ?? "")" }
        findings.append(.ok("sso", "tokens for \(ways.joined(separator: ", ")) at /api/komo/auth-token"))
        if !sso.sessions.isEmpty, sso.origins.isEmpty {
            findings.append(.note("sso", "no origin is listed, so only pages served from this address may ask"))
        }
        let listener = configuration.listener
        if listener.certificateFile == nil, !["127.0.0.1", "localhost", "::1"].contains(listener.host) {
            findings.append(
                .note("sso", "tokens leave \(listener.host) unencrypted unless a proxy with TLS stands before it")
            )
        }
        return findings
    }
}

/// Whether tokens can be signed, and by whom they can be had.
enum SSOCheck {
    static let check = DoctorCheck { examination in
        guard let configuration = examination.configuration else { return [] }
        return SSOExamination.findings(configuration, at: WallClock.system.now())
    }
}
