import CoreServices
import Primitives
import TerminalKit

/// One row of the Access pane, column by column.
struct AccessRowText {
    let row: AccessRow
    let state: ConsoleState
    let glyphs: Glyphs

    /// Lists at least so wide tell how a row stands in whole.
    private static let wholeColumns = 70

    static func columns(width: Int) -> [TableColumn] {
        [
            TableColumn("", .fixed(1)),
            TableColumn("what", .fixed(7)),
            TableColumn("which", .flexible(minimum: 12, weight: 2)),
            TableColumn("how it stands", .flexible(minimum: width < wholeColumns ? 12 : 30, weight: 3)),
            TableColumn("from", .flexible(minimum: 14, weight: 1), priority: 3),
            TableColumn("count", .fixed(6), alignment: .right, priority: 1),
            TableColumn("last", .fixed(9), alignment: .right, priority: 2),
        ]
    }

    func cell(_ column: Int) -> StyledText {
        switch column {
        case 0: sign
        case 1: StyledText(kind, .muted)
        case 2: which
        case 3: standing
        case 4: StyledText(from, .muted)
        case 5: count
        default: age
        }
    }

    private var sign: StyledText {
        switch row {
        case .key(let key, let signs):
            switch KeyStanding(key, at: state.now) {
            case .over: StyledText(glyphs.cross, .levelError)
            case .ending: StyledText(glyphs.exclamation, .levelWarning)
            case .well: StyledText(signs ? glyphs.check : glyphs.circle, signs ? .statusSuccess : .muted)
            }
        case .page(let page):
            page.lastViewAt == nil ? StyledText(glyphs.circle, .muted) : StyledText(glyphs.dot, .statusSuccess)
        case .origin: StyledText(glyphs.exclamation, .levelWarning)
        case .answers(let row):
            row.answer.outcome == .issued
                ? StyledText(glyphs.check, .statusSuccess) : StyledText(glyphs.cross, .levelError)
        }
    }

    var kind: DisplayText {
        switch row {
        case .key: "key"
        case .page: "page"
        case .origin: "origin"
        case .answers(let row): row.answer.outcome == .issued ? "issued" : "refused"
        }
    }

    var which: StyledText {
        switch row {
        case .key(let key, _): StyledText(DisplayText(untrusted: key.id), .strong)
        case .page(let page): StyledText(DisplayText(untrusted: page.page), .strong)
        case .origin(let kept):
            kept.origin.isEmpty
                ? StyledText("origin not told", .muted) : StyledText(DisplayText(untrusted: kept.origin), .strong)
        case .answers(let row):
            row.answer.caller.isEmpty
                ? StyledText("nobody known", .muted) : StyledText(DisplayText(untrusted: row.answer.caller), .strong)
        }
    }

    var standing: StyledText {
        switch row {
        case .key(let key, let signs):
            switch KeyStanding(key, at: state.now) {
            case .over: return StyledText("\(name(key)), its certificate is over", .levelError)
            case .ending(let left):
                return StyledText("\(name(key)), certificate ends in \(Readable.age(left))", .levelWarning)
            case .well: return StyledText("\(name(key)), \(signs ? "signs" : "only checks older tokens")")
            }
        case .page(let page): return Self.traffic(page)
        case .origin(let kept): return StyledText("blocked: \(DisplayText(untrusted: kept.reason))", .levelWarning)
        case .answers(let row):
            let reason = DisplayText(untrusted: row.answer.reason)
            guard row.answer.outcome == .refused else {
                return StyledText("\(reason), key \(DisplayText(untrusted: row.answer.keyID))", .text)
            }
            return StyledText("\(row.answer.status) \(reason)", .levelError)
        }
    }

    /// `312 views, last form-submission`.
    private static func traffic(_ page: EmbedPageTraffic) -> StyledText {
        guard page.views > 0 || page.events > 0 else { return StyledText("nobody has opened it yet", .muted) }
        let views: DisplayText = "\(Readable.count(page.views)) \(page.views == 1 ? "view" : "views")"
        guard let name = page.lastEventName else { return StyledText("\(views), no event yet") }
        return StyledText("\(views), last \(DisplayText(untrusted: name))")
    }

    private func name(_ key: TokenKey) -> DisplayText {
        "\(key.algorithm.rawValue), \(DisplayText(untrusted: key.strength))"
    }

    private var from: DisplayText {
        if case .origin(let kept) = row {
            return kept.page.isEmpty ? "auth endpoint" : "page \(DisplayText(untrusted: kept.page))"
        }
        guard case .answers(let row) = row else { return .empty }
        let text = row.answer.origin.isEmpty ? row.answer.remoteAddress : row.answer.origin
        return DisplayText(untrusted: text)
    }

    private var count: StyledText {
        switch row {
        case .key: StyledText()
        case .page(let page): StyledText(Readable.count(page.events))
        case .origin(let kept): StyledText(Readable.count(kept.count))
        case .answers(let row): StyledText(Readable.count(row.count))
        }
    }

    private var age: StyledText {
        switch row {
        case .key: StyledText()
        case .page(let page): [page.lastEventAt, page.lastViewAt].compactMap(\.self).max().map(ago) ?? StyledText()
        case .origin(let kept): ago(kept.lastAt)
        case .answers(let row): ago(row.answer.at)
        }
    }

    private func ago(_ time: Timestamp) -> StyledText {
        StyledText("\(Readable.age(state.now.since(time))) ago", .muted)
    }
}

/// How long a key's certificate holds.
enum KeyStanding: Equatable {
    case well
    case ending(left: Duration)
    case over

    /// Less is worth a word.
    private static let notice = Duration.seconds(30 * 86_400)

    init(_ key: TokenKey, at now: Timestamp) {
        guard let end = key.validity?.upperBound else {
            self = .well
            return
        }
        let left = end.since(now)
        self = left <= .zero ? .over : left < Self.notice ? .ending(left: left) : .well
    }
}
