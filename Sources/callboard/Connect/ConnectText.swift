import CommandKit
import CoreServices
import Primitives

/// Flows and integrations as sentences and as JSON.
struct ConnectText {
    let reading: ConnectReading
    let now: Timestamp

    /// What a shell is told about a flow.
    static func exitCode(_ flow: ConnectFlow) -> ExitCode {
        switch flow.state {
        case .following, .complete: .success
        case .details, .waiting, .exchanging: .pending
        case .expired: .expired
        case .abandoned, .failed: .refused
        }
    }

    /// What to type next.
    static func nextCommand(_ flow: ConnectFlow) -> String? {
        switch flow.state {
        case .details, .waiting, .exchanging: "callboard connect wait \(flow.id)"
        case .expired: "callboard connect link \(flow.id)"
        case .following, .complete: flow.integrationID.map { "callboard connect show \($0)" }
        case .abandoned, .failed: nil
        }
    }

    /// Where a flow stands, one sentence a line.
    ///
    /// - Parameter isNext: Whether it is said what to type next.
    func sentences(_ flow: ConnectFlow, short: String?, isNext: Bool = true) -> [String] {
        var lines = ["Flow \(flow.id): \(Self.purpose(flow)) \(flow.title)."]
        if let link = flow.link, !flow.state.isConnected, flow.state.isOpen {
            lines += linkLines(link, short: short)
        }
        lines.append(state(flow))
        lines += flow.failure.map(Self.sentences) ?? []
        if isNext, let command = Self.nextCommand(flow) { lines.append("Next: \(command)") }
        return lines
    }

    func linkLines(_ link: ConnectLink, short: String?) -> [String] {
        var lines = ["Link for the customer:", link.text]
        if let short { lines += ["Short link to the page that hands the token back:", short] }
        if let rest = link.remaining(at: now) {
            lines.append("It holds until \(reading.text(link.expiresAt)), for \(Self.words(rest)).")
        } else {
            lines.append("It ran out at \(reading.text(link.expiresAt)).")
        }
        return lines
    }

    /// Where it stands.
    func state(_ flow: ConnectFlow) -> String {
        let since = reading.text(flow.since)
        switch flow.state {
        case .details:
            let again = flow.retriesAt.map { ", and tries again at \(reading.text($0))" } ?? ""
            return flow.failure == nil || flow.retriesAt != nil
                ? "It asks Kombo for a link since \(since)\(again)." : "It has no link, and waits for somebody."
        case .waiting: return "It waits since \(since) for the token, the hand-off page or Kombo's webhook."
        case .exchanging: return "It exchanges the token since \(since)."
        case .following:
            return
                "Connected at \(since) by \(flow.winner?.words ?? "somebody") as \(flow.integrationID ?? "unknown"). "
                + "The setup and the first sync are followed."
        case .complete:
            return
                "Connected by \(flow.winner?.words ?? "somebody") as \(flow.integrationID ?? "unknown"), "
                + "set up and synced at \(since)."
        case .expired: return "The link ran out at \(since). A token or webhook that comes late still counts."
        case .abandoned: return "It was abandoned at \(since)."
        case .failed: return "It failed at \(since)."
        }
    }

    static func sentences(_ failure: ConnectFailure) -> [String] {
        var lines = [
            "Trouble: \(failure.sentence).",
            "What to do: \(failure.nextStep).",
        ]
        if let log = failure.logURL { lines.append("Kombo's log of it: \(log)") }
        return lines
    }

    private static func purpose(_ flow: ConnectFlow) -> String {
        switch flow.purpose {
        case .connect: "connect"
        case .relink(let id): "relink \(id),"
        case .setup(let id): "finish the setup of \(id),"
        }
    }

    /// A length of time in its two largest units, such as `58 minutes`.
    static func words(_ duration: Duration) -> String {
        let seconds = max(0, duration.components.seconds)
        let (count, unit): (Int64, String) =
            switch seconds {
            case ..<120: (seconds, "second")
            case ..<7200: (seconds / 60, "minute")
            case ..<172_800: (seconds / 3600, "hour")
            default: (seconds / 86_400, "day")
            }
        return "\(count) \(unit)\(count == 1 ? "" : "s")"
    }

    // MARK: - JSON

    static func json(_ flow: ConnectFlow, short: String?) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("flow", .number(flow.id))
        line.add("state", .string(flow.state.rawValue))
        line.add("organisation", .string(flow.details.organisation))
        line.add("origin_id", .string(flow.details.originID))
        line.add("category", .string(flow.details.category.rawValue))
        line.add("tool", .text(flow.details.tool))
        line.add("link_type", .string(flow.details.linkType.rawValue))
        let isUsable = flow.state.isOpen && !flow.state.isConnected
        line.add("link", isUsable ? .text(flow.link?.text) : .null)
        line.add("short_link", isUsable && flow.link != nil ? .text(short) : .null)
        line.add("expires_at", .time(flow.link?.expiresAt))
        line.add("since", .time(flow.since))
        line.add("page_opened_at", .time(flow.link?.pageOpenedAt))
        line.add("connected_by", .text(flow.winner?.rawValue))
        line.add("connected_at", .time(flow.connectedAt))
        line.add("integration_id", .text(flow.integrationID))
        line.add("failure", failure(flow.failure))
        line.add("retries_at", .time(flow.retriesAt))
        line.add("next_command", .text(nextCommand(flow)))
        return line
    }

    static func failure(_ failure: ConnectFailure?) -> JSONValue {
        guard let failure else { return .null }
        return .object([
            "reason": .string(failure.reason.rawValue), "sentence": .string(failure.sentence),
            "next_step": .string(failure.nextStep), "log_url": .text(failure.logURL), "at": .time(failure.at),
        ])
    }

    static func json(_ found: Connection) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("integration_id", .string(found.id))
        line.add("organisation", .string(found.organisation))
        line.add("origin_id", .string(found.originID))
        line.add("category", .string(found.category.rawValue))
        line.add("tool", .string(found.tool))
        line.add("state", .string(found.isDeleted ? "DELETED" : found.state.rawValue))
        line.add("setup_status", .string(found.setupStatus.rawValue))
        line.add("qa_status", .text(found.checks?.rawValue))
        line.add("last_sync_state", .text(found.lastSync?.state))
        line.add("last_sync_at", .time(found.lastSync?.endedAt))
        line.add("first_synced_at", .time(found.firstSyncedAt))
        line.add("stored_at", .time(found.storedAt))
        line.add("looked_at", .time(found.lookedAt))
        line.add("deleted_at", .time(found.deletedAt))
        line.add("flow", .number(found.flowID))
        line.add("failure", failure(found.failure ?? found.order?.failure))
        return line
    }
}
