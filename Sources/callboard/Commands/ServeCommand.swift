import CommandKit
import CoreServices
import Foundation
import Primitives

/// `callboard serve`: the services without a terminal.
enum ServeCommand {
    static let command = Command(
        "serve",
        summary: "Take webhooks without a console, for a service manager",
        discussion: """
            Consoles started with the same data folder attach to it as viewers. Says on standard output where it \
            listens and, at the end, what it took; warnings go to standard error.

            SIGTERM and SIGHUP end it with exit code 0, after requests under way are answered.
            """,
        exitCodes: [.success, .failure, .usage, .interrupted],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let loaded = try SharedOptions.loadConfiguration(invocation)
        let signals = StopSignals()
        let log = ServiceLog()
        let services = try Services.start(loaded.configuration)
        guard case .owner(let address) = services.role else {
            let error = DataFolderHeld(path: services.store.directory.path, process: services.store.ownerProcess)
            services.stop()
            throw error
        }
        for warning in loaded.warnings { log.warning("\(warning)") }
        log.note("listening on \(address), data folder \(services.store.directory.path)")
        let faults = WriteFaultReporter(journal: services.store.journal, log: log)
        var signal: Int32?
        while signal == nil {
            signal = signals.wait(upTo: .seconds(1))
            faults.look()
        }
        services.stop()
        let tally = services.tally
        log.note(
            "stopped after \(tally.accepted) events accepted, \(tally.duplicates) duplicates, \(tally.refused) refused"
        )
        return signal == SIGINT ? .interrupted : .success
    }
}

/// Another process takes webhooks into the data folder.
struct DataFolderHeld: Error, CustomStringConvertible {
    var path: String
    var process: Int32?

    var description: String {
        let holder = process.map { $0 > 0 ? "process \($0)" : "another process" } ?? "another process"
        return "\(holder) already takes webhooks into \(path); stop it, or name another folder with --data"
    }
}
