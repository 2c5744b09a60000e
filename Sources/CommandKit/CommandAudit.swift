extension Command {
    /// What is wrong with the declaration of this command and those below it; empty when all is well.
    ///
    /// For the tests of a program: names that clash, missing or overlong summaries, and options that would take a
    /// secret, which the process list would show to everyone on the machine.
    package func audit() -> [String] {
        audit(path: [], shared: [])
    }

    private func audit(path: [String], shared: [OptionDeclaration]) -> [String] {
        let path = path + [name]
        let place = path.joined(separator: " ")
        let options = shared + sharedOptions.map(\.declaration) + self.options.map(\.declaration)
        var mistakes: [String] = []
        for repeated in Self.repeated(options.map(\.name) + ["help"]) {
            mistakes.append("\(place): --\(repeated) is declared twice")
        }
        for repeated in Self.repeated(options.compactMap(\.short) + ["h"]) {
            mistakes.append("\(place): -\(repeated) is declared twice")
        }
        for repeated in Self.repeated(subcommands.flatMap { [$0.name] + $0.aliases }) {
            mistakes.append("\(place): the command \(repeated) is declared twice")
        }
        let summaries = [summary] + options.map(\.summary) + arguments.map(\.declaration.summary)
        for summary in summaries where summary.isEmpty || summary.count > 100 || summary.hasSuffix(".") {
            mistakes.append("\(place): '\(summary)' is not one short line without a full stop")
        }
        // One that only says where the secret comes from shows nothing.
        for option in options
        where option.placeholder != nil && option.choices != ["-"] && Self.soundsSecret(option.name) {
            mistakes.append("\(place): --\(option.name) would put a secret into the process list")
        }
        if !subcommands.isEmpty, !arguments.isEmpty || !self.options.isEmpty {
            mistakes.append("\(place): a command with subcommands takes shared options only")
        }
        let below = shared + sharedOptions.map(\.declaration)
        return mistakes + subcommands.flatMap { $0.audit(path: path, shared: below) }
    }

    private static func repeated<Name: Hashable>(_ names: [Name]) -> [Name] {
        var seen: Set<Name> = []
        return names.filter { !seen.insert($0).inserted }
    }

    private static func soundsSecret(_ name: String) -> Bool {
        let words: Set<Substring> = ["secret", "secrets", "password", "passphrase", "token", "key", "credentials"]
        return name.split(separator: "-").contains { words.contains($0) }
    }
}
