/// An option or flag without the type of its value, which is what the parser and the help text need.
package struct OptionDeclaration: Sendable {
    /// The long name without dashes.
    package var name: String
    /// The letter of the short form, if it has one.
    package var short: Character?
    /// What stands for the value in help; `nil` for a flag.
    package var placeholder: String?
    /// One line of help, without a full stop.
    package var summary: String
    /// What a wrong value is told.
    package var expectation: String
    /// Every accepted text where there are few.
    package var choices: [String]
    /// Whether each use adds a value; otherwise a second use is a mistake.
    package var repeats: Bool
    /// The value for a text; `nil` when it is not what is expected.
    package var parse: @Sendable (String) -> (any Sendable)?
}

/// Something that begins with dashes on the command line: an option with a value, or a flag.
package protocol DeclaresOption: Sendable {
    /// What the parser and the help text know of it.
    var declaration: OptionDeclaration { get }
}

/// An option that takes a value: `--limit 20`, `--limit=20`, `-n 20`.
package struct CommandOption<Value: Sendable>: DeclaresOption {
    package let declaration: OptionDeclaration

    /// An option called `--name`; with `repeats`, each use adds a value.
    package init(
        _ name: String,
        short: Character? = nil,
        _ kind: ValueKind<Value>,
        repeats: Bool = false,
        summary: String
    ) {
        declaration = OptionDeclaration(
            name: name,
            short: short,
            placeholder: kind.placeholder,
            summary: summary,
            expectation: kind.expectation,
            choices: kind.choices,
            repeats: repeats,
            parse: { kind.parse($0) }
        )
    }
}

/// An option without a value: given or not.
package struct CommandFlag: DeclaresOption {
    package let declaration: OptionDeclaration

    /// A flag called `--name`.
    package init(_ name: String, short: Character? = nil, summary: String) {
        declaration = OptionDeclaration(
            name: name,
            short: short,
            placeholder: nil,
            summary: summary,
            expectation: "no value",
            choices: [],
            repeats: true,
            parse: { _ in nil }
        )
    }
}
