import Foundation
import Simulator

do {
    let words = Array(CommandLine.arguments.dropFirst())
    switch try SimulatorArguments.read(words, environment: ProcessInfo.processInfo.environment) {
    case .help:
        print(SimulatorHelp.text)
    case .print(let traffic, let count):
        if !BodyPrinter.print(traffic, count: count) { exit(1) }
    case .send(let options):
        // Blocked before any thread starts, a signal that comes early waits until somebody asks for it.
        var stopSignals = sigset_t()
        sigemptyset(&stopSignals)
        sigaddset(&stopSignals, SIGINT)
        sigaddset(&stopSignals, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &stopSignals, nil)
        let simulation = try Simulation.start(options)
        Thread.detachNewThread { [stopSignals] in
            var number: Int32 = 0
            var awaited = stopSignals
            sigwait(&awaited, &number)
            simulation.requestStop()
        }
        let report = simulation.waitUntilFinished()
        print(ReportText.lines(report, seed: options.traffic.seed).joined(separator: "\n"))
        if report.answered == 0 && report.failed > 0 { exit(1) }
    }
} catch let error as SimulatorArguments.UsageError {
    FileHandle.standardError.write(Data("callboard-sim: \(error) See 'callboard-sim --help'.\n".utf8))
    exit(2)
} catch {
    FileHandle.standardError.write(Data("callboard-sim: \(error)\n".utf8))
    exit(1)
}
