import CommandKit
import Console
import CoreServices
import Primitives
import TerminalNCurses

/// `callboard` without a command: the console, and the services unless another process runs them.
enum ConsoleCommand {
    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let signals = SignalFile()
        let loaded = try SharedOptions.loadConfiguration(invocation)
        try NCursesDriver.requireTerminal(environment: ConsoleSession.environment)
        let isReadOnly = invocation[SharedOptions.readOnly]
        // Somebody who must not change anything takes no webhooks either.
        let services =
            isReadOnly
            ? try Services.view(loaded.configuration)
            : try Services.start(loaded.configuration, version: CallboardProgram.version)
        defer { services.stop() }
        var session = ConsoleSession(signals: signals, configuration: loaded.configuration)
        session.adopt(invocation)
        var banner = ConsoleBanner(isReadOnly: isReadOnly)
        switch services.role {
        // What is wrong, not where it is written: one line has no room for both, and callboard doctor tells the rest.
        case .owner: banner.warning = loaded.warnings.first?.message
        case .viewer(let process): banner.attachedTo = process ?? 0
        }
        try session.run(services, banner: banner)
        return .success
    }
}
