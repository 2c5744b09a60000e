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
            listens and, at the end, what it took and how many runs of workflows ended; warnings go to standard error.

            SIGTERM and SIGHUP end it with exit code 0, after requests under way are answered.
            """,
        exitCodes: [.success, .failure, .usage, .refused, .interrupted],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try run(invocation) { _ in [] }
    }

    /// - Parameter announcement: What to say besides, once it listens at an address.
    @MainActor
    static func run(_ invocation: Invocation, announcement: (_ address: String) -> [String]) throws -> ExitCode {
        if invocation[SharedOptions.readOnly] { throw ReadOnlyRefusal("serve", "takes webhooks into the store") }
        let loaded = try SharedOptions.loadConfiguration(invocation)
        let signals = StopSignals()
        let log = ServiceLog()
        let faults = Mailbox<WriteFault?>()
        let engineFaults = Mailbox<String>()
        let services = try Services.start(
            loaded.configuration,
            version: CallboardProgram.version,
            faultObserver: { fault in
                faults.post(fault)
                signals.wake()
            },
            engineObserver: { fault in
                engineFaults.post(fault)
                signals.wake()
            }
        )
        guard case .owner(let address) = services.role else {
            let error = DataFolderHeld(path: services.store.directory.path, process: services.store.ownerProcess)
            services.stop()
            throw error
        }
        for warning in loaded.warnings { log.warning("\(warning)") }
        log.note("listening on \(address), data folder \(services.store.directory.path)")
        for line in announcement(address) { log.note(line) }
        var told: Set<String> = []
        var signal: Int32?
        while signal == nil {
            signal = signals.wait()
            tell(faults.drain(), log)
            tell(engineFaults.drain(), besides: &told, log)
        }
        services.stop()
        tell(faults.drain(), log)
        tell(engineFaults.drain(), besides: &told, log)
        let tally = services.tally
        log.note(
            "stopped after \(tally.accepted) events accepted, \(tally.duplicates) duplicates, \(tally.refused) refused"
        )
        let runs = services.runTally
        log.note("workflows ended \(runs.succeeded) runs well and \(runs.failed) badly")
        return signal == SIGINT ? .interrupted : .success
    }

    private static let rememberedFaults = 1000

    /// Tells each sentence once, unless it is so long ago that it is forgotten.
    private static func tell(_ faults: [String], besides told: inout Set<String>, _ log: ServiceLog) {
        for fault in faults where told.insert(fault).inserted {
            if told.count > rememberedFaults { told = [fault] }
            log.warning(fault)
        }
    }

    private static func tell(_ changes: [WriteFault?], _ log: ServiceLog) {
        for change in changes {
            if let fault = change {
                log.warning("events cannot be stored, webhooks are answered with 503: \(fault.reason)")
            } else {
                log.warning("events are stored again")
            }
        }
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
