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
    }

    package var setting: Setting
    package var size: Size
    package var now: Timestamp
    package var header = HeaderState()
    package var live = LiveState()
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
        case .none: live.detail == nil ? [.live, .global] : [.detail, .live, .global]
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
    static let live: KeyContext = "live"
    static let detail: KeyContext = "detail"
    static let help: KeyContext = "help"
    static let palette: KeyContext = "palette"
    static let quit: KeyContext = "quit"
}
