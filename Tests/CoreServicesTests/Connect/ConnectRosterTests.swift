import Primitives
import Testing

@testable import CoreServices

struct ConnectRosterTests {
    private func time(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1000) }

    private func flow(
        _ id: Int64,
        _ state: ConnectFlow.State,
        origin: String = "1",
        failure: ConnectFailure.Reason? = nil
    ) -> ConnectFlow {
        ConnectFlow(
            id: id,
            details: ConnectDetails(email: "a@b.c", organisation: "Acme", originID: origin, category: .hris),
            state: state,
            begunBy: "mira",
            begunAt: time(id * 100),
            since: time(id * 100),
            failure: failure.map { ConnectFailure($0, "it broke", nextStep: "mend it") }
        )
    }

    private func connection(origin: String = "1", storedAt: Int64 = 0) -> Connection {
        Connection(
            id: "personio:\(origin)",
            originID: origin,
            organisation: "Acme",
            category: .hris,
            tool: "personio",
            storedAt: time(storedAt)
        )
    }

    @Test(arguments: ConnectFlow.State.allCases)
    func `a flow that ran out or failed needs a person, and one that waits does not`(state: ConnectFlow.State) {
        let roster = ConnectRoster(flows: [flow(1, state)])
        #expect(roster.needsPerson(roster.flows[0]) == [.expired, .failed].contains(state))
        #expect(roster.openFlows.isEmpty == [.complete, .abandoned].contains(state))
    }

    @Test func `trouble that passes by itself needs nobody`() {
        let roster = ConnectRoster(flows: [
            flow(3, .waiting, origin: "3", failure: .tokenForeign), flow(2, .details, origin: "2", failure: .network),
            flow(1, .details, origin: "1", failure: .keyRefused),
        ])
        #expect(roster.flows.map(roster.needsPerson) == [true, false, true])
        #expect(roster.needing == 2)
    }

    @Test func `a failed flow is over once another one has taken its place`() {
        let again = ConnectRoster(flows: [flow(2, .waiting), flow(1, .failed)])
        #expect(again.needing == 0)
        #expect(again.openFlows.map(\.id) == [2])
        let other = ConnectRoster(flows: [flow(2, .waiting, origin: "2"), flow(1, .failed)])
        #expect(other.needing == 1)
        #expect(ConnectRoster(flows: [flow(1, .failed)], connections: [connection(storedAt: 500)]).needing == 0)
        #expect(ConnectRoster(flows: [flow(1, .failed)], connections: [connection(storedAt: 50)]).needing == 1)
    }

    @Test func `integrations whose credentials, checks or syncs fail need a person, deleted ones never`() {
        var invalid = connection()
        invalid.state = .invalid
        var deleted = invalid
        deleted.deletedAt = time(9)
        #expect(ConnectRoster(connections: [connection()]).needing == 0)
        #expect(ConnectRoster(connections: [invalid]).needing == 1)
        #expect(ConnectRoster(connections: [deleted]).needing == 0)
        #expect(ConnectRoster(connections: [deleted]).known(originID: "1", category: .hris).isEmpty)
        #expect(ConnectRoster(connections: [invalid]).known(originID: "1", category: .hris).count == 1)
        #expect(ConnectRoster(connections: [invalid]).known(originID: "1", category: .ats).isEmpty)
    }

    @Test func `only a flow that still waits is pending`() {
        let roster = ConnectRoster(flows: [flow(3, .following), flow(2, .expired), flow(1, .waiting, origin: "2")])
        #expect(roster.pending(originID: "1", category: .hris)?.id == 2)
        #expect(roster.pending(originID: "1", category: .lms) == nil)
    }
}
