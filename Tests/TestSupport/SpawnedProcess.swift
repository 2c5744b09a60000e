import Foundation
import Glibc
import Synchronization

/// A child process that is waited for from its start, so that it never lingers as a zombie.
final class SpawnedProcess: Sendable {
    /// Between the opening of a descriptor and its close-on-exec flag no other child may start, or it would inherit
    /// the descriptor and keep the far end from ever seeing the end of the stream.
    private static let startLock = Mutex(())

    /// Writing to a child that is gone must fail with an error and not end the tests.
    private static let brokenPipesIgnored: Void = {
        signal(SIGPIPE, SIG_IGN)
    }()

    let identifier: pid_t
    private let end: Monitor<ProcessExit?>

    private init(identifier: pid_t) {
        self.identifier = identifier
        let end = Monitor<ProcessExit?>(nil)
        self.end = end
        Thread.detachNewThread {
            var information = siginfo_t()
            while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
            end.withLock { exit in
                var status: Int32 = 0
                waitpid(identifier, &status, 0)
                exit = ProcessExit(waitStatus: status)
            }
        }
    }

    /// Starts a program. `streams` opens descriptors and says what becomes of them in the child.
    ///
    /// The child starts with an empty signal mask and default actions, whatever this process has blocked or ignored.
    static func start(
        _ command: ChildCommand,
        inNewSession: Bool,
        streams: (inout posix_spawn_file_actions_t) throws -> Void
    ) throws -> SpawnedProcess {
        _ = brokenPipesIgnored
        return try startLock.withLock { _ in
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            try streams(&actions)

            var attributes = posix_spawnattr_t()
            posix_spawnattr_init(&attributes)
            defer { posix_spawnattr_destroy(&attributes) }
            var mask = sigset_t()
            sigemptyset(&mask)
            posix_spawnattr_setsigmask(&attributes, &mask)
            var defaults = sigset_t()
            sigfillset(&defaults)
            posix_spawnattr_setsigdefault(&attributes, &defaults)
            // POSIX_SPAWN_SETSID is declared only under _GNU_SOURCE, which the importer does not set.
            let newSession: Int32 = inNewSession ? 0x80 : 0
            posix_spawnattr_setflags(
                &attributes,
                Int16(Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | newSession)
            )

            var identifier: pid_t = 0
            let line = command.line
            let code = withCStrings(line) { arguments in
                withCStrings(command.environment.map { "\($0.key)=\($0.value)" }) { environment in
                    posix_spawn(&identifier, line[0], &actions, &attributes, arguments, environment)
                }
            }
            guard code == 0 else { throw TestFailure("starting \(command.executable)", errno: code) }
            return SpawnedProcess(identifier: identifier)
        }
    }

    /// How it ended; `nil` while it runs.
    var exit: ProcessExit? { end.current }

    /// Sends a signal unless the process has ended: its number may belong to another by then.
    func send(signal: Int32) {
        end.withLock { exit in
            if exit == nil { kill(identifier, signal) }
        }
    }

    /// Waits for the end; `nil` when `limit` has passed.
    func waitForExit(within limit: Duration) -> ProcessExit? {
        end.wait(within: limit) { $0 }
    }

    /// Kills the process, if it still runs, and waits until it is gone.
    func stop() {
        send(signal: SIGKILL)
        _ = waitForExit(within: patience)
    }

    /// The same with all that it has started, where it leads a session of its own.
    func stopGroup() {
        end.withLock { exit in
            if exit == nil { kill(-identifier, SIGKILL) }
        }
        _ = waitForExit(within: patience)
    }
}

/// Calls `body` with a null-terminated array of C strings that live for the duration of the call.
private func withCStrings<Result>(
    _ strings: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Result
) rethrows -> Result {
    let copies = strings.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return try body(copies + [nil])
}
