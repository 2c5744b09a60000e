import CommandKit
import CoreServices
import Foundation
import Primitives

/// `callboard sso check`.
enum SSOCheckCommand {
    static let command = Command(
        "check",
        summary: "Check single sign-on here, and list what to try in the Komo portal",
        discussion: """
            Signs a trial token, asks the auth endpoint of a running callboard whether it answers and wants proof, and \
            says what was issued and refused of late. The rest is for a person: each step says what to look for, and \
            what it means when that is not there. Exit code 1 when something here is wrong.
            """,
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let configuration = try SharedOptions.loadConfiguration(invocation).configuration
        let sso = configuration.tokens
        guard let key = sso.signingKey else { throw NoSigningKey() }
        let output = TextOutput.standardOutput
        try output.line("Here:")
        // What was refused before, read before the question below adds to it.
        let record = record(configuration)
        let findings =
            SSOExamination.findings(configuration, at: WallClock.system.now())
            + [EndpointProbe.finding(configuration)] + record
        for finding in findings {
            try output.line("  \(finding.state.rawValue.padding(toLength: 6)) \(finding.detail)")
        }
        try output.line("")
        try output.line("In the Komo portal, under the settings of the site, with single sign-on enabled:")
        for line in portal(key, sso) { try output.line("  - \(line)") }
        try output.line("")
        try output.line("Then, as the recipe tests it:")
        for (index, step) in steps(sso).enumerated() {
            try output.line("  \(index + 1) \(step.deed)")
            try output.line("    look for: \(step.expected)")
            try output.line("    if not:   \(step.otherwise)")
        }
        return findings.contains { $0.state == .wrong } ? .failure : .success
    }

    /// What was issued and refused; nothing while there is no store.
    private static func record(_ configuration: Configuration) -> [DoctorFinding] {
        let directory = DataDirectory(path: configuration.dataDirectory)
        guard let store = try? Store.open(directory, access: .viewer) else { return [] }
        defer { store.close() }
        guard let overview = try? waitFor({ try await store.accessOverview(limit: 20) }) else { return [] }
        let sums = "in the last hour \(overview.issuedLastHour) tokens issued, \(overview.refusedLastHour) refused"
        var findings: [DoctorFinding] = [.ok("sso", sums)]
        if let refused = overview.answers.first(where: { $0.answer.outcome == .refused }) {
            let when = refused.answer.at.iso8601
            findings.append(.note("sso", "last refused at \(when): \(refused.answer.reason)"))
        }
        for clock in overview.clocks where clock.ahead > .seconds(5) {
            let seconds = clock.ahead.components.seconds
            findings.append(.note("sso", "the clock of \(clock.caller) is \(seconds) seconds ahead of this one"))
        }
        for blocked in overview.blockedOrigins.prefix(5) {
            let origin = DisplayText(untrusted: blocked.origin).string
            findings.append(.note("sso", "blocked origin \(origin), \(blocked.count) times; list it if it is yours"))
        }
        return findings
    }

    private static func portal(_ key: TokenKey, _ sso: SSOConfiguration) -> [String] {
        var lines: [String] = []
        if key.algorithm.isSymmetric {
            lines.append("signing secret: the same text as key \(key.id); compare the length, \(key.strength)")
        } else {
            lines.append(
                "public key: that of key \(key.id), \(key.algorithm.rawValue) (openssl pkey -in KEY.pem -pubout), or the "
                    + "address of /.well-known/jwks.json where the portal takes one"
            )
        }
        lines.append("issuer: \(sso.issuer)" + (sso.audience.map { ", audience: \($0)" } ?? ""))
        lines.append("claims: sub is the unique id, email the address, first_name and last_name the names")
        return lines
    }

    private struct Step {
        var deed: String
        var expected: String
        var otherwise: String
    }

    private static func steps(_ sso: SSOConfiguration) -> [Step] {
        [
            Step(
                deed: "Log into your app as a test user.",
                expected: "POST /api/komo/auth-token answers 200 in the browser's network panel, or the Access pane "
                    + "shows it as issued",
                otherwise: "the answer says why in a sentence, and the Access pane counts it under the same reason"
            ),
            Step(
                deed: "Open a page with an embedded Komo card.",
                expected: "no blocked origin in the Access pane, no CORS error in the browser's console",
                otherwise:
                    "list the page's origin in sso.origins: \(sso.origins.isEmpty ? "none is listed" : sso.origins.joined(separator: ", "))"
            ),
            Step(
                deed: "Click the card.",
                expected: "it opens without a login form",
                otherwise:
                    "copy the token and send it to 'callboard sso inspect -': wrong secret, issuer and clock are the "
                    + "usual causes"
            ),
            Step(
                deed: "Submit a form in the card.",
                expected: "the contact of the webhook that arrives has the user's e-mail address",
                otherwise:
                    "the card was opened before the token was there: use setAuthRequestHandler, and call it early"
            ),
            Step(
                deed: "Look into Contacts in the Komo portal.",
                expected: "one contact with the right e-mail address and name, verified by SSO",
                otherwise:
                    "two contacts: sub or email differ from those of an earlier visit; keep sub the same for ever"
            ),
        ]
    }
}

extension String {
    fileprivate func padding(toLength length: Int) -> String {
        self + String(repeating: " ", count: max(0, length - count))
    }
}
