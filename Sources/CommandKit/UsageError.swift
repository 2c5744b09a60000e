import Primitives

/// A command line that was not understood: one sentence, and which help to read.
package struct UsageError: Error, Equatable, CustomStringConvertible {
    /// What is wrong and what to do, in one sentence with its full stop.
    package let message: String
    /// The command whose help explains more, such as `callboard events ls`.
    package let command: String

    init(_ message: String, path: [String]) {
        self.message = message
        command = path.joined(separator: " ")
    }

    /// The sentence, and where to read more.
    package var description: String { "\(message) See '\(command) --help'." }
}

extension UsageError {
    static func unknownOption(_ written: String, known: [String], path: [String]) -> Self {
        let typed = String(written.drop { $0 == "-" })
        return Self("unknown option \(written)\(hint(typed, known, prefix: "--")).", path: path)
    }

    static func unknownCommand(_ written: String, known: [String], path: [String]) -> Self {
        Self("unknown command '\(written)'\(hint(written, known, prefix: "")).", path: path)
    }

    static func unexpectedArgument(_ written: String, path: [String]) -> Self {
        Self("unexpected argument '\(written)'; leave it out, or quote words that belong together.", path: path)
    }

    static func missingValue(_ written: String, placeholder: String, expectation: String, path: [String]) -> Self {
        Self("\(written) needs a value: write \(written) \(placeholder), which is \(expectation).", path: path)
    }

    static func needlessValue(_ written: String, path: [String]) -> Self {
        Self("\(written) takes no value; write \(written) alone.", path: path)
    }

    static func wrongValue(
        _ subject: String,
        text: String,
        expectation: String,
        choices: [String],
        path: [String]
    ) -> Self {
        Self("\(subject) '\(text)' is not \(expectation)\(hint(text, choices, prefix: "")).", path: path)
    }

    static func givenTwice(_ written: String, path: [String]) -> Self {
        Self("\(written) is given twice; keep one.", path: path)
    }

    static func missingArgument(_ placeholder: String, summary: String, path: [String]) -> Self {
        Self("missing \(placeholder): \(summary).", path: path)
    }

    private static func hint(_ typed: String, _ known: [String], prefix: String) -> String {
        NearestName.find(typed, among: known).map { "; did you mean \(prefix)\($0)" } ?? ""
    }
}
