import CoreServices
import Foundation
import Glibc
import TestSupport
import Testing

extension DurabilityProofs {
    struct DurabilityTests {
        private static let rounds = 60
        private static let connections = 6
        /// Until the process is killed, counted from when it listens.
        private static let mostMicroseconds: UInt32 = 150_000

        @Test
        func `after every kill -9 each acknowledged event is on disk exactly once`() async throws {
            var random = SeededGenerator(seed: UInt64.random(in: 0...9999))
            print("durability: \(random)")
            let fixture = try DurabilityFixture(more: #"sponsors: [{ name: "Acme", cards: ["Acme *"], goal: 9 }],"#)
            let ledger = DurabilityLedger()

            for round in 1...Self.rounds {
                let (child, port) = try fixture.serve()
                defer { child.stop() }
                let moment = UInt32.random(in: 0...Self.mostMicroseconds, using: &random)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 1...Self.connections {
                        group.addTask {
                            try await onOwnThread { send(to: port, "\(round)-\(number)", fixture, ledger) }
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
                #expect(try child.waitForExit() == .signalled(SIGKILL), "round \(round), \(random): \(child.errorText)")

                let stored = try await count(fixture)
                let range = Int64(ledger.acknowledged.count)...Int64(ledger.sent.count)
                #expect(range.contains(stored), "round \(round), \(random)")
                if round.isMultiple(of: 6) { try recount(fixture, "round \(round), \(random)") }
            }

            print("durability: \(ledger.acknowledged.count) acknowledged of \(ledger.sent.count) sent")
            #expect(ledger.unexpectedAnswers.isEmpty)
            #expect(ledger.acknowledged.count > Self.rounds, "\(random)")
            let stored = try await fixture.storedSubmissions()
            #expect(Set(stored).count == stored.count, "stored twice; \(random)")
            #expect(ledger.acknowledged.subtracting(stored).isEmpty, "lost; \(random)")
            #expect(Set(stored).subtracting(ledger.sent).isEmpty, "never sent; \(random)")
        }

        /// What was counted up to the moment of the kill is what the events give, counted from nothing.
        private func recount(_ fixture: DurabilityFixture, _ place: String) throws {
            let store = try Store.open(fixture.directory, access: .viewer)
            defer { store.close() }
            let report = try LeadRecount.check(store)
            #expect(report.differences == [], "\(place)")
            #expect(report.events > 0 && report.leads == 1, "\(place)")
        }

        private func count(_ fixture: DurabilityFixture) async throws -> Int64 {
            guard fixture.directory.holdsStore else { return 0 }
            let store = try Store.open(fixture.directory, access: .viewer)
            defer { store.close() }
            return try await store.count(.everything)
        }
    }
}

/// Sends one event after the other over one connection until that breaks.
private func send(to port: UInt16, _ prefix: String, _ fixture: DurabilityFixture, _ ledger: DurabilityLedger) {
    guard let connection = try? HTTPConnection(port: port) else { return }
    for number in 1... {
        let submission = ledger.next(new: "\(prefix)-\(number)")
        do {
            try connection.send(fixture.request(DurabilityFixture.entry(submission)).bytes)
            ledger.noteAnswer(try connection.readResponse().status, to: submission)
        } catch {
            return ledger.noteSilence(to: submission)
        }
    }
}
