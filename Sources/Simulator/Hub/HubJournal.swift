import Dispatch
import Foundation
import Primitives
import Synchronization

/// What visitors of a simulated hub did, and the webhooks that the hub posts because of it.
package final class HubJournal: Sendable {
    /// A form that was sent.
    package struct Submission: Sendable, Equatable {
        package var id: String
        package var cardID: String
        /// Whom the hub takes it to be of: the token's address, or else that of the form.
        package var email: String
        /// Whether a token said so.
        package var isProved: Bool
        package var fields: [String: String]
        package var extensionData: [String: String]
    }

    private struct State {
        var sessions: [String: HubVisitor] = [:]
        var visitors: [HubVisitor] = []
        var refusals: [String] = []
        var submissions: [Submission] = []
        var webhooks: [WebhookSender.Outcome] = []
        /// Where webhooks are posted; `nil` for nowhere.
        var webhookURL: String?
    }

    private let options: HubOptions
    private let state: Mutex<State>
    private let posts = DispatchQueue(label: "simulator.hub.webhooks")

    init(_ options: HubOptions) {
        self.options = options
        var state = State()
        state.webhookURL = options.webhookURL
        self.state = Mutex(state)
    }

    /// Posts webhooks here from now on, for a listener that was started after the hub.
    package func postWebhooks(to url: String) { state.withLock { $0.webhookURL = url } }

    /// Visitors whose tokens were believed, one for each token.
    package var visitors: [HubVisitor] { state.withLock { $0.visitors } }
    /// Why tokens were not believed.
    package var refusals: [String] { state.withLock { $0.refusals } }
    package var submissions: [Submission] { state.withLock { $0.submissions } }
    /// What became of the webhooks so far.
    package var webhooks: [WebhookSender.Outcome] { state.withLock { $0.webhooks } }

    /// Makes every session invalid, as its end does.
    package func endSessions() { state.withLock { $0.sessions = [:] } }

    /// Waits for the webhooks that are under way.
    func finish() { posts.sync {} }

    // MARK: - What happens

    func begin(_ visitor: HubVisitor) -> String {
        let id = UUID().uuidString.lowercased()
        state.withLock { state in
            state.sessions[id] = visitor
            state.visitors.append(visitor)
        }
        return id
    }

    func note(refusal: String) { state.withLock { $0.refusals.append(refusal) } }

    /// Who a session is of; `nil` when it is over.
    func visitor(ofSession id: String, now: Timestamp) -> HubVisitor? {
        state.withLock { $0.sessions[id] }.flatMap { now < $0.end ? $0 : nil }
    }

    func submit(
        card: SimulatedCard,
        visitor: HubVisitor?,
        fields: [String: String],
        extensionData: [String: String],
        now: Timestamp
    ) -> Submission {
        let submission = Submission(
            id: UUID().uuidString.lowercased(),
            cardID: card.id,
            email: visitor?.email ?? fields["email"] ?? "",
            isProved: visitor != nil,
            fields: fields,
            extensionData: extensionData
        )
        state.withLock { $0.submissions.append(submission) }
        post(submission, card: card, visitor: visitor, now: now)
        return submission
    }

    private func post(_ submission: Submission, card: SimulatedCard, visitor: HubVisitor?, now: Timestamp) {
        guard let url = state.withLock({ $0.webhookURL }) else { return }
        var members: [(key: String, value: OrderedJSON)] = [
            ("id", .string(card.componentID)), ("event", .string("CompetitionEntrySuccess")),
            ("timestamp", .string(now.iso8601)), ("site_id", .string(SimulatedSponsor.site.id)),
            ("site_name", .string(SimulatedSponsor.site.name)), ("card_id", .string(card.id)),
            ("card_name", .string(card.name)), ("card_type", .string(card.type)),
            ("submission_id", .string(submission.id)), ("competition_entry_id", .string("entry-\(submission.id)")),
            ("score", .string("3")),
        ]
        if let visitor { members.append(("user_profile_id", .string(visitor.subject))) }
        var fields = submission.fields
        fields["email"] = submission.email
        members += fields.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map { ($0.key, .string($0.value)) }
        if !submission.extensionData.isEmpty {
            let data = submission.extensionData.sorted { $0.key < $1.key }.map {
                ($0.key, OrderedJSON.string($0.value))
            }
            members.append(("extension_data", .object(data)))
        }
        let request = SimulatedRequest(
            delay: .zero,
            deliveryID: "msg_\(submission.id)",
            event: "CompetitionEntrySuccess",
            body: OrderedJSON.object(members).bytes,
            traits: []
        )
        posts.async { [self] in
            let outcome: WebhookSender.Outcome
            do {
                let sender = try WebhookSender(url: url, authentication: options.authentication)
                outcome = try sender.send(request)
            } catch {
                outcome = .failed("\(error)")
            }
            state.withLock { $0.webhooks.append(outcome) }
        }
    }
}
