import CommandKit
import CoreServices

/// One small act of an operator from the command line: said, agreed to, done, told.
struct PlainDeed {
    private let invocation: Invocation
    private let name: String
    private let done: String
    private let asks: Bool

    /// - Parameters:
    ///   - name: What is asked for, such as `pause destination crm`.
    ///   - done: What is so afterwards, such as `crm is paused`.
    ///   - asks: Whether the person at the terminal is asked first.
    init(_ invocation: Invocation, _ name: String, done: String, asks: Bool = true) {
        self.invocation = invocation
        self.name = name
        self.done = done
        self.asks = asks
    }

    /// - Parameter effect: What follows from it, such as `everything for it waits`.
    func run(effect: String, _ act: @escaping @Sendable () async throws -> Void) throws -> ExitCode {
        try run(effect: effect, act) { _ in done }
    }

    /// The same for an act that gives something to be told.
    func run<Value: Sendable>(
        effect: String,
        _ act: @escaping @Sendable () async throws -> Value,
        done: (Value) -> String
    ) throws -> ExitCode {
        if invocation[WorkflowOptions.dryRun] {
            try tell("would \(name): \(effect)", isDone: false)
            return .success
        }
        if asks {
            let question = name.prefix(1).uppercased() + name.dropFirst()
            try Consent().ask("\(question)? Then \(effect).", invocation)
        }
        let value = try waitFor(act)
        try tell(done(value), isDone: true)
        return .success
    }

    private func tell(_ sentence: String, isDone: Bool) throws {
        var line = JSONObjectText()
        line.add("done", .bool(isDone))
        line.add("what", .string(sentence))
        try CommandOutput(invocation).show(json: line, lines: FieldLines.indented(sentence, by: 0))
    }
}
