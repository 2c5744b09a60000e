package import CoreServices
import Primitives
package import TerminalKit

/// The Connect pane: flows and integrations, one of them opened, a form, and where someone is in it.
package struct ConnectState: Sendable, PaneState {
    /// What is opened beside the list.
    package struct Opened: Sendable {
        package var id: ConnectRow.ID
        /// Of an integration; `nil` while they are read.
        package var notices: [ConnectNotice]?
        package var failure: QueryFailure?
        /// The step of a flow that was brought into sight, once for each step.
        package var step: ConnectStep.Kind?
        package var text = OpenedText()
    }

    /// A token on its way in; it never shows.
    package struct TokenEntry: Sendable {
        package var flow: Int64
        package var input = TextInput(limit: 8192)
    }

    package var list = ListPane<ConnectRow, ConnectRow.ID>(id: \.id)
    package var roster = ConnectRoster()
    package var listening: ConnectListening?
    package var place: ConnectPlace?
    package var opened: Opened?
    package var form: ConnectForm?
    package var token: TokenEntry?
    /// Whether the code of the short link fills the screen.
    package var isShowingCode = false

    package init() {}

    var keyContexts: [KeyContext] {
        switch opened?.id {
        case .flow: [.connectFlow, .connect]
        case .connection: [.connection, .connect]
        case nil: [.connectList, .connect]
        }
    }

    var hasDetail: Bool { form != nil || opened != nil }
    var detailNeedsRoom: Bool { hasDetail }
    var hasLayers: Bool { hasDetail }
    var isTyping: Bool { form != nil || token != nil || opened?.text.searchInput != nil }

    func typingKeys(_ glyphs: Glyphs) -> StyledText? {
        if let form { return form.keys(glyphs) }
        guard token != nil else { return nil }
        return StyledText(glyphs.enter, .footerKey) + StyledText(" hand it in  ", .footerText)
            + StyledText("Esc", .footerKey) + StyledText(" drop it", .footerText)
    }

    /// What keys are about: what is opened or else selected.
    package var target: ConnectRow? {
        switch opened?.id {
        case .flow(let id): roster.flows.first { $0.id == id }.map(ConnectRow.flow)
        case .connection(let id): roster.connections.first { $0.id == id }.map(ConnectRow.connection)
        case nil: list.selected
        }
    }

    package var flow: ConnectFlow? { target?.flow }
    package var connection: Connection? { target?.connection }

    /// Whether something may happen though nothing arrives: a link runs out, or Kombo is asked.
    var isChanging: Bool {
        roster.flows.contains { $0.state.isOpen } || roster.connections.contains { $0.order?.isOver == false }
    }
}
