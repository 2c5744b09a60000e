internal import Glibc
package import Primitives

/// The run loop: input and messages in, frames out on a clock but for a key at once, asleep in `poll` between.
///
/// Everything runs on the main thread; only effects run elsewhere.
@MainActor
package final class Program<State, Message: Sendable> {
    /// The shortest time from any frame to one that nobody at the keyboard asked for: 20 a second at most.
    package static var frameInterval: Duration { .milliseconds(50) }
    /// The shortest time between two frames that keys ask for; the first of them is drawn at once.
    package static var inputFrameInterval: Duration { .milliseconds(33) }
    /// Messages taken out of the mailbox at once.
    static var batchLimit: Int { 512 }
    /// How long one turn may handle messages before input is looked at again.
    static var batchDuration: Duration { .milliseconds(8) }

    package private(set) var state: State
    /// Where services put messages for the program, from any thread.
    package let mailbox: Mailbox<Message>

    private let definition: ProgramDefinition<State, Message>
    private let driver: any TerminalDriver
    private let wallClock: WallClock
    private let clock: MonotonicClock
    private let effects: EffectRunner<Message>

    private var front: Grid?
    private var themeDrawn: Theme?
    private var isDirty = true
    private var hasQuit = false
    private var lastFrame: Duration?
    /// Whether input came that is not on screen yet, and when a frame last showed any.
    private var hasUnseenInput = false
    private var lastInputFrame: Duration?
    private var tickDue: Duration?
    private var counted = ProgramCounters()
    /// Messages taken out of the mailbox and not yet handled, because the turn's time was over.
    private var backlog: ArraySlice<Message> = []

    package init(
        state: State,
        definition: ProgramDefinition<State, Message>,
        driver: any TerminalDriver,
        mailbox: Mailbox<Message> = Mailbox(),
        wallClock: WallClock = .system,
        clock: MonotonicClock = .system
    ) {
        self.state = state
        self.definition = definition
        self.driver = driver
        self.mailbox = mailbox
        self.wallClock = wallClock
        self.clock = clock
        effects = EffectRunner(mailbox: mailbox)
    }

    /// A way for services and effects to send messages to this program.
    package var send: Send<Message> {
        let mailbox = mailbox
        return Send { message, key in
            if let key { mailbox.post(message, replacing: key) } else { mailbox.post(message) }
        }
    }

    /// What the loop counted so far.
    package var counters: ProgramCounters {
        var counters = counted
        counters.bytes = driver.bytesWritten
        counters.lost = mailbox.lost
        return counters
    }

    /// Whether nothing waits and no effect runs; what shows is then the final word until something happens.
    package var isIdle: Bool {
        backlog.isEmpty && mailbox.isEmpty && effects.inFlight == 0
    }

    /// Runs until an effect says quit, then cancels what runs. Closing the driver is the caller's.
    package func run() {
        deliver(.resize(driver.size))
        // The first frame tells the time already.
        deliver(definition.tick(wallClock.now()))
        while !hasQuit {
            turn(waiting: timeUntilNextTurn())
        }
        effects.cancelAll()
    }

    /// Hands messages to `update` before the loop runs: how a program starts its first effects.
    package func start(with messages: [Message]) {
        for message in messages { deliver(message) }
    }

    /// Draws now, whatever the frame clock says, if anything changed.
    package func paintNow() {
        if isDirty { paint() }
    }

    /// One pass: waits at most `timeout` (nil: until something happens), handles what came, paints if it is time.
    package func turn(waiting timeout: Duration?) {
        counted.turns += 1
        // With a frame still to come, messages wait for it: a flood of them then costs a turn a frame, not one each.
        let isFrameAhead = isDirty && !isFrameDue
        let descriptors = driver.fileDescriptors + (isFrameAhead ? [] : [mailbox.fileDescriptor])
        if Poll.wait(for: descriptors, timeout: timeout) == .hungUp { deliver(.terminate) }
        for event in driver.nextEvents() {
            handle(event)
            hasUnseenInput = true
        }
        deliverMessages()
        deliverTick()
        if isDirty, isFrameDue { paint() }
    }

    /// When the next frame may be drawn; a key's does not wait for the clock of the others.
    private var frameDue: Duration? {
        let due = lastFrame.map { $0 + Self.frameInterval }
        guard hasUnseenInput, let due else { return due }
        return lastInputFrame.map { min(due, $0 + Self.inputFrameInterval) }
    }

    private var isFrameDue: Bool {
        frameDue.map { clock.now() >= $0 } ?? true
    }

    private func timeUntilNextTurn() -> Duration? {
        if !backlog.isEmpty { return .zero }
        let now = clock.now()
        let frame = isDirty ? frameDue.map { max(.zero, $0 - now) } ?? .zero : nil
        let tick = scheduledTick(now: now).map { max(.zero, $0 - now) }
        return [frame, tick].compactMap { $0 }.min()
    }

    // MARK: - In

    private func handle(_ event: InputEvent) {
        switch event {
        case .suspend:
            suspend()
        case .key(KeyPress(.character("l"), .control)):
            redraw()
            deliver(event)
        case .resize:
            front = nil
            deliver(event)
        case .key, .paste, .mouse, .interrupt, .terminate, .resumed:
            deliver(event)
        }
    }

    private func deliver(_ event: InputEvent) {
        deliver(definition.input(event))
    }

    private func deliver(_ message: Message) {
        counted.messages += 1
        var changesScreen = true
        for effect in definition.update(&state, message) {
            if case .unchanged = effect { changesScreen = false } else { perform(effect) }
        }
        if changesScreen { isDirty = true }
    }

    private func deliverMessages() {
        let end = clock.now() + Self.batchDuration
        while clock.now() <= end {
            if backlog.isEmpty { backlog = mailbox.drain(limit: Self.batchLimit)[...] }
            guard let message = backlog.popFirst() else { return }
            deliver(message)
        }
    }

    private func deliverTick() {
        let now = clock.now()
        guard let due = scheduledTick(now: now), due <= now else { return }
        tickDue = nil
        deliver(definition.tick(wallClock.now()))
        _ = scheduledTick(now: now)
    }

    /// When the next tick is due; the sooner of what was planned and what the state wants now.
    private func scheduledTick(now: Duration) -> Duration? {
        guard let wait = definition.nextTick(state, wallClock.now()) else {
            tickDue = nil
            return nil
        }
        let wanted = now + wait
        let due = tickDue.map { min($0, wanted) } ?? wanted
        tickDue = due
        return due
    }

    // MARK: - Out

    private func perform(_ effect: Effect<Message>) {
        switch effect {
        case .run(let id, let cancelInFlight, let operation):
            effects.start(id: id, cancelInFlight: cancelInFlight, operation)
        case .cancel(let id):
            effects.cancel(id)
        case .quit:
            hasQuit = true
        case .bell:
            driver.bell()
        case .copy(let text, let then):
            let isCopied = driver.copy(text)
            if let then { mailbox.post(then(isCopied)) }
        case .suspend:
            suspend()
        case .foreground(let operation):
            driver.suspend()
            let message = operation()
            driver.resume()
            redraw()
            deliver(.resize(driver.size))
            if let message { mailbox.post(message) }
        case .redraw:
            redraw()
        case .unchanged:
            break
        }
    }

    private func suspend() {
        driver.suspend()
        driver.stopUntilContinued()
        driver.resume()
        redraw()
        deliver(.resize(driver.size))
        deliver(.resumed)
    }

    private func redraw() {
        front = nil
        isDirty = true
    }

    private func paint() {
        var grid = Grid(size: driver.size, glyphs: driver.glyphs)
        let theme = definition.theme(state)
        definition.render(state, &grid)
        if theme != themeDrawn { front = nil }
        let isFull = front == nil || front?.size != grid.size
        driver.apply(GridDiff.runs(from: front, to: grid), cursor: grid.cursor, theme: theme, isFull: isFull)
        front = grid
        themeDrawn = theme
        isDirty = false
        let now = clock.now()
        lastFrame = now
        if hasUnseenInput { lastInputFrame = now }
        hasUnseenInput = false
        counted.frames += 1
    }
}
