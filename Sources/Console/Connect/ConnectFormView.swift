import CoreServices
import Primitives
import TerminalKit

/// Draws the form of a new connection: the first of the five steps, with the others to come.
struct ConnectFormView {
    let form: ConnectForm
    let state: ConsoleState

    private static let labelColumns = 13

    func draw(into grid: inout Grid, in rect: Rect) {
        guard !rect.isEmpty else { return }
        let glyphs = grid.glyphs
        let (top, belowTop) = rect.splitTop(1)
        SegmentLine.draw(
            left: [Segment(StyledText("Connect a customer's system", .strong))],
            right: [
                Segment(
                    StyledText("Kombo, \(DisplayText(untrusted: state.connect.place?.name ?? ""))", .muted),
                    priority: 1
                )
            ],
            into: &grid,
            in: top
        )
        let fields = ConnectForm.Field.allCases
        // On low screens the steps around the fields go first.
        let hasSteps = belowTop.rows >= fields.count + 7
        var rest = belowTop
        if hasSteps {
            let line = rest.splitTop(1)
            rest = line.rest
            grid.put(step(.details, .current, glyphs), row: line.top.row, column: rect.column + 1, in: rect)
        }
        let hintRows = min(2, max(1, rest.rows - fields.count))
        let shown = max(1, min(fields.count, rest.rows - hintRows))
        let first = min(max(0, form.field.rawValue - shown + 1), fields.count - shown)
        for (offset, field) in fields.dropFirst(first).prefix(shown).enumerated() {
            draw(field, into: &grid, in: rest.line(offset))
        }
        rest = rest.splitTop(shown).rest
        for (offset, line) in hint.text.wrapped(to: max(1, rest.columns - 4)).prefix(hintRows).enumerated() {
            grid.put(line, row: rest.row + offset, column: rest.column + 2, hint.slot, in: rest)
        }
        guard hasSteps else { return }
        rest = rest.splitTop(hintRows + 1).rest
        for (offset, kind) in ConnectStep.Kind.allCases.dropFirst().enumerated() where offset < rest.rows {
            grid.put(step(kind, .ahead, glyphs), row: rest.row + offset, column: rest.column + 1, in: rest)
        }
    }

    private func step(_ kind: ConnectStep.Kind, _ status: ConnectStep.Status, _ glyphs: Glyphs) -> StyledText {
        ConnectWords.sign(of: status, glyphs)
            + StyledText("  \(kind.rawValue) \(DisplayText(untrusted: kind.name))", status == .ahead ? .muted : .strong)
    }

    private func draw(_ field: ConnectForm.Field, into grid: inout Grid, in line: Rect) {
        let isHere = field == form.field
        let mark: StyledText = isHere ? StyledText(grid.glyphs.selection, .accent) : " "
        let label = mark + StyledText(" \(name(of: field).padded(to: Self.labelColumns))", isHere ? .accent : .dataKey)
        guard let input = form.input(field) else {
            let room = line.columns - label.width - 1
            grid.put(label + choices(field, room: room), row: line.row, column: line.column, in: line)
            return
        }
        let area = line.splitRight(1).rest
        if isHere {
            input.draw(label: label, hasError: form.problem != nil, into: &grid, in: area)
        } else {
            let value: StyledText =
                input.isEmpty
                ? StyledText(field.isNeeded ? "needed" : "optional", .muted)
                : StyledText(DisplayText(untrusted: input.text))
            grid.put((label + value).truncated(to: area.columns), row: line.row, column: line.column, in: area)
        }
    }

    private func name(of field: ConnectForm.Field) -> DisplayText {
        switch field {
        case .email: "e-mail"
        case .organisation: "organisation"
        case .originID: "origin id"
        case .category: "category"
        case .tool: "tool"
        case .language: "language"
        case .linkType: "link type"
        case .scope: "scope config"
        }
    }

    /// All there is to choose from, in brackets what is chosen; without room for all, only that.
    private func choices(_ field: ConnectForm.Field, room: Int) -> StyledText {
        let words: [(word: String, isChosen: Bool)] =
            switch field {
            case .category: IntegrationCategory.allCases.map { ($0.rawValue, $0 == form.category) }
            case .language:
                [("any", form.language == nil)]
                    + ConnectDetails.Language.allCases.map { ($0.rawValue, $0 == form.language) }
            default: ConnectDetails.LinkType.allCases.map { ($0.name, $0 == form.linkType) }
            }
        let all = words.reduce(into: StyledText()) { line, word in
            let text = DisplayText(untrusted: word.word)
            line += word.isChosen ? StyledText("[\(text)] ", .strong) : StyledText(" \(text)  ", .muted)
        }
        guard all.width > room + 2, let place = words.firstIndex(where: \.isChosen) else { return all }
        return StyledText("[\(DisplayText(untrusted: words[place].word))] ", .strong)
            + StyledText("\(place + 1) of \(words.count)", .muted)
    }

    private var hint: (text: DisplayText, slot: StyleSlot) {
        if let problem = form.problem { return (DisplayText(untrusted: problem), .levelError) }
        let text: DisplayText =
            switch form.field {
            case .email: "the address of the person at the customer who connects"
            case .organisation: "the customer, as Kombo's page calls it"
            case .originID: "the customer's id in your own systems, by which everything is matched"
            case .category:
                DisplayText(untrusted: "an \(form.category.rawValue) is the customer's \(form.category.words)")
            case .tool: toolHint
            case .language: "of Kombo's pages; any leaves it to Kombo"
            case .linkType:
                form.linkType == .embedded
                    ? "holds 1 hour and is opened by way of callboard's hand-off page"
                    : "holds 1 year and is sent to the customer, who opens it without any page"
            case .scope: "the id of a scope config at Kombo; without one, the default holds"
            }
        return (text, .muted)
    }

    private var toolHint: DisplayText {
        switch form.tools[form.category] {
        case nil: return "asking Kombo for its tools; without one the customer chooses"
        case .failure(let failure):
            return "Kombo's tools are not known: \(DisplayText(untrusted: failure.reason)); any id is taken"
        case .success(let tools):
            let count = "\(tools.count) tools; without one the customer chooses"
            guard form.input(.tool)?.isEmpty == false else { return DisplayText(untrusted: count) }
            let found = form.completions
            guard !found.isEmpty else { return "Kombo has no such tool for \(form.category.rawValue)" }
            let names = found.prefix(6).map { DisplayText(untrusted: $0.id) }.joined(separator: "  ")
            return "\(names)   Tab takes the first"
        }
    }
}

extension ConnectForm.Field {
    /// Whether no link can be made without it.
    var isNeeded: Bool {
        switch self {
        case .email, .organisation, .originID: true
        case .category, .tool, .language, .linkType, .scope: false
        }
    }
}
