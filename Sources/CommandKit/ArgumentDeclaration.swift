/// A positional argument without the type of its value.
package struct ArgumentDeclaration: Sendable {
    /// How many values it takes.
    package enum Arity: Sendable {
        case one, optional, atLeastOne, any
    }

    /// What stands for it in help and errors, in capitals: `SEQUENCE`.
    package var placeholder: String
    /// How many values it takes.
    package var arity: Arity
    /// One line of help, without a full stop.
    package var summary: String
    /// What a wrong value is told.
    package var expectation: String
    /// Every accepted text where there are few.
    package var choices: [String]
    /// The value for a text; `nil` when it is not what is expected.
    package var parse: @Sendable (String) -> (any Sendable)?
}

/// A value given by its place on the command line.
package struct CommandArgument<Value: Sendable>: DeclaresArgument {
    package let declaration: ArgumentDeclaration

    /// An argument of this kind, shown in help by the kind's placeholder.
    package init(_ kind: ValueKind<Value>, _ arity: ArgumentDeclaration.Arity = .one, summary: String) {
        declaration = ArgumentDeclaration(
            placeholder: kind.placeholder,
            arity: arity,
            summary: summary,
            expectation: kind.expectation,
            choices: kind.choices,
            parse: { kind.parse($0) }
        )
    }
}

/// Something given by its place on the command line.
package protocol DeclaresArgument: Sendable {
    /// What the parser and the help text know of it.
    var declaration: ArgumentDeclaration { get }
}
