import CoreServices
import Primitives
import TerminalKit

/// Everything about the open row, with times whole.
struct AccessDetailText {
    let state: ConsoleState

    private var clock: ClockText { ClockText(zone: state.setting.zone) }
    private var width: Int { max(10, state.layout.detail.columns - 4) }

    var lines: [StyledText] {
        switch state.access.opened {
        case .row: row
        case .minted(let token): minted(token)
        case .inspecting(let token): token.isEmpty ? [] : inspection(Array(token.utf8))
        case .mintForm, nil: []
        }
    }

    private var row: [StyledText] {
        switch state.access.target {
        case .key(let key, let signs): advice(keyAdvice(key, signs: signs)) + facts(keyFacts(key)) + publicKey(key)
        case .page(let page): advice(pageAdvice(page)) + facts(pageFacts(page))
        case .origin(let kept): advice(originAdvice(kept)) + facts(originFacts(kept))
        case .answers(let row): advice(AccessAdvice.text(row.answer)) + facts(answerFacts(row))
        case nil: plain("this is gone from the list", .muted)
        }
    }

    // MARK: - Keys

    private func keyAdvice(_ key: TokenKey, signs: Bool) -> DisplayText {
        if KeyStanding(key, at: state.now) == .over {
            return "Its certificate is over: renew it, then restart callboard."
        }
        if !signs {
            return "Older tokens are still checked with it. When the last of them has run out, it can go from sso.keys."
        }
        return key.algorithm.isSymmetric
            ? "Komo needs the same secret, in the settings of the site under single sign-on."
            : "Komo needs the public key below, or the address of the key set where it takes one."
    }

    private func keyFacts(_ key: TokenKey) -> [KeyValueList.Row] {
        let sso = state.access.sso
        var facts = Facts()
        facts.add("key", DisplayText(untrusted: key.id))
        facts.add("algorithm", DisplayText(untrusted: key.algorithm.rawValue))
        facts.add("strength", DisplayText(untrusted: key.strength))
        if let validity = key.validity {
            facts.add("certificate from", clock.full(validity.lowerBound))
            facts.add("certificate until", clock.full(validity.upperBound))
        } else {
            facts.add("expires", "never: it has no certificate")
        }
        facts.add("issuer", DisplayText(untrusted: sso.issuer))
        facts.add("audience", sso.audience.map { DisplayText(untrusted: $0) } ?? "none")
        facts.add("tokens hold", DisplayText(untrusted: sso.lifetime.unitText))
        facts.add(
            "handed out again",
            sso.namesToken
                ? "never: each has an id" : "until \(DisplayText(untrusted: sso.renewBefore.unitText)) before their end"
        )
        facts.add("backends", list(sso.callers.map(\.name)))
        facts.add("session tokens of", list(sso.sessions.map(\.name)))
        facts.add("pages of", list(sso.origins))
        for ahead in state.access.overview.clocks {
            let name = DisplayText(untrusted: ahead.caller)
            let slot: StyleSlot = ahead.ahead > .seconds(5) ? .levelWarning : .text
            facts.add("clock of \(name)", "\(Readable.age(ahead.ahead)) ahead at \(clock.full(ahead.at))", slot)
        }
        if state.access.overview.clocks.isEmpty { facts.add("clock skew", "none seen") }
        return facts.rows
    }

    private func list(_ names: [String]) -> DisplayText {
        names.isEmpty ? "none" : DisplayText(untrusted: names.joined(separator: ", "))
    }

    private func publicKey(_ key: TokenKey) -> [StyledText] {
        guard let text = key.publicText else { return [] }
        return [StyledText(), StyledText("the public key, as in /.well-known/jwks.json", .muted)] + plain(text, .text)
    }

    // MARK: - Origins and answers

    private func pageAdvice(_ page: EmbedPageTraffic) -> DisplayText {
        page.views == 0
            ? "Nobody has opened it yet. c copies what to paste into the event app."
            : "c copies what to paste into the event app."
    }

    private func pageFacts(_ page: EmbedPageTraffic) -> [KeyValueList.Row] {
        var facts = Facts()
        facts.add("page", DisplayText(untrusted: page.page))
        facts.add("views", Readable.count(page.views))
        facts.add("last view", page.lastViewAt.map(clock.full) ?? "never")
        facts.add("events", Readable.count(page.events))
        facts.add("sent again", Readable.count(page.duplicates))
        facts.add("last event", page.lastEventName.map { DisplayText(untrusted: $0) } ?? "none")
        facts.add("last event at", page.lastEventAt.map(clock.full) ?? "never")
        return facts.rows
    }

    private func originAdvice(_ kept: AccessRow.KeptOut) -> DisplayText {
        kept.page.isEmpty
            ? "Pages of this origin get no tokens. If it is yours, add it to sso.origins in callboard.json5 and restart; "
                + "if not, it is kept out and there is nothing to do."
            : "It is kept off this page. If it is yours, add it to embed.origins in callboard.json5 and restart; if not, "
                + "there is nothing to do."
    }

    private func originFacts(_ kept: AccessRow.KeptOut) -> [KeyValueList.Row] {
        var facts = Facts()
        facts.add("origin", kept.origin.isEmpty ? "not told" : DisplayText(untrusted: kept.origin))
        facts.add("where", kept.page.isEmpty ? "auth endpoint" : "page \(DisplayText(untrusted: kept.page))")
        facts.add("because", DisplayText(untrusted: kept.reason))
        facts.add("asked", "\(Readable.count(kept.count)) \(kept.count == 1 ? "time" : "times")")
        facts.add("first", clock.full(kept.firstAt))
        facts.add("last", clock.full(kept.lastAt))
        facts.add("listed", list(state.access.sso.origins))
        return facts.rows
    }

    private func answerFacts(_ row: AccessAnswerRow) -> [KeyValueList.Row] {
        let answer = row.answer
        var facts = Facts()
        let isIssued = answer.outcome == .issued
        facts.add("outcome", DisplayText(untrusted: answer.outcome.rawValue), isIssued ? .statusSuccess : .levelError)
        facts.add("reason", DisplayText(untrusted: answer.reason))
        facts.add("answered", answer.status == 0 ? "not over HTTP" : "\(answer.status)")
        facts.add("asked by", answer.caller.isEmpty ? "nobody known" : DisplayText(untrusted: answer.caller))
        if isIssued { facts.add("signed by key", DisplayText(untrusted: answer.keyID)) }
        facts.add(
            "page of",
            answer.origin.isEmpty ? "no page, or one served here" : DisplayText(untrusted: answer.origin)
        )
        if !answer.remoteAddress.isEmpty { facts.add("last from", DisplayText(untrusted: answer.remoteAddress)) }
        facts.add("in that minute", "\(Readable.count(row.count)) alike")
        facts.add("first", clock.full(row.firstAt))
        facts.add("last", clock.full(answer.at))
        if let end = answer.expiresAt { facts.add("last one holds until", clock.full(end)) }
        return facts.rows
    }

    // MARK: - Tokens

    private func minted(_ token: MintedToken) -> [StyledText] {
        advice("Whoever has this token is, to Komo, this person until it runs out. c copies it; the screen never shows it whole.")
            + facts([KeyValueList.Row("token", StyledText(DisplayText(untrusted: token.maskedText), .strong))])
            + inspection(token.text.exposed())
    }

    private func inspection(_ token: [UInt8]) -> [StyledText] {
        let inspection = TokenInspection(token, configuration: state.access.sso, at: state.now)
        var lines: [StyledText] = []
        if inspection.problems.isEmpty {
            lines += plain("nothing is wrong with it", .statusSuccess)
        }
        for problem in inspection.problems {
            lines += plain(RunText.shown(problem, state.isRevealed).string, .levelError)
        }
        let rows = inspection.lines { clock.full($0).string }.map { line in
            let isPerson = line.name == "sub" || PersonalData.isPersonal(line.name)
            let value =
                state.isRevealed
                ? DisplayText(untrusted: line.value)
                : isPerson
                    ? PersonalData.masked(line.value, field: line.name)
                    : PersonalData.shown(line.value, field: line.name)
            return KeyValueList.Row(DisplayText(untrusted: line.name), StyledText(value))
        }
        return lines + [StyledText()] + facts(rows)
    }

    // MARK: - Lines

    private func advice(_ text: DisplayText) -> [StyledText] {
        text.wrapped(to: width).map { StyledText($0, .levelInfo) } + [StyledText()]
    }

    private func plain(_ text: String, _ slot: StyleSlot) -> [StyledText] {
        DisplayText(untrusted: text).wrapped(to: width).map { StyledText($0, slot) }
    }

    private func facts(_ rows: [KeyValueList.Row]) -> [StyledText] {
        WrappedList.lines(rows, width: width)
    }

    /// Rows being gathered.
    private struct Facts {
        var rows: [KeyValueList.Row] = []

        mutating func add(_ name: DisplayText, _ value: DisplayText, _ slot: StyleSlot = .text) {
            rows.append(KeyValueList.Row(name, StyledText(value, slot)))
        }
    }
}
