import Primitives
import TerminalKit

/// The keys of what lies over a pane.
enum OverlayKeys {
    static let rows: [ConsoleKeymap.Row] = [
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<esc>", "q", "?", "<f1>"]),
            command: .close,
            title: "close",
            group: "Help",
            contexts: [.help],
            inFooter: true
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["j", "<down>"]),
            command: .down,
            title: "down",
            group: "Help",
            contexts: [.help]
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["k", "<up>"]),
            command: .up,
            title: "up",
            group: "Help",
            contexts: [.help]
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<pgdn>", "<space>", "^d"]),
            command: .pageDown,
            title: "page down",
            group: "Help",
            contexts: [.help]
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<pgup>", "^u"]),
            command: .pageUp,
            title: "page up",
            group: "Help",
            contexts: [.help]
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["g", "<home>"]),
            command: .first,
            title: "to the top",
            group: "Help",
            contexts: [.help]
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["G", "<end>"]),
            command: .last,
            title: "to the end",
            group: "Help",
            contexts: [.help]
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<enter>"]),
            command: .choose,
            title: "run it",
            group: "Commands",
            contexts: [.palette],
            inFooter: true
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<down>"]),
            command: .down,
            title: "down",
            group: "Commands",
            contexts: [.palette]
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<up>"]),
            command: .up,
            title: "up",
            group: "Commands",
            contexts: [.palette]
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<esc>"]),
            command: .close,
            title: "close",
            group: "Commands",
            contexts: [.palette],
            inFooter: true
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["y", "Y"]),
            command: .confirm,
            title: "stop taking webhooks and quit",
            group: "Quit",
            contexts: [.quit],
            inFooter: true
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["n", "<esc>", "q"]),
            command: .close,
            title: "stay",
            group: "Quit",
            contexts: [.quit],
            inFooter: true
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["y", "Y"]),
            command: .confirm,
            title: "yes",
            group: "Question",
            contexts: [.question],
            inFooter: true
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<tab>"]),
            command: .writeReason,
            title: "write the reason",
            group: "Question",
            contexts: [.question],
            inFooter: true
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["n", "<esc>", "q"]),
            command: .close,
            title: "leave it",
            group: "Question",
            contexts: [.question],
            inFooter: true
        ),
    ]
}
