/// The help of one command, wrapped to 80 columns.
package struct HelpText: Sendable, CustomStringConvertible {
    /// No line is longer, unless a single word is.
    package static let width = 80

    /// The text, ending in a line feed.
    package let description: String

    /// Help about the last command of `chain`, which begins with the program.
    package init(_ chain: [Command]) {
        guard let command = chain.last else {
            description = ""
            return
        }
        var sections = ["\(command.summary).", Self.usage(chain, command)]
        sections += Self.paragraphs(command.discussion)
        sections.append(Self.table("Commands", command.subcommands.map { ($0.name, $0.summary) }))
        sections.append(Self.table("Arguments", command.arguments.map { Self.row($0.declaration) }))
        sections.append(Self.table("Options", command.options.map { Self.row($0.declaration) }))
        sections.append(Self.table("Common options", Self.shared(chain)))
        sections.append(Self.examples(command.examples))
        sections.append(Self.table("Exit codes", command.exitCodes.map { ("\($0.rawValue)", $0.meaning) }))
        description = sections.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private static func usage(_ chain: [Command], _ command: Command) -> String {
        let path = chain.map(\.name).joined(separator: " ")
        var lines: [String] = []
        if command.action != nil {
            let arguments = command.arguments.map { argument in
                switch argument.declaration.arity {
                case .one: argument.declaration.placeholder
                case .optional: "[\(argument.declaration.placeholder)]"
                case .atLeastOne: "\(argument.declaration.placeholder)..."
                case .any: "[\(argument.declaration.placeholder)...]"
                }
            }
            lines.append(([path, "[options]"] + arguments).joined(separator: " "))
        }
        if !command.subcommands.isEmpty { lines.append("\(path) COMMAND [options]") }
        var text = "Usage: " + lines.joined(separator: "\n       ")
        if !command.aliases.isEmpty { text += "\nAlso called: \(command.aliases.joined(separator: ", "))" }
        return text
    }

    private static func shared(_ chain: [Command]) -> [(String, String)] {
        var rows = chain.flatMap(\.sharedOptions).map { row($0.declaration) }
        rows.append(("-h, --help", "show this help"))
        if chain.count == 1 { rows.append(("-V, --version", "show the version")) }
        return rows
    }

    private static func row(_ option: OptionDeclaration) -> (String, String) {
        let short = option.short.map { "-\($0), " } ?? "    "
        let value = option.placeholder.map { " \($0)" } ?? ""
        return ("\(short)--\(option.name)\(value)", option.summary)
    }

    private static func row(_ argument: ArgumentDeclaration) -> (String, String) {
        (argument.placeholder, argument.summary)
    }

    private static func paragraphs(_ text: String) -> [String] {
        text.split(separator: "\n\n").map { paragraph in
            wrap(String(paragraph), to: width).joined(separator: "\n")
        }
    }

    private static func examples(_ examples: [Command.Example]) -> String {
        guard !examples.isEmpty else { return "" }
        let lines = examples.flatMap { example in
            wrap(example.meaning, to: width - 2).map { "  \($0)" } + ["    $ \(example.line)"]
        }
        return (["Examples:"] + lines).joined(separator: "\n")
    }

    /// Two columns: names, then what they mean, each wrapped in its own column.
    private static func table(_ title: String, _ rows: [(name: String, meaning: String)]) -> String {
        guard !rows.isEmpty else { return "" }
        let nameWidth = min(28, rows.map(\.name.count).max() ?? 0)
        let indent = String(repeating: " ", count: nameWidth + 4)
        var lines = ["\(title):"]
        for row in rows {
            let meaning = wrap(row.meaning, to: width - nameWidth - 4)
            var first = "  \(row.name)"
            if row.name.count > nameWidth {
                lines.append(first)
                first = indent
            } else {
                first += String(repeating: " ", count: nameWidth + 2 - row.name.count)
            }
            lines.append(first + (meaning.first ?? ""))
            lines += meaning.dropFirst().map { indent + $0 }
        }
        return lines.joined(separator: "\n")
    }

    private static func wrap(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            if line.isEmpty {
                line = String(word)
            } else if line.count + 1 + word.count <= width {
                line += " \(word)"
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
