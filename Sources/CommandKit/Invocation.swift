/// A command line that was understood: which command, and the values given.
package struct Invocation: Sendable {
    /// The names from the program down to the command, such as `["callboard", "events", "ls"]`.
    package let path: [String]
    var options: [String: [any Sendable]] = [:]
    var arguments: [String: [any Sendable]] = [:]

    init(path: [String]) {
        self.path = path
    }

    /// The value of an option; `nil` when it was not given. Of an option that repeats, the last.
    package subscript<Value>(option: CommandOption<Value>) -> Value? {
        options[option.declaration.name]?.last as? Value
    }

    /// Every value of an option that repeats, in the order given.
    package func all<Value>(_ option: CommandOption<Value>) -> [Value] {
        (options[option.declaration.name] ?? []).compactMap { $0 as? Value }
    }

    /// Whether a flag was given.
    package subscript(flag: CommandFlag) -> Bool {
        options[flag.declaration.name] != nil
    }

    /// The value of an optional argument; `nil` when it was not given.
    package subscript<Value>(argument: CommandArgument<Value>) -> Value? {
        arguments[argument.declaration.placeholder]?.first as? Value
    }

    /// Every value of an argument that takes several, in the order given.
    package func all<Value>(_ argument: CommandArgument<Value>) -> [Value] {
        (arguments[argument.declaration.placeholder] ?? []).compactMap { $0 as? Value }
    }
}
