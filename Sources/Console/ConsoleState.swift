package import CoreServices
package import Primitives
package import TerminalKit

/// Everything that the console shows, as a value.
package struct ConsoleState: Sendable {
    /// What stays the same while the console runs.
    package struct Setting: Sendable {
        package var eventName: String
        /// Seconds east of UTC in which times are shown, for a given time.
        package var zone: TimeZoneOffset
        package var theme: Theme
        package var sponsors: SponsorDirectory
        package var banner: ConsoleBanner
        /// Where webhooks are to be sent; `nil` when this process takes none.
        package var address: String?
        /// Whether quitting stops the listener, so that it is asked for twice.
        package var ownsListener: Bool

        package init(
            eventName: String,
            zone: TimeZoneOffset,
            theme: Theme,
            sponsors: SponsorDirectory = SponsorDirectory(),
            banner: ConsoleBanner = ConsoleBanner(),
            address: String? = nil,
            ownsListener: Bool = false
        ) {
            self.eventName = eventName
            self.zone = zone
            self.theme = theme
            self.sponsors = sponsors
            self.banner = banner
            self.address = address
            self.ownsListener = ownsListener
        }
    }

    /// What lies over the pane and takes the keys.
    package enum Overlay: Sendable {
        case none
        case help(first: Int)
        case palette(TextInput, selected: Int)
        case quit
        case question(Question)
    }

    package var setting: Setting
    package var size: Size
    package var now: Timestamp
    package var header = HeaderState()
    /// What is wrong anywhere.
    package var trouble = TroubleSummary()
    /// The pane in front; the others keep where someone was in them.
    package var pane = Pane.live
    package var live = LiveState()
    package var workflows = WorkflowsState()
    package var failures = FailuresState()
    package var sponsors = SponsorsState()
    package var connect = ConnectState()
    package var access = AccessState()
    package var destinations = DestinationsState()
    package var audit = AuditState()
    /// The way from pane to pane, newest last.
    package var trail: [ConsoleTrail] = []
    /// Where a pane asks to go; taken as soon as the pane has done its part.
    package var wantedJump: ConsoleJump?
    package var overlay = Overlay.none
    /// One sentence about the last thing done, until the next key.
    package var notice: DisplayText?
    /// Until when personal data is shown whole.
    package var revealedUntil: Timestamp?
    package var writeFault: WriteFault?

    package init(setting: Setting, size: Size = Size(columns: 80, rows: 24), now: Timestamp) {
        self.setting = setting
        self.size = size
        self.now = now
    }

    /// Whether personal data is shown whole now.
    package var isRevealed: Bool { revealedUntil.map { $0 > now } ?? false }

    /// Where keys are looked up, nearest first.
    package var keyContexts: [KeyContext] {
        switch overlay {
        case .help: [.help]
        case .palette: [.palette]
        case .quit: [.quit]
        case .question(let question): question.contexts + [.question]
        case .none: paneContexts
        }
    }
}

/// Seconds east of UTC at a given time, as the time zone of the event has it.
package struct TimeZoneOffset: Sendable {
    private let seconds: @Sendable (Timestamp) -> Int

    package init(_ seconds: @escaping @Sendable (Timestamp) -> Int) {
        self.seconds = seconds
    }

    package static let utc = TimeZoneOffset { _ in 0 }

    package func secondsFromUTC(at time: Timestamp) -> Int {
        seconds(time)
    }
}

/// States that change how everything reads.
package struct ConsoleBanner: Sendable, Equatable {
    package var isDemo = false
    package var isReadOnly = false
    /// The process that owns the store, when this one only looks.
    package var attachedTo: Int32?
    /// Something that the operator should put right, such as an endpoint without authentication.
    package var warning: String?

    package init(
        isDemo: Bool = false,
        isReadOnly: Bool = false,
        attachedTo: Int32? = nil,
        warning: String? = nil
    ) {
        self.isDemo = isDemo
        self.isReadOnly = isReadOnly
        self.attachedTo = attachedTo
        self.warning = warning
    }
}

extension KeyContext {
    static let help: KeyContext = "help"
    static let palette: KeyContext = "palette"
    static let quit: KeyContext = "quit"
    static let question: KeyContext = "question"
}
