package import CommandKit
import Console
import CoreServices
import Foundation
import Primitives
import TerminalKit
package import TerminalNCurses

/// The console on a real terminal, from its first frame to its last.
@MainActor
struct ConsoleSession {
    /// Must have been made before the first thread, task or queue of the process.
    let signals: SignalFile
    let configuration: Configuration
    private var forcesASCII = false
    private var isWithoutColour = false
    private var usesMouse = false

    init(signals: SignalFile, configuration: Configuration) {
        self.signals = signals
        self.configuration = configuration
    }

    static var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// Takes what the command line says about the look.
    mutating func adopt(_ invocation: Invocation) {
        forcesASCII = invocation[SharedOptions.ascii]
        isWithoutColour = invocation[SharedOptions.noColour]
        usesMouse = invocation[SharedOptions.mouse]
    }

    /// Shows the console until someone quits.
    ///
    /// - Parameter banner: States that change how everything reads.
    /// - Throws: `TerminalError` when there is no terminal that can show it; a theme's or the key table's error.
    func run(_ services: Services, banner: ConsoleBanner) throws {
        let store = services.store
        let address = webhookAddress(services.role)
        let library = ThemeLibrary(folders: configuration.themesDirectory.map { [$0] } ?? [])
        let theme = try library.theme(named: configuration.theme)
        let mono = try library.theme(named: "mono")
        let sponsors = SponsorDirectory(rules: configuration.sponsors)
        let keymap = try ConsoleKeymap.make()
        var consoleServices = ConsoleServices(store: store, sponsors: sponsors)
        consoleServices.answer(
            from: WorkflowInspection(store: store, configuration: configuration),
            acting: Operator(store: store, account: .current, isReadOnly: banner.isReadOnly)
        )
        let editor = EditorSession(environment: Self.environment)
        consoleServices.failures.editText = { editor.edit($0) }
        consoleServices.connect.printLink = { LinkPrinter().print($0, $1) }
        let update = ConsoleUpdate(services: consoleServices, keymap: keymap)
        let view = ConsoleView(keymap: keymap)

        var environment = Self.environment
        if isWithoutColour { environment["NO_COLOR"] = "1" }
        let driver = try NCursesDriver(
            signals: signals,
            environment: environment,
            mono: mono,
            options: NCursesDriver.Options(
                errorLog: store.directory.log,
                usesMouse: usesMouse,
                forcesASCII: forcesASCII
            )
        )
        defer { driver.close() }

        let state = ConsoleState(
            setting: ConsoleState.Setting(
                eventName: configuration.eventName,
                zone: Self.zone(configuration.timeZone),
                theme: theme,
                sponsors: sponsors,
                banner: banner,
                address: address,
                ownsListener: address != nil
            ),
            size: driver.size,
            now: WallClock.system.now()
        )
        let program = Program(
            state: state,
            definition: ProgramDefinition(
                update: { update(&$0, $1) },
                render: { view($0, into: &$1) },
                input: ConsoleMessage.input,
                tick: ConsoleMessage.tick,
                nextTick: { _, now in .milliseconds(1000 - now.milliseconds % 1000) },
                theme: \.setting.theme
            ),
            driver: driver
        )
        program.start(with: [.begin])
        program.run()
    }

    /// What to put into the Komo portal, with a word in the place of a secret; `nil` where no webhooks are taken.
    private func webhookAddress(_ role: Services.Role) -> String? {
        guard case .owner(let address) = role else { return nil }
        guard let endpoint = configuration.komoEndpoints.first else { return address }
        let path = endpoint.name == "main" ? "/webhooks/komo" : "/webhooks/komo/\(endpoint.name)"
        if case .secretPath = endpoint.authentication { return "\(address)/webhooks/komo/\(endpoint.name)/SECRET" }
        return address + path
    }

    /// The offset from UTC of the event's time zone, or of the machine's.
    private static func zone(_ identifier: String?) -> TimeZoneOffset {
        let zone = identifier.flatMap(TimeZone.init(identifier:)) ?? .current
        return TimeZoneOffset { zone.secondsFromGMT(for: $0.date) }
    }
}

extension TerminalError: ProvidesExitCode {
    package var exitCode: ExitCode { .usage }
}
