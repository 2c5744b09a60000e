package import CoreServices
import Primitives
import TerminalKit

/// The details of a new connection, being typed.
package struct ConnectForm: Sendable {
    package enum Field: Int, Sendable, CaseIterable {
        case email, organisation, originID, category, tool, language, linkType, scope
    }

    /// What a key came to.
    enum Outcome: Sendable, Equatable {
        case nothing
        /// Other tools can be had now.
        case categoryChanged
        case submitted(ConnectDetails)
        case cancelled
    }

    package private(set) var field = Field.email
    package private(set) var category = IntegrationCategory.hris
    package private(set) var language: ConnectDetails.Language?
    package private(set) var linkType: ConnectDetails.LinkType
    /// What is wrong with what was typed, once somebody wanted to go on.
    package private(set) var problem: String?
    /// What Kombo can connect, or why that is not known; nothing while it is being asked.
    package var tools: [IntegrationCategory: Result<[ConnectTool], QueryFailure>] = [:]
    private var inputs: [Field: TextInput] = [:]

    init(place: ConnectPlace?) {
        linkType = place?.linkType ?? .embedded
        language = place?.language
        for field in Field.allCases where field.isText { inputs[field] = TextInput(limit: 300) }
    }

    func input(_ field: Field) -> TextInput? { inputs[field] }

    private func text(_ field: Field) -> String {
        let text = inputs[field]?.text ?? ""
        return String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// The tools that what is typed may mean; empty when nothing is typed or they are not known.
    var completions: [ConnectTool] {
        guard !text(.tool).isEmpty, case .success(let tools) = tools[category] else { return [] }
        return tools.completions(of: text(.tool))
    }

    // MARK: - Keys

    mutating func handle(_ press: KeyPress) -> Outcome {
        switch (press.key, press.modifiers) {
        case (.escape, []), (.character("c"), .control): return .cancelled
        case (.enter, []): return submit()
        case (.tab, []):
            if field == .tool, complete() { return .nothing }
            move(by: 1)
        case (.down, []), (.character("n"), .control): move(by: 1)
        case (.tab, .shift), (.up, []), (.character("p"), .control): move(by: -1)
        case (.right, []) where !field.isText, (.character(" "), []) where !field.isText: return choose(1)
        case (.left, []) where !field.isText: return choose(-1)
        default:
            guard field.isText, inputs[field]?.handle(press) == .edited else { return .nothing }
            problem = nil
        }
        return .nothing
    }

    mutating func paste(_ text: String) {
        guard field.isText else { return }
        let line = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        inputs[field]?.paste(String(line))
        problem = nil
    }

    private mutating func move(by places: Int) {
        let count = Field.allCases.count
        field = Field(rawValue: (field.rawValue + places + count) % count) ?? .email
        problem = nil
    }

    /// Takes the first completion; `false` when there is nothing to add.
    private mutating func complete() -> Bool {
        guard let first = completions.first, first.id != text(.tool) else { return false }
        inputs[.tool]?.replace(with: first.id)
        problem = nil
        return true
    }

    private mutating func choose(_ step: Int) -> Outcome {
        problem = nil
        switch field {
        case .category:
            category = Self.next(category, in: IntegrationCategory.allCases, step)
            return .categoryChanged
        case .language: language = Self.next(language, in: [nil] + ConnectDetails.Language.allCases, step)
        case .linkType: linkType = Self.next(linkType, in: ConnectDetails.LinkType.allCases, step)
        case .email, .organisation, .originID, .tool, .scope: break
        }
        return .nothing
    }

    private static func next<Value: Equatable>(_ value: Value, in values: [Value], _ step: Int) -> Value {
        let place = values.firstIndex(of: value) ?? 0
        return values[(place + step + values.count) % values.count]
    }

    // MARK: - Going on

    private mutating func submit() -> Outcome {
        let details = ConnectDetails(
            email: text(.email),
            organisation: text(.organisation),
            originID: text(.originID),
            category: category,
            tool: toolID,
            language: language,
            linkType: linkType,
            scopeConfigID: text(.scope).isEmpty ? nil : text(.scope)
        )
        // Somebody who has just typed one field goes on to the next that is missing, and is not told off.
        let typed = !text(field).isEmpty || !field.isText
        if let wrong = details.problems.first {
            let place = Field(wrong.field)
            problem = typed && place != field && text(place).isEmpty ? nil : wrong.sentence
            field = place
            return .nothing
        }
        if let tool = details.tool, case .success(let tools) = tools[category],
            !tools.contains(where: { $0.id == tool })
        {
            field = .tool
            let nearest = completions.first.map { "; did you mean \($0.id)" } ?? ""
            problem = "Kombo has no tool \(tool) for \(category.rawValue)\(nearest)"
            return .nothing
        }
        problem = nil
        return .submitted(details)
    }

    /// The id of the tool, also where its name was typed.
    private var toolID: String? {
        let typed = text(.tool)
        guard !typed.isEmpty else { return nil }
        guard case .success(let tools) = tools[category] else { return typed }
        let named = tools.first { $0.id == typed.lowercased() || $0.label.lowercased() == typed.lowercased() }
        return named?.id ?? typed
    }

    func keys(_ glyphs: Glyphs) -> StyledText {
        let tab: DisplayText =
            field == .tool && completions.first.map { $0.id != text(.tool) } == true ? " take it  " : " next  "
        return StyledText(glyphs.enter, .footerKey) + StyledText(" make the link  ", .footerText)
            + StyledText("Tab", .footerKey) + StyledText(tab, .footerText)
            + (field.isText
                ? "" : StyledText("Space", .footerKey) + StyledText(" change  ", .footerText))
            + StyledText("Esc", .footerKey) + StyledText(" give up", .footerText)
    }
}

extension ConnectForm.Field {
    /// Whether it is typed, and not chosen.
    var isText: Bool {
        switch self {
        case .email, .organisation, .originID, .tool, .scope: true
        case .category, .language, .linkType: false
        }
    }

    init(_ field: ConnectDetails.Field) {
        self =
            switch field {
            case .email: .email
            case .organisation: .organisation
            case .originID: .originID
            case .tool, .remoteEnvironment: .tool
            case .scopeConfigID: .scope
            case .filtering: .category
            }
    }
}
