import CoreServices
import Foundation
import Glibc
import Primitives
import Simulator
import TestSupport
import Testing

extension DurabilityProofs {
    struct WorkflowDurabilityTests {
        private static let rounds = 200
        private static let connections = 4
        /// The last round has to finish what the others left, so the load is what it can do in a few seconds.
        private static let mostOfAConnection = 2
        /// Until the process is killed, counted from when it listens.
        private static let mostMicroseconds: UInt32 = 120_000

        @Test
        func `after every kill -9 each step ends, and only doubt has it sent twice`() async throws {
            var random = SeededGenerator(seed: UInt64.random(in: 0...9999))
            print("workflow durability: \(random)")
            let fixture = try WorkflowDurabilityFixture(seed: random.seed)
            defer { fixture.remotes.stop() }
            let ledger = DurabilityLedger()
            for round in 1...Self.rounds {
                let moment = UInt32.random(in: 0...Self.mostMicroseconds, using: &random)
                try await crash(after: moment, "\(round)", fixture, ledger, "round \(round), \(random)")
            }
            try await drain(fixture, "\(random)")

            let steps = try StepOfRecord.all(in: fixture.service.directory)
            let stored = try await fixture.service.storedSubmissions()
            #expect(ledger.unexpectedAnswers.isEmpty)
            #expect(ledger.acknowledged.count > Self.rounds, "\(random)")
            #expect(ledger.acknowledged.subtracting(stored).isEmpty, "lost; \(random)")
            let proof = WorkflowDurabilityProof(
                steps: steps,
                events: stored.count,
                delivered: WorkflowDurabilityFixture.workflows.reduce(into: [:]) { delivered, name in
                    delivered[name] = fixture.remotes.ledger.keys(of: "http/\(name)")
                }
            )
            print("workflow durability: \(stored.count) events, \(proof.summary)")
            for (name, offences) in proof.offences {
                #expect(offences.isEmpty, "\(name); \(random)")
            }
            for summary in fixture.remotes.ledger.summaries {
                #expect(summary.violations.isEmpty, "\(summary.remote); \(random)")
                #expect(summary.withoutKey == 0, "\(summary.remote); \(random)")
            }
            // Otherwise nothing of the above was put to the proof.
            #expect(steps.contains { $0.lost > 0 && $0.state == "succeeded" }, "\(random)")
            #expect(steps.contains { $0.state == "dead" }, "\(random)")
        }

        private func crash(
            after moment: UInt32,
            _ prefix: String,
            _ fixture: WorkflowDurabilityFixture,
            _ ledger: DurabilityLedger,
            _ name: String
        ) async throws {
            let (child, port) = try fixture.service.serve()
            defer { child.stop() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...Self.connections {
                    group.addTask {
                        try await onOwnThread {
                            send(Self.mostOfAConnection, to: port, "\(prefix)-\(number)", fixture.service, ledger)
                        }
                    }
                }
                group.addTask {
                    try await onOwnThread {
                        // The pause is the moment of the crash, which nothing announces.
                        usleep(moment)
                        child.send(signal: SIGKILL)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try child.waitForExit() == .signalled(SIGKILL), "\(name): \(child.errorText)")
        }

        /// Lets everything come to its end, then ends the process in peace.
        private func drain(_ fixture: WorkflowDurabilityFixture, _ name: String) async throws {
            try await fixture.retryWhatWaitsLong()
            fixture.remotes.faults.heal("http")
            let (child, _) = try fixture.service.serve()
            defer { child.stop() }
            let directory = fixture.service.directory
            try await onOwnThread {
                try waitUntil("every step to end, \(name)", within: .seconds(30)) {
                    try StepOfRecord.unfinished(in: directory) == (0, 0)
                }
            }
            child.send(signal: SIGTERM)
            #expect(try child.waitForExit() == .exited(0), "\(name): \(child.errorText)")
        }
    }
}

/// Sends so many events over one connection, unless that breaks.
private func send(
    _ count: Int,
    to port: UInt16,
    _ prefix: String,
    _ fixture: DurabilityFixture,
    _ ledger: DurabilityLedger
) {
    guard let connection = try? HTTPConnection(port: port) else { return }
    for number in 1...count {
        let submission = ledger.next(new: "\(prefix)-\(number)")
        do {
            try connection.send(fixture.request(DurabilityFixture.entry(submission)).bytes)
            ledger.noteAnswer(try connection.readResponse().status, to: submission)
        } catch {
            return ledger.noteSilence(to: submission)
        }
    }
}
