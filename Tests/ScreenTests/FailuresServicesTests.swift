import Console
import CoreServices
import Primitives
import Synchronization
import TerminalKit
import TestSupport
import Testing

/// What the Failures pane asks of its services, in a console that runs.
@MainActor
struct FailuresServicesTests {
    /// What was asked for, in order.
    private final class Calls: Sendable {
        private let list = Mutex<[String]>([])

        var all: [String] { list.withLock { $0 } }
        func add(_ call: String) { list.withLock { $0.append(call) } }
    }

    @MainActor
    private struct Console {
        let calls = Calls()
        let driver = RecordingDriver()
        let program: Program<ConsoleState, ConsoleMessage>

        init(editing edit: @escaping @MainActor @Sendable (String) -> Result<String?, QueryFailure>) throws {
            let calls = calls
            var services = ScreenFixture.unusedServices
            services.failures.groups = { FailuresFixture.groups }
            services.failures.failures = { _, filter, _, _ in
                filter.isEverything ? FailuresFixture.rows : [FailuresFixture.row(12)]
            }
            services.failures.detail = { FailuresFixture.detail(FailuresFixture.row($0)) }
            services.failures.plan = { selection, includesRisky in
                calls.add("plan \(selection) \(includesRisky)")
                return FailuresFixture.plan
            }
            services.failures.retry = { plan, pace, reason in
                calls.add("retry \(plan.stepIDs.count) at \(pace): \(reason)")
                return 5
            }
            services.failures.bulk = { $0 == 5 ? FailuresFixture.bulk(.running) : nil }
            services.failures.stopBulk = { calls.add("stop \($0)") }
            services.failures.edit = { step, request, revision, reason in
                calls.add("edit \(step) after \(revision) \(request.url): \(reason)")
            }
            services.failures.retryStep = { step, reason in calls.add("retry step \(step): \(reason)") }
            services.failures.discard = { selection, reason in
                calls.add("discard \(selection): \(reason)")
                return 1
            }
            services.failures.acknowledge = { calls.add("acknowledge \($0): \($1)") }
            services.failures.note = { calls.add("note \($0): \($1)") }
            services.failures.curl = { "curl step \($0) TOKEN" }
            services.failures.editText = edit

            let update = ConsoleUpdate(services: services, keymap: ScreenFixture.keymap)
            let view = ConsoleView(keymap: ScreenFixture.keymap)
            program = Program(
                state: ConsoleState(
                    setting: try ScreenFixture.setting(),
                    size: driver.size,
                    now: ScreenFixture.now
                ),
                definition: ProgramDefinition(
                    update: { update(&$0, $1) },
                    render: { view($0, into: &$1) },
                    input: ConsoleMessage.input,
                    tick: ConsoleMessage.tick,
                    nextTick: { _, _ in nil },
                    theme: \.setting.theme
                ),
                driver: driver,
                wallClock: WallClock { ScreenFixture.now }
            )
        }

        func press(_ script: String) throws {
            let isIdle = try program.play(script, on: driver)
            try #require(isIdle)
        }
    }

    private func console(
        editing edit: @escaping @MainActor @Sendable (String) -> Result<String?, QueryFailure> = { .success($0) }
    ) throws -> Console {
        try Console(editing: edit)
    }

    @Test func `a group is planned first, then retried at the pace and for the reason given`() throws {
        let console = try console()
        try console.press("3R")
        #expect(console.driver.text.contains("Retry 37 of 39?"))
        #expect(console.calls.all == ["plan group(1) false"])
        try console.press("+<tab>over<enter>y")
        #expect(console.calls.all.last == "retry 37 at 50.0: over")
        #expect(console.driver.text.contains("12 of 37"))
        try console.press("S")
        #expect(console.calls.all.last == "stop 5")
        #expect(console.driver.text.contains("nothing more is sent"))
    }

    @Test func `a changed request is kept and tried again`() throws {
        let console = try console { .success($0.replacing("/sobjects/Lead", with: "/sobjects/Contact")) }
        try console.press("3<enter><enter>E")
        #expect(console.calls.all.isEmpty)
        #expect(console.driver.text.contains("Retry as revision 1?"))
        #expect(!console.driver.isSuspended)
        try console.press("y")
        #expect(
            console.calls.all
                == ["edit 11 after 0 /services/data/v61.0/sobjects/Contact: ", "retry step 11: "]
        )
        #expect(console.driver.text.contains("kept as revision 1"))
    }

    @Test(arguments: [
        (Result<String?, QueryFailure>.success(nil), "given up"),
        (.failure(QueryFailure(reason: "the editor 'joe' could not be started")), "'joe' could not be started"),
    ])
    func `an edit that comes to nothing does nothing`(
        result: Result<String?, QueryFailure>,
        words: String
    ) throws {
        let console = try console { _ in result }
        try console.press("3<enter><enter>E")
        #expect(console.driver.text.contains(words))
        #expect(console.calls.all.isEmpty)
    }

    @Test func `the editor opens again on a text that could not be used`() throws {
        let calls = Calls()
        let console = try console { text in
            calls.add(text)
            return .success("nonsense")
        }
        try console.press("3<enter><enter>EE")
        #expect(calls.all == [FailuresFixture.request.text, "nonsense"])
    }

    @Test func `single steps and groups are acted on for a reason`() throws {
        let console = try console()
        try console.press("3a<tab>known<enter>y")
        try console.press("<enter>j<enter>Ry")
        try console.press("mlook<enter>y")
        try console.press("Xgone<enter>y")
        #expect(
            console.calls.all == [
                "acknowledge 1: known", "retry step 12: ", "note 12: look", "discard steps([12]): gone",
            ]
        )
    }

    @Test func `a step is copied as a command with words for secrets`() throws {
        let console = try console()
        try console.press("3<enter><enter>c")
        #expect(console.driver.copied == ["curl step 11 TOKEN"])
    }

    @Test func `a filter narrows the steps, and a retry takes what passes`() throws {
        let console = try console()
        try console.press("3<enter>/grace<enter>")
        #expect(console.program.state.failures.steps.rows.map(\.stepID) == [12])
        try console.press("R")
        #expect(console.calls.all.first?.hasPrefix("plan matching") == true)
    }
}
