import CoreServices
import Primitives

/// Which sentences are news about a flow, so that each is said once.
struct ConnectTelling {
    /// How much time is left when it is said.
    private static let reminders: [Duration] = [.seconds(600), .seconds(300), .seconds(60)]

    private var reminded: Int

    init(_ flow: ConnectFlow) {
        reminded = Self.passed(flow)
    }

    /// How many reminders lie behind already.
    private static func passed(_ flow: ConnectFlow) -> Int {
        guard let link = flow.link, let rest = link.remaining(at: WallClock.system.now()) else { return 0 }
        return reminders.count { rest <= $0 }
    }

    /// Whether it is time to say how much time is left.
    func isDue(_ flow: ConnectFlow) -> Bool {
        flow.state == .waiting && Self.passed(flow) > reminded
    }

    /// What has changed, one sentence a line.
    mutating func news(_ flow: ConnectFlow, before: ConnectFlow, reading: ConnectReading) -> [String] {
        let text = ConnectText(reading: reading, now: WallClock.system.now())
        var lines: [String] = []
        if flow.link?.address != before.link?.address, let link = flow.link {
            lines.append("There is a new link.")
            lines += text.linkLines(link, short: (try? reading.base())?.map { link.shortText(base: $0) })
            reminded = Self.passed(flow)
        }
        if flow.link?.pageOpenedAt != nil, before.link?.pageOpenedAt == nil {
            lines.append("Somebody has opened the hand-off page.")
        }
        if flow.state != before.state { lines.append(text.state(flow)) }
        if let failure = flow.failure, failure != before.failure { lines += ConnectText.sentences(failure) }
        if isDue(flow), let rest = flow.link?.remaining(at: WallClock.system.now()) {
            reminded = Self.passed(flow)
            lines.append("The link holds for another \(ConnectText.words(rest)).")
        }
        return lines
    }

    /// Whether whatever comes would be heard.
    static func listening(_ listening: ConnectListening, reading: ConnectReading) -> [String] {
        guard let runner = listening.runner else {
            return [
                "Nobody listens for Kombo's webhooks and the hand-off page now; 'callboard serve', the console or 'callboard connect wait' does."
            ]
        }
        var lines: [String] = []
        if let address = runner.address {
            lines.append("Listening at \(address), by process \(runner.process).")
        } else if let fault = runner.fault {
            lines.append("Process \(runner.process) does not listen: \(fault).")
        }
        if !runner.takesWebhooks {
            lines.append("Kombo's webhooks are not believed, since kombo.webhookSecrets is not configured.")
        } else if let last = listening.lastWebhookAt {
            lines.append("Kombo's last webhook came at \(reading.text(last)), and its signature fitted.")
        } else {
            lines.append("No webhook has come from Kombo yet.")
        }
        if let refusal = listening.lastRefusal, let at = listening.lastRefusalAt,
            at > listening.lastWebhookAt ?? Timestamp(milliseconds: 0)
        {
            lines.append("A webhook was refused at \(reading.text(at)): \(refusal).")
        }
        return lines
    }
}
