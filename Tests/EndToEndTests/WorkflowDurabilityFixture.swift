import CoreServices
import Foundation
import Primitives
import Simulator
import TestSupport

/// `callboard serve` with three workflows on every entry, and the remotes they send to, which outlive it.
struct WorkflowDurabilityFixture {
    /// Each workflow has a destination of its own, so that the remotes tell their keys apart.
    static let workflows = ["keyed", "tagging", "risky"]

    let remotes: SimulatedRemotes
    let service: DurabilityFixture

    /// - Parameter seed: Repeats the remotes' faults.
    init(seed: UInt64) throws {
        var options = RemotesOptions()
        options.seed = seed
        options.faults = Self.faults
        let remotes = try SimulatedRemotes.start(options)
        self.remotes = remotes
        let destinations = Self.workflows.map { name in
            """
            { name: "\(name)", kind: "http", url: "\(remotes.baseURL)/http/\(name)", allowNetworks: ["127.0.0.0/8"],
              concurrency: 4, maximumAttempts: 100 }
            """
        }
        service = try DurabilityFixture(more: "destinations: [\(destinations.joined(separator: ", "))],")
        let folder = service.folder.path("workflows")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        for name in Self.workflows {
            try Self.workflow(name).write(toFile: "\(folder)/\(name).json5", atomically: true, encoding: .utf8)
        }
    }

    /// Of several that hit one request the first happens, so what nothing else hits is slow.
    private static var faults: [FaultRule] {
        [
            FaultRule(remote: "http", kind: .lostAnswer, occasion: .rate(0.02)),
            FaultRule(remote: "http", kind: .status(503, retryAfter: nil), occasion: .rate(0.02)),
            FaultRule(remote: "http", kind: .status(429, retryAfter: .seconds(0)), occasion: .rate(0.01)),
            FaultRule(remote: "http", kind: .slow(.milliseconds(5))),
        ]
    }

    private static func workflow(_ name: String) -> String {
        let tag = name == "tagging" ? "{ id: 'tag', action: 'contact.update', addTags: ['sponsor:acme-corp'] }," : ""
        return """
            { name: '\(name)', trigger: 'Gameplay.DataCaptured', steps: [ \(tag)
                { id: 'post', action: 'http.request', destination: '\(name)', method: 'POST', url: '/leads',
                  repeatable: '\(name == "risky" ? "no" : "keyed")',
                  body: { submission: '{{ event.submission_id }}', email: '{{ contact.email }}' } },
            ] }
            """
    }

    /// What waits for longer than a test has patience is tried at once, as somebody at the console would have it.
    func retryWhatWaitsLong() async throws {
        let store = try Store.openAsOwnerOrViewer(service.directory)
        defer { store.close() }
        let mira = Operator(store: store, account: OperatorAccount(user: "mira", host: "laptop"), isReadOnly: false)
        let late = Timestamp(milliseconds: WallClock.system.now().milliseconds + 2000)
        for step in try StepOfRecord.all(in: service.directory) where step.state == "ready" && step.dueAt > late {
            try await mira.retryStep(step.id, reason: "doors close")
        }
    }
}
