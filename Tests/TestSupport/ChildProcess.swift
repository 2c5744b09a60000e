import Foundation
package import Glibc

/// A program that runs beside the test, with pipes for its input, output and errors.
///
/// Whoever starts one writes `defer { child.stop() }` at once: the process then lives for the whole scope and never
/// outlives the test, however it ends.
package final class ChildProcess: Sendable {
    private let process: SpawnedProcess
    private let command: ChildCommand
    private let input: Monitor<Int32?>
    private let outputCapture: StreamCapture
    private let errorCapture: StreamCapture

    private init(
        process: SpawnedProcess,
        command: ChildCommand,
        input: Int32,
        output: StreamCapture,
        error: StreamCapture
    ) {
        self.process = process
        self.command = command
        self.input = Monitor(input)
        outputCapture = output
        errorCapture = error
    }

    deinit {
        stop()
    }

    /// Starts the program.
    ///
    /// - Throws: ``TestFailure`` when it cannot be started.
    package static func start(_ command: ChildCommand) throws -> ChildProcess {
        var near: [Int32] = []
        var far: [Int32] = []
        defer { far.forEach { close($0) } }
        do {
            let process = try SpawnedProcess.start(command, inNewSession: false) { actions in
                for stream in Int32(0)...2 {
                    let pipe = try openPipe()
                    near.append(stream == 0 ? pipe.writing : pipe.reading)
                    far.append(stream == 0 ? pipe.reading : pipe.writing)
                    posix_spawn_file_actions_adddup2(&actions, far[Int(stream)], stream)
                }
            }
            return ChildProcess(
                process: process,
                command: command,
                input: near[0],
                output: StreamCapture(descriptor: near[1]),
                error: StreamCapture(descriptor: near[2])
            )
        } catch {
            near.forEach { close($0) }
            throw error
        }
    }

    /// Starts the program, gives it `input`, and waits for its end.
    ///
    /// - Throws: ``TestFailure`` when it cannot be started or has not ended within `limit`.
    package static func run(
        _ command: ChildCommand,
        input: String = "",
        within limit: Duration = patience
    ) throws -> (exit: ProcessExit, output: String, error: String) {
        let child = try start(command)
        defer { child.stop() }
        // A program may end without reading its input, which is no failure of the test.
        try? child.write(input)
        child.closeInput()
        let exit = try child.waitForExit(within: limit)
        return (exit, child.outputText, child.errorText)
    }

    package var identifier: pid_t { process.identifier }

    /// How it ended; `nil` while it runs.
    package var exit: ProcessExit? { process.exit }

    /// All that it has written to standard output so far.
    package var output: [UInt8] { outputCapture.bytes }
    package var outputText: String { String(decoding: output, as: UTF8.self) }

    /// All that it has written to standard error so far.
    package var errorOutput: [UInt8] { errorCapture.bytes }
    package var errorText: String { String(decoding: errorOutput, as: UTF8.self) }

    /// Writes to its standard input, blocking while the pipe is full.
    package func write(_ text: String) throws {
        try input.withLock { descriptor in
            guard let descriptor else { throw TestFailure("the input of \(command.executable) is closed already") }
            try writeAll(Array(text.utf8), to: descriptor, what: "the input of \(command.executable)")
        }
    }

    package func closeInput() {
        input.withLock { descriptor in
            if let open = descriptor { close(open) }
            descriptor = nil
        }
    }

    /// Sends a signal such as `SIGTERM` or `SIGKILL`; does nothing once the process has ended.
    package func send(signal: Int32) {
        process.send(signal: signal)
    }

    /// Waits for the end of the process and of its output.
    ///
    /// - Throws: ``TestFailure`` with what it wrote when `limit` has passed.
    @discardableResult
    package func waitForExit(within limit: Duration = patience) throws -> ProcessExit {
        guard let exit = process.waitForExit(within: limit) else {
            throw TestFailure("\(command.executable) still runs after \(limit); \(transcript)")
        }
        // A grandchild may hold the pipes open, so the wait for their end is bounded too.
        outputCapture.waitForEnd(within: limit)
        errorCapture.waitForEnd(within: limit)
        return exit
    }

    /// Waits until standard output satisfies `isSatisfied`, and gives the output.
    @discardableResult
    package func waitForOutput(
        _ what: String,
        within limit: Duration = patience,
        _ isSatisfied: (String) -> Bool
    ) throws -> String {
        try outputCapture.waitForText(what, within: limit, or: { transcript }, isSatisfied)
    }

    /// Waits until standard error satisfies `isSatisfied`, and gives the errors.
    @discardableResult
    package func waitForErrorOutput(
        _ what: String,
        within limit: Duration = patience,
        _ isSatisfied: (String) -> Bool
    ) throws -> String {
        try errorCapture.waitForText(what, within: limit, or: { transcript }, isSatisfied)
    }

    /// Kills the process if it still runs; a second call does nothing.
    package func stop() {
        process.stop()
        closeInput()
    }

    private var transcript: String {
        "output: \(outputText.debugDescription) errors: \(errorText.debugDescription)"
    }
}
