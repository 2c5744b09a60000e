/// One mistake in a configuration or secrets file, or one thing worth a warning.
package struct ConfigurationProblem: Sendable, Equatable, CustomStringConvertible {
    /// The file as the person named it or as it was found; empty when there is no file.
    package var file: String
    /// Counted from 1; `nil` when the problem is about the file as a whole.
    package var line: Int?
    /// In Unicode scalars, counted from 1.
    package var column: Int?
    /// The full key, such as `komo.endpoints[0].authentication.profile`; empty for a syntax error.
    package var key: String
    /// What is wrong and what was expected, without a full stop; never any part of a secret.
    package var message: String

    /// `file:line:column: key: message`, without the parts that are unknown.
    package var description: String {
        var place = file
        if let line { place += ":\(line)" }
        if let column { place += ":\(column)" }
        return [place, key, message].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}

/// A configuration that cannot be used, with every mistake found in it.
package struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// In the order of the file; never empty.
    package var problems: [ConfigurationProblem]

    /// One line for each problem.
    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
