import Console
import CoreServices
import Primitives
import Synchronization
import TerminalKit

/// A console whose Connect pane shows what a test says, and notes what it is asked to do.
struct ConnectBox {
    private let kept: Kept
    let log = ActLog()

    init(_ overview: ConnectOverview) {
        kept = Kept(overview)
    }

    func change(_ overview: ConnectOverview) { kept.value.withLock { $0 = overview } }

    private final class Kept: Sendable {
        let value: Mutex<ConnectOverview>
        init(_ overview: ConnectOverview) { value = Mutex(overview) }
    }

    func screen(_ size: Size = WorkFixture.sizes[0], isReadOnly: Bool = false) async throws -> ServedScreen {
        let (kept, log) = (kept, log)
        var screen = try ServedScreen(pane: .connect, size: size, isReadOnly: isReadOnly) { services in
            services.connect.overview = { kept.value.withLock { $0 } }
            services.connect.notices = { _ in ConnectFixture.notices() }
            services.connect.tools = { category in
                log.note("tools \(category.rawValue)")
                return ConnectFixture.tools
            }
            services.connect.checkAPIKey = { "my-prod" }
            services.connect.start = { details, isAnother in
                log.note(
                    "start \(details.email) \(details.organisation) \(details.originID) \(details.category.rawValue)"
                )
                log.note(
                    "with \(details.tool ?? "-") \(details.language?.rawValue ?? "-") \(details.linkType.name) \(details.scopeConfigID ?? "-") another \(isAnother)"
                )
                kept.value.withLock { $0.roster.flows = [ConnectFixture.flow(8, .details, details, link: nil)] }
                return 8
            }
            services.connect.newLink = { log.note("new link \($0)") }
            services.connect.submit = { log.note("token \($0.count) bytes for \($1)") }
            services.connect.abandon = { log.note("abandon \($0) '\($1)'") }
            services.connect.relink = { id in
                log.note("relink \(id)")
                kept.value.withLock { $0.roster.flows = [ConnectFixture.flow(9, .details, link: nil)] }
                return 9
            }
            services.connect.continueSetup = { id in
                log.note("setup \(id)")
                return 10
            }
            services.connect.setEnabled = { log.note("\($0 ? "enable" : "disable") \($1) '\($2)'") }
            services.connect.delete = { id, typed in
                log.note("delete \(id) '\(typed)'")
                guard typed == "Globex" else { throw QueryFailure(reason: "what was typed is not Globex") }
            }
            services.connect.look = { log.note("look \($0)") }
            services.connect.writeLink = { link, flow in
                log.note("write \(link.count) bytes of \(flow)")
                return "/data/connect/flow-\(flow)-link.txt"
            }
            services.connect.openLink = { log.note("open \(String(decoding: $0.exposed(), as: UTF8.self))") }
            services.noteReveal = { pane, seconds in log.note("reveal \(pane) \(seconds)") }
        }
        try await screen.enter()
        return screen
    }
}
