package import CoreServices
import Primitives
import TerminalKit

/// The Access pane: what there is, and where someone is in it.
package struct AccessState: Sendable, PaneState {
    /// What stands beside the list, or in its place.
    package enum Opened: Sendable {
        case row(AccessRow.ID)
        case mintForm(MintForm)
        /// A token just signed, and whether it has been copied since.
        case minted(MintedToken)
        /// The token being looked at; empty until one is pasted.
        case inspecting(String)
    }

    package var list = ListPane<AccessRow, AccessRow.ID>(id: \.id)
    package var picture = AccessPicture()
    package var sso = SSOConfiguration()
    package var opened: Opened?
    package var text = OpenedText()

    package init() {}

    var overview: AccessOverview { picture.overview }

    var keyContexts: [KeyContext] {
        switch opened {
        case nil: [.access]
        case .row, .minted: [.accessDetail, .access]
        case .mintForm, .inspecting: [.accessForm]
        }
    }

    var hasDetail: Bool { opened != nil }

    var isTyping: Bool {
        switch opened {
        case .mintForm, .inspecting: true
        case nil, .row, .minted: text.searchInput != nil
        }
    }

    func typingKeys(_ glyphs: Glyphs) -> StyledText? {
        func key(_ key: DisplayText, _ title: DisplayText) -> StyledText {
            StyledText(key, .footerKey) + StyledText(" \(title)  ", .footerText)
        }
        return switch opened {
        case .mintForm: key(glyphs.enter, "next") + key("Tab", "another line") + key("Esc", "leave it")
        case .inspecting: key("Esc", "leave it") + key("^U", "another token") + key(glyphs.arrowDown, "more")
        case .row, .minted, nil: nil
        }
    }

    /// The row that keys are about.
    var target: AccessRow? {
        guard case .row(let id) = opened else { return list.selected }
        return list.rows.first { $0.id == id }
    }

    var targetsPage: Bool { if case .page = target { true } else { false } }
}
