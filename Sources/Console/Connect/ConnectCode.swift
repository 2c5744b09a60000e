import CoreServices
import Primitives
import TerminalKit

/// The short link of a flow as a code that telephones read, for a whole screen.
struct ConnectCode {
    let short: DisplayText
    private let code: QRCode

    /// Rows of the screen that are not the code's: the title and the link.
    private static let otherRows = 2

    enum Obstacle: Error, Equatable {
        case noLink, nobodyListens, tooLong
        case tooSmall(columns: Int, rows: Int)
    }

    /// - Throws: Why there is none.
    init(_ state: ConsoleState) throws(Obstacle) {
        guard let flow = state.connect.flow, let link = flow.link, link.remaining(at: state.now) != nil,
            flow.state == .waiting
        else { throw .noLink }
        guard let runner = state.connect.listening?.runner, runner.address != nil, let base = runner.base else {
            throw .nobodyListens
        }
        let text = link.shortText(base: base)
        guard let code = QRCode(text) else { throw .tooLong }
        guard code.fits(columns: state.size.columns, rows: state.size.rows - Self.otherRows) else {
            throw .tooSmall(columns: code.width, rows: code.height + Self.otherRows)
        }
        short = DisplayText(untrusted: text)
        self.code = code
    }

    var lines: [DisplayText] { code.lines.map { DisplayText(untrusted: $0) } }
}

extension ConnectCode.Obstacle {
    func advice(_ size: Size) -> DisplayText {
        switch self {
        case .noLink: "there is no link that holds; n makes a new one"
        case .nobodyListens: "nobody serves the page of a short link; start callboard or `callboard serve`"
        case .tooLong: "the short link is too long for a code; c copies the link"
        case .tooSmall(let columns, let rows):
            "the code needs \(columns) columns and \(rows) rows, this terminal has \(size.columns) and \(size.rows)"
        }
    }
}
