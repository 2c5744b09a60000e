import CommandKit
import Console
import CoreServices
import Primitives
import TerminalNCurses

/// `callboard` without a command: the console.
enum ConsoleCommand {
    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let signals = SignalFile()
        let loaded = try SharedOptions.loadConfiguration(invocation)
        let store = try Store.openAsOwnerOrViewer(DataDirectory(path: loaded.configuration.dataDirectory))
        defer { store.close() }
        let listener = try store.journal.map {
            try WebhookListener(
                configuration: loaded.configuration.listener,
                endpoints: loaded.configuration.komoEndpoints,
                sink: $0
            )
        }
        try listener?.start()
        defer { listener?.stop() }
        let session = ConsoleSession(signals: signals, configuration: loaded.configuration)
        try session.run(
            store: store,
            address: listener?.boundPort.map { "http://127.0.0.1:\($0)/webhooks/komo" },
            banner: ConsoleBanner(attachedTo: store.access == .owner ? nil : store.ownerProcess ?? 0)
        )
        return .success
    }
}
