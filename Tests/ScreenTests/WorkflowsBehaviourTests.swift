import Console
import CoreServices
import Primitives
import TerminalKit
import TestSupport
import Testing

/// What keys do in the Workflows pane, and how it takes late and wrong answers.
struct WorkflowsBehaviourTests {
    private func screen(_ size: Size = WorkFixture.sizes[0], isReadOnly: Bool = false) async throws -> ServedScreen {
        try await WorkflowsScreenTests.screen(size, isReadOnly: isReadOnly)
    }

    @Test func `e and E go from trouble to trouble`() async throws {
        var screen = try await screen()
        try await screen.press("Ge")
        #expect(screen.state.workflows.list.selectedID == 4)
        #expect(screen.text.contains("no trouble that way"))
        try await screen.press("E")
        #expect(screen.state.workflows.list.selectedID == 2)
        try await screen.press("E")
        #expect(screen.state.workflows.list.selectedID == 1)
    }

    @Test func `tab shows only failed runs, then those under way, then all`() async throws {
        var screen = try await screen()
        try await screen.press("<enter>")
        var counts = [screen.state.workflows.runs.rows.count]
        for _ in 0..<3 {
            try await screen.press("<tab>")
            counts.append(screen.state.workflows.runs.rows.count)
        }
        #expect(counts == [9, 2, 1, 9])
    }

    @Test func `runs come page by page, each older than the last`() async throws {
        let asked = ActLog()
        var screen = try ServedScreen(pane: .workflows) { services in
            services.workflows.workflows = { WorkFixture.workflows() }
            services.workflows.runs = { _, _, before, limit in
                asked.note("before \(before.map(String.init) ?? "none")")
                let newest = (before ?? 451) - 1
                return stride(from: newest, to: max(0, newest - Int64(limit)), by: -1).map { WorkFixture.run($0) }
            }
        }
        try await screen.enter()
        try await screen.press("<enter>G")
        #expect(asked.lines == ["before none", "before 251"])
        try await screen.press("GG")
        #expect(screen.state.workflows.runs.rows.map(\.id) == (1...450).reversed())
        #expect(screen.state.workflows.runs.selectedID == 1)
    }

    @Test func `runs of a workflow that was left do not appear in the next`() async throws {
        var screen = Screen(
            state: ConsoleState(
                setting: try ScreenFixture.setting(),
                size: WorkFixture.sizes[0],
                now: ScreenFixture.now
            )
        )
        try screen.press("2")
        screen.send(.workflows(.list(generation: 1, .success(WorkFixture.workflows()), limit: .max)))
        try screen.press("<enter><esc>j<enter>")
        #expect(screen.state.workflows.opened?.id == 2)
        screen.send(.workflows(.runs(generation: 2, .success(WorkFixture.runs()), limit: 200)))
        #expect(screen.state.workflows.runs.rows.isEmpty)
        try screen.press("<esc>k<enter>")
        screen.send(.workflows(.run(id: 4197, .success(WorkFixture.detail()))))
        #expect(screen.state.workflows.run == nil)
    }

    @Test func `J and K go from run to run`() async throws {
        var screen = try await screen()
        try await screen.press("<enter><enter>JJ")
        #expect(screen.state.workflows.run?.id == 4197)
        try await screen.press("K")
        #expect(screen.state.workflows.run?.id == 4198)
        try await screen.press("KK")
        #expect(screen.text.contains("this is the newest run"))
    }

    @Test func `personal data in a run shows only after v`() async throws {
        var screen = try await screen(WorkFixture.sizes[1])
        try await screen.press("<enter>jj<enter>j<enter>")
        #expect(!screen.text.contains("kit@example.com"))
        try await screen.press("v")
        #expect(screen.text.contains("kit@example.com"))
        try await screen.press("<esc>")
        #expect(screen.text.contains("Kit Marlowe"))
        try await screen.press("v")
        #expect(!screen.text.contains("Kit Marlowe"))
    }

    @Test(arguments: [
        ("o", ConsoleJump.event(sequence: 5197)), ("d", .destination(name: "acme-salesforce")), ("f", .step(id: 2)),
    ])
    func `a run leads to its event, its destination and its failure, and back`(
        key: String,
        jump: ConsoleJump
    ) async throws {
        var screen = try await screen()
        try await screen.press("<enter>jj<enter>j" + key)
        #expect(screen.state.pane == jump.pane)
        #expect(screen.state.trail.map(\.jump) == [jump])
        try await screen.press("<bs>")
        #expect(screen.state.pane == .workflows)
        #expect(screen.state.workflows.run?.id == 4197)
    }

    @Test func `a run opened from another pane is left for that pane, its request first`() async throws {
        var screen = try await screen()
        try await screen.press("3")
        await screen.jump(to: .run(id: 4197))
        #expect(screen.state.pane == .workflows)
        try await screen.press("j<enter>")
        #expect(screen.state.workflows.text != nil)
        try await screen.press("<esc>J")
        #expect(screen.text.contains("opened from another pane"))
        try await screen.press("<esc>")
        #expect(screen.state.pane == .failures)
        #expect(screen.state.workflows.run == nil)
    }

    @Test func `a run that is gone says so`() async throws {
        var screen = try ServedScreen(pane: .live) { $0.workflows.run = { _ in nil } }
        await screen.jump(to: .run(id: 7))
        #expect(screen.text.contains("There is no run 7 any more"))
    }

    @Test func `a dry run without a number takes the newest event that started it`() async throws {
        let asked = ActLog()
        var screen = try ServedScreen(pane: .workflows) { services in
            services.workflows.workflows = { WorkFixture.workflows() }
            services.workflows.runs = { workflow, _, _, _ in workflow == 1 ? WorkFixture.runs() : [] }
            services.workflows.dryRun = { workflow, event in
                asked.note("\(workflow) on \(event)")
                return []
            }
        }
        try await screen.enter()
        try await screen.press("t<enter>")
        #expect(asked.lines == ["1 on 5199"])
        try await screen.press("<esc>jt<enter>")
        #expect(screen.text.contains("no event has started it yet"))
        try await screen.press("<esc>tabc<enter>")
        #expect(screen.text.contains("an event's number is wanted"))
    }

    @Test func `disabling asks for the reason, and passes it on`() async throws {
        let acts = ActLog()
        var screen = try ServedScreen(pane: .workflows) { services in
            services.workflows.workflows = { WorkFixture.workflows() }
            services.workflows.runs = { _, _, _, _ in WorkFixture.runs() }
            services.workflows.setEnabled = { acts.note("\($0) \($1) \($2)") }
            services.workflows.replay = { run, reason in
                acts.note("replay \(run) \(reason)")
                return 5000
            }
        }
        try await screen.enter()
        try await screen.press("Dloud<enter>y")
        try await screen.press("jjDy")
        try await screen.press("gg<enter>Rmapped<enter>y")
        #expect(acts.lines == ["1 false loud", "3 true ", "replay 4199 mapped"])
        #expect(screen.text.contains("replayed as run 5000"))
    }

    @Test(arguments: ["D", "<enter>R"])
    func `a console that only looks changes nothing`(keys: String) async throws {
        var screen = try await screen(isReadOnly: true)
        try await screen.press(keys)
        #expect(screen.text.contains("this console only looks"))
    }

    @Test func `no workflow and bad files point to p`() async throws {
        var screen = try ServedScreen(pane: .workflows) { $0.workflows.problems = { WorkFixture.problems } }
        try await screen.enter()
        #expect(screen.text.contains("No workflow can be used"))
        try await screen.press("p")
        #expect(screen.text.contains("did you mean globex"))
    }
}

extension ServedScreen {
    /// Goes where a pane would.
    mutating func jump(to jump: ConsoleJump) async {
        wish(jump)
        await send(.tick(state.now))
    }
}
