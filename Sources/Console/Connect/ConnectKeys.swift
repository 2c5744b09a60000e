import CoreServices
import Primitives
import TerminalKit

extension KeyContext {
    static let connect: KeyContext = "connect"
    static let connectList: KeyContext = "connect list"
    static let connectFlow: KeyContext = "connect flow"
    static let connection: KeyContext = "connection"
    static let connectKnown: KeyContext = "connect known"
}

/// The keys of the Connect pane.
enum ConnectKeys: PaneKeys {
    static let rows: [ConsoleKeymap.Row] =
        flowRows + OpenedText.keys(in: .connection, group: "Integration") + listRows + neighbourRows + linkRows
        + integrationRows + everywhereRows

    // MARK: - Why not

    private typealias Reason = @Sendable (ConsoleState) -> DisplayText?

    private static let withoutTarget: Reason = { $0.connect.target == nil ? "there is nothing here yet" : nil }

    private static let withoutKey: Reason = {
        $0.connect.place?.hasKey == false
            ? "the configuration has no API key of Kombo: kombo: { apiKey: { secret: 'kombo' } }" : nil
    }

    private static let withoutLink: Reason = { state in
        guard let flow = state.connect.flow else { return "there is no flow here; A begins one" }
        guard !flow.state.isConnected else { return "this flow is connected, so its link is not needed any more" }
        guard let link = flow.link, flow.state != .details, flow.state != .abandoned else {
            return "this flow has no link"
        }
        return link.remaining(at: state.now) == nil ? "this link has run out; n makes a new one" : nil
    }

    private static let withoutBrowser: Reason = { state in
        withoutLink(state) ?? state.connect.place?.browserObstacle.map { DisplayText(untrusted: $0) }
    }

    private static let withoutCode: Reason = { state in
        if let reason = withoutLink(state) { return reason }
        do throws(ConnectCode.Obstacle) {
            _ = try ConnectCode(state)
            return nil
        } catch {
            return error.advice(state.size)
        }
    }

    private static let withoutNewLink: Reason = { state in
        guard let flow = state.connect.flow else { return "there is no flow here; A begins one" }
        return flow.takesNewLink
            ? withoutKey(state) : "this flow is \(DisplayText(untrusted: flow.state.words)), so it needs no new link"
    }

    private static let withoutToken: Reason = { ConnectActs.whyNoToken($0) }

    private static let withoutConnection: Reason = { state in
        guard let connection = state.connect.connection else { return "this is for an integration; this is none" }
        return connection.isDeleted ? "this integration is deleted; A connects again" : nil
    }

    private static func unless(_ state: Connection.State, _ reason: DisplayText) -> Reason {
        { withoutConnection($0) ?? ($0.connect.connection?.state == state ? reason : nil) }
    }

    private static let withoutSetup: Reason = { state in
        withoutConnection(state)
            ?? (state.connect.connection?.setupStatus == .incomplete
                ? withoutKey(state) : "the setup of this integration has no open steps")
    }

    private static let withoutRemoval: Reason = { state in
        switch state.connect.target {
        case nil: "there is nothing here yet"
        case .connection: withoutConnection(state)
        case .flow(let flow):
            flow.state.isOpen && !flow.state.isConnected
                ? nil : "this flow is \(DisplayText(untrusted: flow.state.words)), so there is nothing to abandon"
        }
    }

    private static let isFlow: @Sendable (ConsoleState) -> Bool = { $0.connect.flow != nil }
    private static let isConnection: @Sendable (ConsoleState) -> Bool = { $0.connect.connection != nil }

    // MARK: - Rows

    private static let listRows: [ConsoleKeymap.Row] = [
        row(["<enter>"], .open, "open", "Connect", [.connectList], inFooter: true, disabledReason: withoutTarget),
        row(
            ["A"],
            .connect(.start),
            "connect a customer",
            "Connect",
            [.connectList, .connectFlow, .connection],
            inFooter: true,
            dangerous: true,
            footerCondition: { $0.connect.opened == nil },
            disabledReason: withoutKey
        ),
        newLink,
    ]

    private static let flowRows: [ConsoleKeymap.Row] = [
        row(["<esc>", "q", "<enter>"], .back, "leave pending", "Flow", [.connectFlow], inFooter: true)
    ]

    private static let neighbourRows: [ConsoleKeymap.Row] = [
        row(["J"], .nextEvent, "next", "Connect", [.connectFlow, .connection]),
        row(["K"], .previousEvent, "previous", "Connect", [.connectFlow, .connection]),
    ]

    /// Not in an integration's text, where the key goes to the next match.
    private static let newLink = row(
        ["n"],
        .connect(.newLink),
        "new link",
        "Flow",
        [.connectList, .connectFlow],
        inFooter: true,
        dangerous: true,
        footerCondition: isFlow,
        disabledReason: withoutNewLink
    )

    private static let linkRows: [ConsoleKeymap.Row] = [
        link("c", .copyLink, "copy link", withoutLink),
        link("L", .printLink, "print link", withoutLink),
        link("s", .code, "QR code", withoutCode),
        link("w", .writeLink, "link to a file", withoutLink),
        link("o", .openLink, "open browser", withoutBrowser),
        link("t", .token, "type token", withoutToken, dangerous: true),
    ]

    private static let integrationRows: [ConsoleKeymap.Row] = [
        act("R", .relink, "relink") { withoutConnection($0) ?? withoutKey($0) },
        act("U", .setup, "link to the open steps", withoutSetup),
        act("E", .enable, "enable", unless(.active, "it is active already")),
        act("D", .disable, "disable", unless(.inactive, "it is disabled already")),
        act("u", .look, "ask Kombo how it stands", withoutConnection),
    ]

    private static let everywhereRows: [ConsoleKeymap.Row] = [
        remove("abandon", "Flow", .connectFlow),
        remove("delete", "Integration", .connection),
        remove("abandon or delete", "Connect", .connectList, inFooter: false),
        row(["a"], .connect(.checkKey), "check the API key", "Connect", [.connect], disabledReason: withoutKey),
        row(["<f5>"], .connect(.readAgain), "read again", "Connect", [.connect]),
        row(["A"], .connect(.another), "connect another anyway", "Connect", [.connectKnown], dangerous: true),
    ]

    private static func remove(
        _ title: DisplayText,
        _ group: DisplayText,
        _ context: KeyContext,
        inFooter: Bool = true
    ) -> ConsoleKeymap.Row {
        row(
            ["X"],
            .connect(.remove),
            title,
            group,
            [context],
            inFooter: inFooter,
            dangerous: true,
            disabledReason: withoutRemoval
        )
    }

    private static func link(
        _ key: String,
        _ command: ConnectCommand,
        _ title: DisplayText,
        _ reason: @escaping @Sendable (ConsoleState) -> DisplayText?,
        dangerous: Bool = false
    ) -> ConsoleKeymap.Row {
        row(
            [key],
            .connect(command),
            title,
            "Flow",
            [.connect],
            inFooter: true,
            dangerous: dangerous,
            footerCondition: isFlow,
            disabledReason: reason
        )
    }

    private static func act(
        _ key: String,
        _ command: ConnectCommand,
        _ title: DisplayText,
        _ reason: @escaping @Sendable (ConsoleState) -> DisplayText?
    ) -> ConsoleKeymap.Row {
        row(
            [key],
            .connect(command),
            title,
            "Integration",
            [.connect],
            inFooter: true,
            dangerous: true,
            footerCondition: isConnection,
            disabledReason: reason
        )
    }
}
