/// One pass over the words of a command line.
struct CommandLineReading {
    static let helpWords: Set<String> = ["--help", "-h"]
    private static let versionWords: Set<String> = ["--version", "-V"]

    /// From the program down to the command named so far.
    private(set) var chain: [Command]
    private var rest: ArraySlice<String>
    private var positionals: [String] = []
    private var options: [String: [any Sendable]] = [:]
    private var optionsEnded = false

    init(program: Command, words: [String]) {
        chain = [program]
        rest = words[...]
    }

    private var command: Command { chain[chain.count - 1] }
    private var path: [String] { chain.map(\.name) }

    /// The options that the command named so far takes, its own first.
    private var known: [OptionDeclaration] {
        command.options.map(\.declaration) + chain.reversed().flatMap { $0.sharedOptions.map(\.declaration) }
    }

    mutating func request() throws(UsageError) -> CommandParser.Request {
        while let word = rest.popFirst() {
            if optionsEnded || word == "-" || !word.hasPrefix("-") {
                if chain.count == 1, positionals.isEmpty, !optionsEnded, word == "help" {
                    return try help()
                }
                try takePositional(word)
            } else if word == "--" {
                optionsEnded = true
            } else if Self.helpWords.contains(word) {
                return .help(chain)
            } else if chain.count == 1, Self.versionWords.contains(word) {
                return .version
            } else if word.hasPrefix("--") {
                try takeLongOption(word)
            } else {
                try takeShortOptions(word)
            }
        }
        if command.action == nil { return .help(chain) }
        return .run(command, try invocation())
    }

    /// `help` followed by the names of a command.
    private mutating func help() throws(UsageError) -> CommandParser.Request {
        while let word = rest.popFirst() {
            if Self.helpWords.contains(word) { continue }
            try descend(to: word)
        }
        return .help(chain)
    }

    private mutating func takePositional(_ word: String) throws(UsageError) {
        if command.subcommands.isEmpty || optionsEnded {
            positionals.append(word)
        } else {
            try descend(to: word)
        }
    }

    private mutating func descend(to word: String) throws(UsageError) {
        guard let next = command.subcommand(named: word) else {
            if command.subcommands.isEmpty { throw .unexpectedArgument(word, path: path) }
            let names = command.subcommands.flatMap { [$0.name] + $0.aliases } + (chain.count == 1 ? ["help"] : [])
            throw .unknownCommand(word, known: names, path: path)
        }
        chain.append(next)
    }

    private mutating func takeLongOption(_ word: String) throws(UsageError) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let written = "--\(name)"
        guard let option = known.first(where: { $0.name == name }) else {
            throw .unknownOption(written, known: known.map(\.name) + ["help"], path: path)
        }
        try take(option, written: written, attached: parts.count == 2 ? String(parts[1]) : nil)
    }

    /// `-v`, `-n 20`, `-n20`, `-n=20`, and several flags together as in `-aj`.
    private mutating func takeShortOptions(_ word: String) throws(UsageError) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            let written = "-\(letter)"
            guard let option = known.first(where: { $0.short == letter }) else {
                throw .unknownOption(word, known: word.count > 2 ? known.map(\.name) : [], path: path)
            }
            if option.placeholder == nil {
                let attached = letters.first == "=" ? String(letters.dropFirst()) : nil
                try take(option, written: written, attached: attached)
            } else {
                let attached = letters.first == "=" ? letters.dropFirst() : letters
                try take(option, written: written, attached: letters.isEmpty ? nil : String(attached))
                return
            }
        }
    }

    private mutating func take(_ option: OptionDeclaration, written: String, attached: String?) throws(UsageError) {
        guard let placeholder = option.placeholder else {
            if attached != nil { throw .needlessValue(written, path: path) }
            options[option.name] = [true]
            return
        }
        let text: String
        if let attached {
            text = attached
        } else if let next = rest.first, next != "--", !isOption(next) {
            text = next
            rest.removeFirst()
        } else {
            throw .missingValue(written, placeholder: placeholder, expectation: option.expectation, path: path)
        }
        guard let value = option.parse(text) else {
            throw .wrongValue(
                written,
                text: text,
                expectation: option.expectation,
                choices: option.choices,
                path: path
            )
        }
        if options[option.name] != nil, !option.repeats { throw .givenTwice(written, path: path) }
        options[option.name, default: []].append(value)
    }

    private func isOption(_ word: String) -> Bool {
        if Self.helpWords.contains(word) { return true }
        if word.hasPrefix("--") {
            let name = word.dropFirst(2).prefix { $0 != "=" }
            return known.contains { $0.name == name }
        }
        return word.hasPrefix("-") && word.count == 2 && known.contains { $0.short == word.last }
    }

    private func invocation() throws(UsageError) -> Invocation {
        var invocation = Invocation(path: path)
        let accepted = known.map(\.name)
        if let stray = options.keys.sorted().first(where: { !accepted.contains($0) }) {
            throw .unknownOption("--\(stray)", known: [], path: path)
        }
        invocation.options = options
        var words = positionals[...]
        for argument in command.arguments.map(\.declaration) {
            let isWanted = argument.arity == .one || argument.arity == .atLeastOne
            if words.isEmpty, isWanted {
                throw .missingArgument(argument.placeholder, summary: argument.summary, path: path)
            }
            let takesAll = argument.arity == .atLeastOne || argument.arity == .any
            let taken = takesAll ? words : words.prefix(1)
            words = words.dropFirst(taken.count)
            for text in taken {
                guard let value = argument.parse(text) else {
                    throw .wrongValue(
                        argument.placeholder,
                        text: text,
                        expectation: argument.expectation,
                        choices: argument.choices,
                        path: path
                    )
                }
                invocation.arguments[argument.placeholder, default: []].append(value)
            }
        }
        if let extra = words.first { throw .unexpectedArgument(extra, path: path) }
        return invocation
    }
}
