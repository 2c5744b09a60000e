import Console
import CoreServices
import Primitives
import TerminalKit
import TestSupport
import Testing

/// How the Failures pane looks.
struct FailuresScreenTests {
    static let sizes = FailuresFixture.sizes

    @Test(arguments: sizes)
    func `the kinds of failure, what needs a person on top`(size: Size) throws {
        try Golden.check(try FailuresFixture.opened(size: size).grid(), "failures-groups")
    }

    @Test func `the kinds of failure in ASCII`() throws {
        let screen = try FailuresFixture.opened()
        try Golden.check(screen.grid(glyphs: .ascii), "failures-groups-ascii")
        #expect(screen.grid(glyphs: .ascii).hasOnlyASCII)
    }

    @Test func `without colours every word is still there`() throws {
        let coloured = try FailuresFixture.opened().lines
        #expect(coloured.joined().contains("still breaking"))
        #expect(coloured.joined().contains("probe in 24 s"))
        #expect(coloured.joined().contains("seen by mira"))
        #expect(coloured.joined().contains("quiet 5 h"))
    }

    @Test(arguments: sizes)
    func `the steps of a group, some marked`(size: Size) throws {
        var screen = try FailuresFixture.group(size: size)
        try screen.press("<space><space>")
        try Golden.check(screen.grid(), "failures-group")
    }

    @Test(arguments: sizes)
    func `one step, its attempts`(size: Size) throws {
        try Golden.check(try FailuresFixture.step(size: size).grid(), "failures-step")
    }

    @Test func `one step in ASCII`() throws {
        let grid = try FailuresFixture.step().grid(glyphs: .ascii)
        try Golden.check(grid, "failures-step-ascii")
        #expect(grid.hasOnlyASCII)
    }

    @Test(arguments: [("request", 1), ("response", 2), ("schedule", 3), ("edits", 4)])
    func `one step, its other views`(view: String, presses: Int) throws {
        var screen = try FailuresFixture.step()
        try screen.press(String(repeating: "<tab>", count: presses))
        try Golden.check(screen.grid(), "failures-step-\(view)")
    }

    @Test(arguments: sizes)
    func `a retry is planned`(size: Size) throws {
        var screen = try FailuresFixture.opened(size: size)
        try screen.press("R")
        screen.send(.failures(.plan(generation: screen.state.failures.planGeneration, .success(FailuresFixture.plan))))
        try Golden.check(screen.grid(), "failures-plan")
        #expect(screen.text.contains("about 4 s"))
    }

    @Test(arguments: sizes)
    func `a retry is under way`(size: Size) throws {
        var screen = try FailuresFixture.opened(size: size)
        screen.send(.failures(.bulk(.success(FailuresFixture.bulk(.running)))))
        try Golden.check(screen.grid(), "failures-progress")
    }

    @Test(arguments: [sizes[0], sizes[2]])
    func `the probe of a retry failed`(size: Size) throws {
        var screen = try FailuresFixture.opened(size: size)
        screen.send(.failures(.bulk(.success(FailuresFixture.bulk(.probeFailed, released: 1)))))
        try Golden.check(screen.grid(), "failures-probe-failed")
        #expect(screen.text.contains("probe failed"))
    }

    @Test(arguments: sizes)
    func `a changed request is asked about`(size: Size) throws {
        var screen = try FailuresFixture.step(size: size)
        let text = FailuresFixture.request.text.replacing("\"LeadSource\"", with: "\"Company\":\"n/a\",\"LeadSource\"")
        screen.send(.failures(.edited(step: 11, .success(text + "\n"))))
        try Golden.check(screen.grid(), "failures-change")
        #expect(screen.text.contains("n/a"))
        #expect(!screen.text.contains("kit@zuse.example"))
    }
}

extension Grid {
    /// Whether every cell can be printed by a terminal that knows ASCII alone.
    var hasOnlyASCII: Bool {
        (0..<size.rows).allSatisfy { row in cells(inRow: row).allSatisfy { $0.character.isASCII } }
    }
}
