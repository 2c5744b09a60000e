import Foundation
package import Glibc

/// A real Chromium without a window, which tests drive through a pipe.
///
/// All suites of a test process share one, see ``shared()``: pages have cookies and storage of their own, so they do
/// not see each other. Only 127.0.0.1 and names that end in `localhost` can be reached; every other name is unknown to
/// it. It ends with its pipe, so it outlives no test process, however that one ends.
package final class Browser: Sendable {
    let connection: BrowserConnection
    private let process: SpawnedProcess
    private let profile: TemporaryDirectory
    private let errors: StreamCapture

    private init(
        process: SpawnedProcess,
        connection: BrowserConnection,
        profile: TemporaryDirectory,
        errors: StreamCapture
    ) {
        self.process = process
        self.connection = connection
        self.profile = profile
        self.errors = errors
    }

    deinit {
        stop()
    }

    private static let launched: Result<Browser, any Error> = Result {
        let browser = try launch()
        // What is static is never let go of, so the end of the process has to say it.
        atexit { try? Browser.launched.get().stop() }
        return browser
    }

    /// The browser of this test process, started by the first who asks.
    ///
    /// - Throws: ``TestFailure`` that says what to install when the machine has none.
    package static func shared() throws -> Browser {
        try launched.get()
    }

    /// Starts a browser of one's own; whoever does writes `defer { browser.stop() }` at once.
    ///
    /// - Throws: ``TestFailure`` that says what to install when the machine has none.
    package static func launch() throws -> Browser {
        let executable = try BrowserExecutable.path()
        let profile = try TemporaryDirectory()
        var environment = ChildCommand.plainEnvironment
        environment["HOME"] = profile.path
        environment["PROFILE"] = profile.path
        // The shell stays to remove the profile when the test process is killed and cannot.
        let command = ChildCommand(
            "/bin/sh",
            ["-c", "\"$0\" \"$@\"; rm -rf -- \"$PROFILE\"", executable] + switches(profile: profile.path),
            environment: environment
        )
        var near: [Int32] = []
        var far: [Int32] = []
        defer { far.forEach { close($0) } }
        do {
            let process = try SpawnedProcess.start(command, inNewSession: true) { actions in
                let pipes = try [openPipe(), openPipe(), openPipe()]
                // Out of the way of 0 to 4, on which the copies for the child are put one after the other.
                let ends = pipes.flatMap { [$0.reading, $0.writing] }.map(aboveTen)
                near = [ends[1], ends[2], ends[4]]
                far = [ends[0], ends[3], ends[5]]
                posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0)
                posix_spawn_file_actions_adddup2(&actions, 0, 1)
                posix_spawn_file_actions_adddup2(&actions, far[2], 2)
                posix_spawn_file_actions_adddup2(&actions, far[0], 3)
                posix_spawn_file_actions_adddup2(&actions, far[1], 4)
            }
            return Browser(
                process: process,
                connection: BrowserConnection(reading: near[1], writing: near[0]),
                profile: profile,
                errors: StreamCapture(descriptor: near[2])
            )
        } catch {
            near.forEach { close($0) }
            throw error
        }
    }

    /// Opens an empty page with cookies and storage of its own.
    package func newPage() async throws -> BrowserPage {
        do {
            return try await BrowserPage.open(in: self)
        } catch {
            throw TestFailure(
                "\(error); the browser said: \(String(decoding: errors.bytes.suffix(2000), as: UTF8.self))"
            )
        }
    }

    /// Of the shell that leads the session of all its processes.
    package var identifier: pid_t { process.identifier }

    /// How it ended; `nil` while it runs.
    package var exit: ProcessExit? { process.exit }

    /// The folder that holds all that the browser writes, gone after ``stop()``.
    package var profilePath: String { profile.path }

    /// Closes the pipe and does nothing more, as the death of the test process does.
    package func hangUp() {
        connection.close()
    }

    /// Kills the browser with all its processes and removes what it wrote; a second call does nothing.
    package func stop() {
        connection.close()
        process.stopGroup()
        profile.remove()
    }

    private static func switches(profile: String) -> [String] {
        var switches = [
            "--headless", "--remote-debugging-pipe", "--user-data-dir=\(profile)", "--no-first-run",
            "--no-default-browser-check", "--disable-background-networking", "--disable-component-update",
            "--disable-default-apps", "--disable-sync", "--disable-extensions", "--disable-gpu", "--mute-audio",
            // A container's /dev/shm is too small for it.
            "--disable-dev-shm-usage",
            // A page that no one looks at runs its timers all the same.
            "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
            "--disable-backgrounding-occluded-windows",
            // Frames of other origins stay in their page's process, where their scripts and requests are seen.
            "--disable-site-isolation-trials", "--disable-features=IsolateOrigins,site-per-process,Translate",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost",
        ]
        // The sandbox refuses to run as root, as containers do.
        if getuid() == 0 { switches.append("--no-sandbox") }
        return switches + ["about:blank"]
    }
}

/// Moves a descriptor to a number above ten that children do not inherit.
private func aboveTen(_ descriptor: Int32) -> Int32 {
    // F_DUPFD_CLOEXEC is a macro that the importer leaves out in some versions of the C library.
    let moved = fcntl(descriptor, F_DUPFD, 11)
    guard moved >= 0 else { return descriptor }
    closeOnExec(moved)
    close(descriptor)
    return moved
}
