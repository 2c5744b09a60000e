import Database
import Foundation
import Primitives

/// Does one piece of work with Kombo and puts what came of it into the store, in one transaction.
struct ConnectWorker: Sendable {
    /// A token that cannot be exchanged for a fault that may pass is given up after so many tries.
    static let tokenAttempts = 8
    private static let orderAttempts = 6
    /// How long an integration is looked at until it is set up and synced.
    private static let followedFor = Duration.seconds(86_400)

    let store: Store
    let client: KomboClient?
    let configuration: KomboConfiguration
    let clock: WallClock

    func perform(_ work: ConnectWork) async throws {
        switch work {
        case .link(let flow, let claim): try await makeLink(flow, claim)
        case .exchange(let flow, let token, let via, let claim): try await exchange(flow, token, via, claim)
        case .wait(let flow, let claim): try await wait(flow, claim)
        case .look(let found, let claim): try await look(found, claim)
        case .order(let order, let claim): try await perform(order, claim)
        }
    }

    /// How long until the next try, by Kombo's wish or by the number of tries.
    private func retry(after failure: ConnectFailure, attempt: Int, now: Timestamp) -> Timestamp {
        let usual = min(Backoff.wait(afterAttempt: attempt), .seconds(60))
        let asked = failure.retryAfterSeconds.map { Duration.seconds(min($0, 300)) } ?? .zero
        return now.advanced(by: max(usual, asked))
    }

    /// A process that stops has not learned anything, and leaves the work to the next one.
    private func checked<Value>(_ result: Result<Value, ConnectFailure>) throws -> Result<Value, ConnectFailure> {
        if case .failure(let failure) = result, failure.reason == .nobodyRuns { throw CancellationError() }
        return result
    }

    // MARK: - Links

    private func makeLink(_ flow: ConnectFlow, _ claim: ConnectClaim) async throws {
        let made: Result<Secret, ConnectFailure>
        do throws(ConnectFailure) {
            guard let client else { throw ConnectDesk.notConfigured }
            let address: Secret =
                switch flow.purpose {
                case .connect: try await client.createLink(flow.details)
                case .relink(let id): try await client.relink(id, flow.details)
                case .setup(let id): try await client.setupLink(id, flow.details)
                }
            made = .success(address)
        } catch {
            made = .failure(error)
        }
        let outcome = try checked(made)
        let now = clock.now()
        let expires = now.advanced(by: flow.details.linkType.lifetime)
        try await store.act { connection in
            switch outcome {
            case .success(let address):
                let link = ConnectLink(address: address, createdAt: now, expiresAt: expires, code: HandOffCode.make())
                try ConnectFlowEnding.linked(flow, claim, link: link, in: connection)
            case .failure(let failure):
                let isOver = [.inputRefused, .integrationUnknown].contains(failure.reason) && flow.link == nil
                try ConnectFlowEnding.failed(
                    flow,
                    claim,
                    failure,
                    retry: failure.isPassing ? retry(after: failure, attempt: claim.attempt, now: now) : nil,
                    state: isOver ? .failed : .details,
                    now: now,
                    in: connection
                )
            }
        }
    }

    // MARK: - Tokens

    private func exchange(
        _ flow: ConnectFlow,
        _ token: Secret,
        _ via: ConnectFlow.Winner,
        _ claim: ConnectClaim
    ) async throws {
        let exchanged: Result<KomboClient.Exchanged, ConnectFailure>
        do throws(ConnectFailure) {
            guard let client else { throw ConnectDesk.notConfigured }
            let found = try await client.integration(token: token)
            if let failure = Self.mismatch(found, flow) { throw failure }
            exchanged = .success(found)
        } catch {
            exchanged = .failure(error)
        }
        let outcome = try checked(exchanged)
        let now = clock.now()
        try await store.act { connection in
            guard try ConnectFlowEnding.isUnchanged(flow, claim, in: connection) else { return }
            switch outcome {
            case .success(let found):
                var integration = Connection(
                    id: found.id,
                    originID: flow.details.originID,
                    organisation: found.organisation,
                    email: found.email,
                    category: flow.details.category,
                    tool: found.tool,
                    setupStatus: found.setupStatus,
                    storedAt: now
                )
                integration.flowID = flow.id
                try ConnectionChange.store(integration, at: now, in: connection)
                try ConnectFlowEnding.connected(flow.id, integrationID: found.id, by: via, at: now, in: connection)
            case .failure(let failure):
                let goesOn = failure.isPassing && claim.attempt < Self.tokenAttempts
                let isOut = flow.link?.remaining(at: now) == nil
                try ConnectFlowEnding.failed(
                    flow,
                    claim,
                    failure,
                    retry: goesOn ? retry(after: failure, attempt: claim.attempt, now: now) : nil,
                    state: goesOn ? .exchanging : isOut ? .expired : .waiting,
                    now: now,
                    in: connection
                )
            }
        }
    }

    /// Why what a token stands for is not what the flow is about; then nothing is stored.
    static func mismatch(_ found: KomboClient.Exchanged, _ flow: ConnectFlow) -> ConnectFailure? {
        if let wanted = flow.purpose.integrationID, wanted != found.id {
            return ConnectFailure(
                .otherIntegration,
                "the token is of the integration \(found.id), and this flow is about \(wanted)",
                nextStep: "nothing was stored; open this flow's own link and use the token that it gives"
            )
        }
        guard found.originID != flow.details.originID else { return nil }
        let origin = found.originID.map { "origin \($0)" } ?? "no origin id"
        return ConnectFailure(
            .tokenForeign,
            "the token belongs to another customer: it is of \(origin), and this flow is for origin \(flow.details.originID)",
            nextStep: "nothing was stored; hand in the token that this flow's own link gave"
        )
    }

    // MARK: - Waiting

    private func wait(_ flow: ConnectFlow, _ claim: ConnectClaim) async throws {
        guard flow.state == .waiting, let link = flow.link else {
            let now = clock.now()
            return try await store.act { connection in
                try ConnectFlowEnding.waited(flow, claim, state: flow.state, due: nil, now: now, in: connection)
            }
        }
        var standing: KomboClient.Standing?
        if let id = flow.purpose.integrationID, let client { standing = try? await client.integration(id) }
        let now = clock.now()
        let seen = standing
        try await store.act { connection in
            guard try ConnectFlowEnding.isUnchanged(flow, claim, in: connection) else { return }
            if let seen, let before = try ConnectionRecord.named(seen.id, in: connection),
                Self.isDone(flow, before: before, now: seen)
            {
                try ConnectionChange.looked(seen, next: now, count: 0, at: now, in: connection)
                try ConnectFlowEnding.connected(flow.id, integrationID: seen.id, by: .look, at: now, in: connection)
                return
            }
            let isOut = link.remaining(at: now) == nil
            try ConnectFlowEnding.waited(
                flow,
                claim,
                state: isOut ? .expired : .waiting,
                due: isOut ? nil : ConnectFlowEnding.nextLook(flow, link, now: now),
                now: now,
                in: connection
            )
        }
    }

    /// Whether an integration stands as its flow wants it, and did not before.
    static func isDone(_ flow: ConnectFlow, before: Connection, now: KomboClient.Standing) -> Bool {
        switch flow.purpose {
        case .connect: false
        case .relink: before.state != .active && now.state == .active
        case .setup: before.setupStatus == .incomplete && now.setupStatus != .incomplete
        }
    }

    // MARK: - Integrations

    private func look(_ found: Connection, _ claim: ConnectClaim) async throws {
        let result = try checked(await standing(of: found.id))
        try await note(result, of: found, attempt: claim.attempt)
    }

    private func standing(of id: String) async -> Result<KomboClient.Standing, ConnectFailure> {
        do throws(ConnectFailure) {
            guard let client else { throw ConnectDesk.notConfigured }
            return .success(try await client.integration(id))
        } catch {
            return .failure(error)
        }
    }

    private func note(
        _ result: Result<KomboClient.Standing, ConnectFailure>,
        of found: Connection,
        attempt: Int
    ) async throws {
        let now = clock.now()
        let isFollowed = now.since(found.storedAt) < Self.followedFor
        let pause = min(Duration.seconds(2 << min(attempt, 8)), .seconds(300))
        let takesWebhooks = !configuration.webhookSecrets.isEmpty
        try await store.act { connection in
            switch result {
            case .success(let standing):
                let isSettled = standing.setupStatus == .completed && (found.firstSyncedAt != nil || !takesWebhooks)
                try ConnectionChange.looked(
                    standing,
                    next: isSettled || !isFollowed ? nil : now.advanced(by: pause),
                    count: attempt,
                    at: now,
                    in: connection
                )
                try ConnectFollowing.settle(
                    found.id,
                    withoutSync: !takesWebhooks || !isFollowed,
                    at: now,
                    in: connection
                )
            case .failure(let failure):
                if failure.reason == .integrationUnknown {
                    try ConnectFollowing.delete(found.id, at: now, in: connection)
                } else {
                    let next = failure.isPassing && isFollowed ? now.advanced(by: pause) : nil
                    try ConnectionChange.failed(
                        found.id,
                        failure,
                        next: next,
                        count: attempt,
                        at: now,
                        in: connection
                    )
                }
            }
        }
    }

    private func perform(_ order: ConnectOrder, _ claim: ConnectClaim) async throws {
        var failure: ConnectFailure?
        do throws(ConnectFailure) {
            guard let client else { throw ConnectDesk.notConfigured }
            switch order.act {
            case .enable: try await client.setEnabled(true, order.integrationID)
            case .disable: try await client.setEnabled(false, order.integrationID)
            case .delete: try await client.delete(order.integrationID)
            case .look: _ = try await client.integration(order.integrationID)
            }
        } catch {
            // What is to be deleted and is not there any more is deleted.
            if order.act != .delete || error.reason != .integrationUnknown { failure = error }
        }
        if failure?.reason == .nobodyRuns { throw CancellationError() }
        let outcome = failure
        let now = clock.now()
        try await store.act { connection in
            var again: Timestamp?
            if let outcome, outcome.isPassing, claim.attempt < Self.orderAttempts {
                again = retry(after: outcome, attempt: claim.attempt, now: now)
            }
            try ConnectionChange.end(
                order: order,
                claim,
                failure: outcome,
                retry: again,
                at: now,
                in: connection
            )
            guard outcome == nil else { return }
            switch order.act {
            case .enable: try ConnectionChange.set(state: .active, of: order.integrationID, in: connection)
            case .disable: try ConnectionChange.set(state: .inactive, of: order.integrationID, in: connection)
            case .delete: try ConnectFollowing.delete(order.integrationID, at: now, in: connection)
            case .look: break
            }
            if order.act != .delete {
                try ConnectionChange.lookAgain(order.integrationID, at: now, in: connection)
            }
        }
    }
}
