import CoreServices
import Primitives
import TestSupport
import Testing

@testable import callboard

@Suite(.serialized)
struct DemoTests {
    @Test func `the workflows load without a mistake and use every destination`() throws {
        let folder = try TemporaryDirectory()
        try DemoWorkflows.write(into: folder.path("workflows"))
        var configuration = Configuration(dataDirectory: folder.path("data"))
        configuration.destinations = DemoDestinations.all(at: "http://127.0.0.1:1")

        let loaded = WorkflowLoader(configuration: configuration).load(folder: folder.path("workflows"))

        #expect(loaded.problems.isEmpty, "\(loaded.problems)")
        #expect(loaded.workflows.count == DemoWorkflows.files.count)
        let used = loaded.workflows.flatMap(\.definition.steps).compactMap { step in
            if case .request(let action) = step.work { action.destination } else { nil }
        }
        #expect(Set(used) == Set(configuration.destinations.map(\.name)))
    }

    @Test func `without a terminal one line tells what workflows did`() {
        let quiet = DemoLines.line(RunTally(succeeded: 812, failed: 31), TroubleSummary(dead: 29, waiting: 12))
        #expect(quiet == "workflows: 812 runs succeeded, 31 failed; 29 steps are dead, 12 wait")
        let trouble = TroubleSummary(dead: 0, waiting: 1, openBreakers: ["braze"])
        #expect(
            DemoLines.line(RunTally(), trouble)
                == "workflows: 0 runs succeeded, 0 failed; 0 steps are dead, 1 wait; "
                + "braze failed too often and gets only probes"
        )
    }
}
