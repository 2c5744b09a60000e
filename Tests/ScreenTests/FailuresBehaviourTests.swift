import Console
import CoreServices
import Primitives
import Simulator
import TerminalKit
import TestSupport
import Testing

/// What the Failures pane does with keys and answers.
struct FailuresBehaviourTests {
    private func runs(_ screen: Screen) -> Int {
        screen.effects.count { if case .run = $0 { true } else { false } }
    }

    private func question(_ screen: Screen) -> Question? {
        if case .question(let question) = screen.state.overlay { question } else { nil }
    }

    /// Answers the plan that was asked for last.
    private func answer(_ plan: RetryPlan, _ screen: inout Screen) {
        screen.send(.failures(.plan(generation: screen.state.failures.planGeneration, .success(plan))))
    }

    @Test func `what needs a person soonest comes first, whatever the store's order`() throws {
        let screen = try FailuresFixture.opened()
        #expect(screen.state.failures.list.rows.map(\.id) == [1, 3, 4, 2])
    }

    @Test func `marks stay when the rows come anew, and go with their steps`() throws {
        var screen = try FailuresFixture.group()
        try screen.press("<space>j<space><f5>")
        #expect(screen.state.failures.marks == [11, 13])
        screen.answerSteps(FailuresFixture.rows.reversed())
        #expect(screen.state.failures.marks == [11, 13])
        try screen.press("<f5>")
        screen.answerSteps([FailuresFixture.row(13)])
        #expect(screen.state.failures.marks == [13])
    }

    @Test func `escape leaves the marks first, then the group`() throws {
        var screen = try FailuresFixture.group()
        try screen.press("<space><esc>")
        #expect(screen.state.failures.marks.isEmpty && screen.state.failures.group == 1)
        try screen.press("<esc>")
        #expect(screen.state.failures.group == nil)
    }

    @Test func `the pane's own digit leads back to the groups, from however deep`() throws {
        var screen = try FailuresFixture.group()
        try screen.press("<space><enter>3")
        #expect(screen.state.failures.group == nil && screen.state.failures.opened == nil)
        try screen.press("3")
        #expect(screen.state.notice == "this is Failures")
    }

    @Test func `an answer about the group before is dropped`() throws {
        var screen = try FailuresFixture.opened()
        try screen.press("<enter><esc>j<enter>")
        screen.send(.failures(.steps(generation: 1, isMore: false, .success(FailuresFixture.rows), limit: 200)))
        #expect(screen.state.failures.steps.rows.isEmpty)
    }

    @Test func `an answer about another step is dropped`() throws {
        var screen = try FailuresFixture.group()
        try screen.press("<enter>")
        screen.send(.failures(.detail(step: 14, .success(FailuresFixture.detail()))))
        #expect(screen.state.failures.opened?.detail == nil)
    }

    @Test func `a plan that is wanted no more does not appear`() throws {
        var screen = try FailuresFixture.group()
        try screen.press("R")
        let generation = screen.state.failures.planGeneration
        try screen.press("<esc>")
        screen.send(.failures(.plan(generation: generation, .success(FailuresFixture.plan))))
        #expect(question(screen) == nil)
    }

    @Test func `more steps are asked for near the end and come after the others`() throws {
        let many = (Int64(1)...200).map { FailuresFixture.row($0) }
        var screen = try FailuresFixture.group(many)
        #expect(runs(screen) == 0)
        try screen.press("G")
        #expect(runs(screen) == 1)
        screen.answerSteps([FailuresFixture.row(201)], isMore: true)
        #expect(screen.state.failures.steps.rows.last?.stepID == 201)
        #expect(screen.state.failures.steps.reachesEnd)
    }

    @Test func `a mistake in the filter is told with its column`() throws {
        var screen = try FailuresFixture.group()
        try screen.press("/nope:x")
        #expect(screen.text.contains("column 1"))
        try screen.press("<enter>")
        #expect(screen.state.failures.isTypingFilter)
        try screen.press("<esc>")
        #expect(screen.state.failures.filterLine.filter.isEverything)
    }

    @Test func `a retry takes the marked, else the filtered, else the group`() throws {
        var screen = try FailuresFixture.group()
        #expect(screen.state.failures.selection == .group(1))
        try screen.press("<space>")
        #expect(screen.state.failures.selection == .steps([11]))
        try screen.press("<esc>/kit<enter>")
        let filter = screen.state.failures.filterLine.filter
        #expect(screen.state.failures.selection == .matching(filter, group: 1))
    }

    @Test func `the pace and what is risky can be changed while the reason stays`() throws {
        var screen = try FailuresFixture.opened()
        try screen.press("R")
        answer(FailuresFixture.plan, &screen)
        try screen.press("<tab>incident<enter>+")
        #expect(screen.text.contains("50/s, about 1 s"))
        try screen.press("---")
        #expect(screen.text.contains("1/s, about 37 s"))
        try screen.press("i")
        #expect(runs(screen) == 1)
        var risky = FailuresFixture.plan
        risky.includesRisky = true
        answer(risky, &screen)
        #expect(screen.text.contains("may be done twice"))
        #expect(question(screen)?.reason?.text == "incident")
    }

    @Test func `a plan in which everything is skipped says why and cannot be started`() throws {
        var screen = try FailuresFixture.opened()
        try screen.press("R")
        var plan = FailuresFixture.plan
        plan.parts = []
        plan.stepIDs = []
        answer(plan, &screen)
        #expect(screen.text.contains("Nothing to retry"))
        #expect(screen.text.contains("may create a second Lead"))
        try screen.press("y")
        #expect(runs(screen) == 0)
        #expect(screen.text.contains("nothing was retried: may create a second Lead"))
    }

    @Test(arguments: ["X", "m"])
    func `what needs words is not done without them`(key: String) throws {
        var screen = try FailuresFixture.step()
        try screen.press(key + "<enter>")
        #expect(question(screen) != nil)
        #expect(screen.text.contains("say why"))
        try screen.press("the sponsor left<enter>y")
        #expect(question(screen) == nil)
        #expect(runs(screen) == 1)
    }

    @Test func `a console that only looks changes nothing and says so`() throws {
        let banner = ConsoleBanner(isReadOnly: true)
        var screens = [
            (try FailuresFixture.opened(banner: banner), ["R", "X", "a"]),
            (try FailuresFixture.group(banner: banner), ["R", "X", "a", "m"]),
            (try FailuresFixture.step(banner: banner), ["R", "X", "E", "m"]),
        ]
        for index in screens.indices {
            for key in screens[index].1 {
                try screens[index].0.press(key)
                #expect(screens[index].0.effects.isEmpty && question(screens[index].0) == nil, "\(key)")
                #expect(screens[index].0.text.contains("this console only looks"), "\(key)")
            }
        }
    }

    @Test func `a text that is no request is kept for another try`() throws {
        var screen = try FailuresFixture.step()
        screen.send(.failures(.edited(step: 11, .success("POST /lead\nno header\n\n{}"))))
        #expect(question(screen) == nil)
        #expect(screen.text.contains("line 2"))
        #expect(screen.state.failures.draft?.text == "POST /lead\nno header\n\n{}")
        screen.send(.failures(.edited(step: 11, .success(FailuresFixture.request.text + "\n"))))
        #expect(screen.text.contains("nothing was changed"))
        #expect(screen.state.failures.draft == nil)
    }

    @Test func `a retry is stopped, goes on, and its end stays to be read`() throws {
        var screen = try FailuresFixture.opened()
        screen.send(.failures(.bulkBegan(.success(5))))
        screen.send(.failures(.bulk(.success(FailuresFixture.bulk(.probing, released: 1, failedAgain: 0)))))
        #expect(screen.text.contains("probing with the first"))
        try screen.press("S")
        #expect(runs(screen) == 1)
        screen.send(.failures(.bulk(.success(FailuresFixture.bulk(.stopped)))))
        #expect(screen.text.contains("stopped: nothing more is sent"))
        try screen.press("S")
        #expect(runs(screen) == 1)
        screen.send(.failures(.bulk(.success(FailuresFixture.bulk(.done, released: 37)))))
        screen.send(.failures(.bulk(.success(nil))))
        #expect(screen.text.contains("37 of 37"))
        try screen.press("<esc>")
        #expect(screen.state.failures.bulk == nil)
    }

    @Test(arguments: [("o", Pane.live), ("w", .workflows), ("d", .destinations)])
    func `a step leads to its event, run and destination, and back`(key: String, pane: Pane) throws {
        var screen = try FailuresFixture.step()
        try screen.press(key)
        #expect(screen.state.pane == pane)
        try screen.press("<bs>")
        #expect(screen.state.pane == .failures)
        #expect(screen.state.failures.opened?.step == 11)
    }

    @Test(arguments: [ConsoleJump.step(id: 11), .failureGroup(id: 2)])
    func `what another pane speaks of is opened, and escape leads back there`(jump: ConsoleJump) throws {
        var state = ConsoleState(
            setting: try ScreenFixture.setting(),
            size: FailuresFixture.sizes[0],
            now: ScreenFixture.now
        )
        state.pane = .workflows
        state.wantedJump = jump
        var screen = Screen(state: state)
        screen.send(.tick(ScreenFixture.now))
        #expect(screen.state.pane == .failures)
        screen.send(.failures(.list(generation: 1, .success(FailuresFixture.groups), limit: .max)))
        screen.send(.failures(.detail(step: 11, .success(FailuresFixture.detail()))))
        #expect(screen.text.contains(jump == .step(id: 11) ? "Kit M." : "braze"))
        try screen.press("<esc>")
        #expect(screen.state.pane == .workflows)
        #expect(screen.state.failures.opened == nil && screen.state.failures.group == nil)
    }

    @Test func `a step that is held is retried with a word about that`() throws {
        var group = FailuresFixture.holding
        group.id = 1
        var screen = try FailuresFixture.opened([group])
        try screen.press("<enter>")
        screen.answerSteps([FailuresFixture.row(11, state: .ready)])
        try screen.press("<enter>")
        screen.send(
            .failures(.detail(step: 11, .success(FailuresFixture.detail(FailuresFixture.row(11, state: .ready)))))
        )
        #expect(screen.text.contains("tried again in 24 s"))
        try screen.press("R")
        #expect(screen.text.contains("held back after many failures"))
        #expect(screen.text.contains("may create a second Lead"))
    }

    @Test func `personal data is hidden until it is asked for`() throws {
        var screen = try FailuresFixture.step()
        try screen.press("<tab>")
        #expect(!screen.text.contains("Marlowe") && !screen.text.contains("kit@zuse.example"))
        try screen.reveal()
        try screen.press("G")
        #expect(screen.text.contains("kit@zuse.example"))
    }

    @Test func `hostile text does no harm on any screen`() throws {
        for text in HostileText.all {
            var group = FailuresFixture.lead
            group.message = text
            group.cause = text
            group.remedy = text
            group.destination = text
            let row = FailuresFixture.row(11, person: text, attempt: 2, message: text)
            for size in FailuresFixture.sizes {
                var screen = try FailuresFixture.opened([group], size: size)
                try screen.press("<enter>")
                screen.answerSteps([row])
                #expect(screen.isHarmless)
                try screen.press("<enter>")
                screen.send(.failures(.detail(step: 11, .success(FailuresFixture.detail(row)))))
                #expect(screen.isHarmless)
                try screen.press("R")
                #expect(screen.isHarmless)
            }
        }
    }
}

extension FailuresState {
    fileprivate var isTypingFilter: Bool { filterLine.input != nil }
}

extension Screen {
    /// Whether no cell holds a control, an invisible or a direction-changing character.
    fileprivate var isHarmless: Bool {
        let forbidden: Set<UInt32> = [0x202E, 0x2066, 0x2067, 0x200B, 0x2060, 0xFEFF, 0x2028, 0x2029]
        return text.unicodeScalars.allSatisfy {
            $0 == "\n" || ($0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) && !forbidden.contains($0.value))
        }
    }
}
