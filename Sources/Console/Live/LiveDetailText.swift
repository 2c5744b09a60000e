import CoreServices
import Primitives
import TerminalKit

/// The lines of an open event, in the view that is chosen.
struct LiveDetailText {
    /// So much of a body is shown; `callboard events show` prints all of it.
    static let bodyLimitBytes = 256 << 10

    let detail: LiveDetail
    let state: ConsoleState
    /// Columns a line may take.
    let width: Int

    var lines: [StyledText] {
        if let refusal = detail.rejection { return refusalLines(refusal) }
        guard let event = detail.event else {
            return detail.failure == nil ? [] : [StyledText("this event could not be read", .levelError)]
        }
        switch detail.view {
        case .fields: return fieldLines(event)
        case .runs: return LiveRunsText(detail: detail, state: state, width: width).lines
        case .json: return jsonLines(event)
        case .raw: return rawLines(event)
        case .headers: return headerLines(event)
        }
    }

    private var clock: ClockText { ClockText(zone: state.setting.zone) }

    // MARK: - Fields

    private func fieldLines(_ event: StoredEvent) -> [StyledText] {
        var rows: [KeyValueList.Row] = []
        func add(_ name: DisplayText, _ value: String?, field: String = "") {
            guard let value, !value.isEmpty else { return }
            rows.append(KeyValueList.Row(name, StyledText(shown(value, field: field))))
        }
        let item = event.item
        if item.name != item.trigger { add("event", item.name) }
        rows.append(
            KeyValueList.Row(
                "trigger",
                item.trigger.map { StyledText(DisplayText(untrusted: $0), .strong) } ?? StyledText("unknown", .muted)
            )
        )
        rows.append(KeyValueList.Row("received", StyledText(clock.full(item.receivedAt))))
        if let occurred = item.occurredAt {
            rows.append(KeyValueList.Row("occurred", StyledText(clock.full(occurred)) + delay(item, occurred)))
        }
        add("site", joined(item.siteName, event.siteID))
        add("card", joined(item.cardName, item.cardID))
        add("sponsor", state.setting.sponsors.sponsorName(cardID: item.cardID, cardName: item.cardName))
        if let parsed = Self.normalised(event) {
            for (name, value) in EventFields.list(parsed) { add(DisplayText(untrusted: name), value, field: name) }
        }
        rows.append(KeyValueList.Row("source", StyledText("\(item.source.rawValue)/\(item.endpoint)")))
        rows.append(KeyValueList.Row("signature", signatureText(event.signature)))
        add("from", event.remoteAddress)
        add("dedupe key", event.deduplicationKey)
        return wrapped(rows)
    }

    private func wrapped(_ rows: [KeyValueList.Row]) -> [StyledText] {
        WrappedList.lines(rows, width: width)
    }

    private func delay(_ item: EventListItem, _ occurred: Timestamp) -> StyledText {
        let delay = item.receivedAt.since(occurred)
        let tenths = delay.milliseconds / 100
        // Two clocks never agree to the second.
        if delay < .seconds(-2) {
            return StyledText("  \(Readable.age(.zero - delay)) ahead of our clock", .levelWarning)
        }
        if delay > .seconds(60) { return StyledText("  \(Readable.age(delay)) before it came", .levelWarning) }
        return tenths <= 0 ? StyledText() : StyledText("  +\(tenths / 10).\(tenths % 10)s", .muted)
    }

    private func shown(_ value: String, field: String = "") -> DisplayText {
        state.isRevealed ? DisplayText(untrusted: value) : PersonalData.shown(value, field: field)
    }

    private func joined(_ name: String?, _ identifier: String?) -> String? {
        [name, identifier].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "  ")
    }

    private func signatureText(_ check: SignatureCheck) -> StyledText {
        guard let secret = check.secretIndex else {
            return StyledText("not checked: this endpoint asks for no proof", .levelWarning)
        }
        return StyledText("ok", .statusSuccess)
            + StyledText("  \(DisplayText(untrusted: check.profile)), secret \(secret)", .muted)
    }

    /// What the body means; made again from the bytes, which are what is kept.
    private static func normalised(_ event: StoredEvent) -> Event? {
        try? EventNormaliser.event(
            from: event.body,
            of: Delivery(
                endpoint: event.item.endpoint,
                headers: event.headers,
                signature: event.signature,
                remoteAddress: event.remoteAddress,
                receivedAt: event.item.receivedAt
            )
        )
    }

    // MARK: - Body

    private func jsonLines(_ event: StoredEvent) -> [StyledText] {
        guard event.body.count <= Self.bodyLimitBytes, let pretty = JSONPretty.format(event.body) else {
            return [StyledText("shown as raw bytes: too long to lay out, or no JSON", .muted)] + rawLines(event)
        }
        let text = state.isRevealed ? pretty : PersonalData.maskedJSON(pretty)
        return DisplayText.lines(untrusted: text).flatMap { JSONLine.styled($0, width: width) }
    }

    private func rawLines(_ event: StoredEvent) -> [StyledText] {
        let shown = event.body.prefix(Self.bodyLimitBytes)
        var lines: [DisplayText]
        if state.isRevealed {
            lines = DisplayText.lines(untrustedBytes: shown)
        } else {
            // Masking needs text; bytes that are none come out the same either way.
            lines = DisplayText.lines(untrusted: PersonalData.maskedJSON(String(decoding: shown, as: UTF8.self)))
        }
        if shown.count < event.body.count {
            lines.append("… the first \(shown.count) of \(event.body.count) bytes; callboard events show prints all")
        }
        return lines.flatMap { $0.wrapped(to: width) }.map { StyledText($0) }
    }

    private func headerLines(_ event: StoredEvent) -> [StyledText] {
        guard !event.headers.isEmpty else { return [StyledText("no headers: this event came by import", .muted)] }
        let rows = event.headers.map {
            KeyValueList.Row(DisplayText(untrusted: $0.name), StyledText(shown($0.value)))
        }
        return wrapped(rows)
            + [
                StyledText(), StyledText("signature  ", .dataKey) + signatureText(event.signature),
            ]
    }

    // MARK: - Refusals

    private func refusalLines(_ refusal: RejectionListItem) -> [StyledText] {
        let endpoint =
            refusal.endpoint.isEmpty ? DisplayText("none that exists") : DisplayText(untrusted: refusal.endpoint)
        let rows = [
            KeyValueList.Row("answered", StyledText("\(refusal.status)", .statusFailed)),
            KeyValueList.Row("because", StyledText(DisplayText(untrusted: refusal.reason), .strong)),
            KeyValueList.Row("endpoint", StyledText(endpoint)),
            KeyValueList.Row("times", StyledText(Readable.count(refusal.count))),
            KeyValueList.Row("first", StyledText(clock.full(refusal.firstAt))),
            KeyValueList.Row("last", StyledText(clock.full(refusal.lastAt))),
            KeyValueList.Row("last from", StyledText(DisplayText(untrusted: refusal.lastAddress))),
        ]
        return wrapped(rows) + [StyledText()]
            + RefusalAdvice.text(status: refusal.status).wrapped(to: width).map { StyledText($0, .muted) }
    }
}
