import CoreServices
import Primitives
import TerminalKit

/// How long a link still holds.
enum ConnectCountdown {
    /// Less than this is told in another colour.
    private static let soon = Duration.seconds(300)

    /// `58:41`, `23 h`, `364 d`.
    static func text(_ left: Duration) -> DisplayText {
        let seconds = max(0, left.milliseconds / 1000)
        switch seconds {
        case ...3600: return "\(two(seconds / 60)):\(two(seconds % 60))"
        case ..<172_800: return "\(seconds / 3600) h"
        default: return "\(seconds / 86_400) d"
        }
    }

    /// `link expires in 58:41`, or that it has.
    static func sentence(_ flow: ConnectFlow, now: Timestamp) -> StyledText {
        guard let link = flow.link, !flow.state.isConnected, flow.state != .abandoned else { return StyledText() }
        guard let left = link.remaining(at: now) else { return StyledText("link expired", .levelWarning) }
        return StyledText("link expires in \(text(left))", left < soon ? .levelWarning : .strong)
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
