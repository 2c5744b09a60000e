import Console
import CoreServices
import Primitives
import TerminalKit
import TestSupport
import Testing

/// The Workflows pane as a person sees it.
struct WorkflowsScreenTests {
    static func screen(_ size: Size = WorkFixture.sizes[0], isReadOnly: Bool = false) async throws -> ServedScreen {
        var screen = try ServedScreen(pane: .workflows, size: size, isReadOnly: isReadOnly) { services in
            services.workflows.workflows = { WorkFixture.workflows() }
            services.workflows.problems = { WorkFixture.problems }
            services.workflows.runs = { _, state, before, limit in
                WorkFixture.runs().filter { run in
                    (state == nil || run.state == state) && (before.map { run.id < $0 } ?? true)
                }
            }
            services.workflows.run = { WorkFixture.detail($0) }
            services.workflows.dryRun = { _, event in
                [DryRunStep(title: "Salesforce create Lead", text: "POST /Lead\n\n{\"Email\": \"kit@example.com\"}")]
            }
        }
        try await screen.enter()
        return screen
    }

    @Test(arguments: WorkFixture.sizes)
    func `the workflows`(size: Size) async throws {
        var screen = try await Self.screen(size)
        try Golden.check(screen.grid(), "workflows")
        #expect(screen.text.contains("Acme to Sales"))
        #expect(!screen.text.contains("\u{1b}"))
        try await screen.press("e")
        #expect(screen.text.contains("braze breaker open, probe in 24 s"))
    }

    @Test func `without any glyph of Unicode`() async throws {
        let grid = try await Self.screen().grid(glyphs: .ascii)
        #expect(grid.isASCII)
        try Golden.check(grid, "workflows-ascii")
    }

    @Test(arguments: WorkFixture.sizes)
    func `the runs of a workflow`(size: Size) async throws {
        var screen = try await Self.screen(size)
        try await screen.press("<enter>")
        try Golden.check(screen.grid(), "runs")
    }

    @Test(arguments: WorkFixture.sizes)
    func `a run as a timeline`(size: Size) async throws {
        var screen = try await Self.screen(size)
        try await screen.press("<enter>jj<enter>j")
        try Golden.check(screen.grid(), "run")
    }

    @Test(arguments: WorkFixture.sizes)
    func `the request and the response of an attempt`(size: Size) async throws {
        var screen = try await Self.screen(size)
        try await screen.press("<enter>jj<enter>j<enter>")
        try Golden.check(screen.grid(), "attempt")
    }

    @Test(arguments: WorkFixture.sizes)
    func `the files that cannot be used`(size: Size) async throws {
        var screen = try await Self.screen(size)
        try await screen.press("p")
        try Golden.check(screen.grid(), "workflow-problems")
    }

    @Test(arguments: WorkFixture.sizes)
    func `whether to disable a workflow`(size: Size) async throws {
        var screen = try await Self.screen(size)
        try await screen.press("D")
        try Golden.check(screen.grid(), "workflow-disable")
    }

    @Test func `a dry run`() async throws {
        var screen = try await Self.screen()
        try await screen.press("t")
        try Golden.check(screen.grid(), "dry-run-asks")
        try await screen.press("1290<enter>")
        try Golden.check(screen.grid(), "dry-run")
    }
}

extension Grid {
    var isASCII: Bool {
        (0..<size.rows).allSatisfy { row in cells(inRow: row).allSatisfy { $0.character.isASCII } }
    }
}
