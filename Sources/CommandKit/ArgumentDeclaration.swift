/// A positional argument without the type of its value.
package struct ArgumentDeclaration: Sendable {
    /// How many values it takes.
    package enum Arity: Sendable {
        case one, optional, atLeastOne
    }

    /// What stands for it in help and errors, in capitals: `SEQUENCE`.
    package var placeholder: String
    package var arity: Arity
    /// One line of help, without a full stop.
    package var summary: String
    package var expectation: String
    package var choices: [String]
    package var parse: @Sendable (String) -> (any Sendable)?
}

/// A value given by its place on the command line.
package struct CommandArgument<Value: Sendable>: DeclaresArgument {
    package let declaration: ArgumentDeclaration

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
    var declaration: ArgumentDeclaration { get }
}
