import Database
import Primitives

extension DispatcherLoop {
    /// Tries a step: decides, changes the contact, or sends its request.
    func start(_ waiting: DispatcherLane.Waiting, lane id: Int64, now: Timestamp) {
        let step = waiting.step
        let material: StepMaterial
        do {
            material = try self.material.material(for: step)
        } catch let failure as StepFailure {
            return endUnread(step, failure, now: now)
        } catch {
            return putOff(step, error, now: now)
        }
        var attempt = ActiveStep(
            step: step,
            hasReauthorised: waiting.hasReauthorised,
            startedAt: now,
            definition: material.definition,
            workflow: material.workflow,
            beganAt: material.event.receivedAt
        )
        switch material.definition.work {
        case .decision(let filter):
            let sponsors = SponsorDirectory(rules: setting.configuration.sponsors)
            let answer = filter.matches(material.event, sponsors: sponsors, values: material.values, now: now)
            lanes[id]?.flow.noteStart(now: now)
            lanes[id]?.flow.noteEnd(.works, now: now)
            end(attempt, .succeeded(output: .object(["answer": .bool(answer)])), isYes: answer, now: now)
        case .contact(let change):
            lanes[id]?.flow.noteStart(now: now)
            lanes[id]?.flow.noteEnd(.works, now: now)
            do {
                let write = try change.write(for: material.event, material.values)
                end(attempt, .succeeded(output: write.output), contactChange: write, now: now)
            } catch {
                end(attempt, Self.failing(error, of: material.definition), now: now)
            }
        case .request(let action):
            attempt.action = action
            do throws(TemplateError) {
                if let edited = material.edited {
                    attempt.request = edited
                } else {
                    attempt.request = try action.rendered(material.values)
                }
            } catch {
                let failure = StepFailure(rendering: error)
                return end(attempt, Self.failing(failure, of: material.definition), now: now)
            }
            send(attempt, lane: id, now: now)
        }
    }

    private func send(_ attempt: ActiveStep, lane id: Int64, now: Timestamp) {
        guard let lane = lanes[id], let destination = lane.configuration, let request = attempt.request else { return }
        var token: AccessToken?
        if let tokenRequest = Connector.tokenRequest(for: destination) {
            guard case .valid(let known) = lane.token else {
                lanes[id]?.waiting.insert(
                    DispatcherLane.Waiting(step: attempt.step, hasReauthorised: attempt.hasReauthorised),
                    at: 0
                )
                return fetchToken(tokenRequest, lane: id, now: now)
            }
            token = known
        }
        let outbound: OutboundRequest
        do {
            outbound = try Connector.outbound(
                request,
                to: destination,
                token: token,
                idempotencyKey: IdempotencyKey.key(store: storeID, step: attempt.step),
                now: now
            )
        } catch {
            return end(attempt, Self.failing(error, of: attempt.definition), now: now)
        }
        var attempt = attempt
        attempt.token = token
        lanes[id]?.flow.noteStart(now: now)
        uplink.noteStart(now: now)
        if let action = attempt.action, !action.repeatability.isSafe {
            noteBegun(attempt, outbound)
        } else {
            active[attempt.step.id] = attempt
            send(outbound, for: attempt.step)
        }
    }

    private func send(_ outbound: OutboundRequest, for step: ClaimedStep) {
        setting.http.send(outbound) { [mailbox] result in
            mailbox.post(.replied(step: step.id, token: step.token, result))
        }
    }

    /// What must not be sent twice is noted on disk before it is sent, so that after a crash only what may really have
    /// been sent needs a person.
    private func noteBegun(_ attempt: ActiveStep, _ outbound: OutboundRequest) {
        var attempt = attempt
        attempt.outbound = outbound
        active[attempt.step.id] = attempt
        let lease = StepLease(step: attempt.step.id, owner: setting.owner, token: attempt.step.token)
        let isBegun = Sendbox(false)
        setting.writer.submit { connection in
            isBegun.value = try StepQueue.noteBegun(lease, in: connection)
        } completion: { [mailbox] error in
            mailbox.post(.noted(step: lease.step, token: lease.token, isBegun: error == nil && isBegun.value))
        }
    }

    func goOn(_ id: Int64, token: Int64, isBegun: Bool, now: Timestamp) {
        guard let attempt = active[id], attempt.step.token == token, let outbound = attempt.outbound else { return }
        guard isBegun else {
            // Nothing went out: the lease runs out, and the step is brought back.
            active[id] = nil
            forget(id)
            lanes[attempt.step.destination]?.flow.noteEnd(.nothing, now: now)
            return
        }
        active[id]?.outbound = nil
        active[id]?.startedAt = now
        send(outbound, for: attempt.step)
    }

    private func fetchToken(_ request: OutboundRequest, lane id: Int64, now: Timestamp) {
        lanes[id]?.token = .fetching
        // Where there is no uplink the token is the probe, or it would be asked for without a pause.
        uplink.noteStart(now: now)
        setting.http.send(request) { [mailbox] result in
            mailbox.post(.tokenCame(destination: id, result))
        }
    }

    func takeToken(_ id: Int64, _ result: Result<HTTPReply, TransportFailure>, now: Timestamp) {
        guard let destination = lanes[id]?.configuration else { return }
        lanes[id]?.token = .none
        let failure: StepFailure
        switch result {
        case .success(let reply):
            if uplink.noteReply() { uplinkReturned(now: now) }
            switch Connector.token(from: reply, of: destination) {
            case .success(let token):
                lanes[id]?.token = .valid(token)
                return
            case .failure(let found): failure = found
            }
        case .failure(let trouble):
            if noteUnreachable(trouble, lane: id, now: now) { return }
            let outcome = Connector.outcome(of: trouble, at: destination, repeatability: .safe)
            guard let found = outcome.failure else { return }
            failure = found
        }
        failFirst(lane: id, failure, now: now)
    }

    /// One step bears the failure to get a token, so that it is seen and counted; the others wait a little.
    private func failFirst(lane id: Int64, _ failure: StepFailure, now: Timestamp) {
        lanes[id]?.flow.quiet(until: now.advanced(by: .seconds(5)))
        guard let first = lanes[id]?.waiting.first, let material = try? material.material(for: first.step) else {
            return
        }
        lanes[id]?.waiting.removeFirst()
        lanes[id]?.flow.noteStart(now: now)
        lanes[id]?.flow.noteEnd(.fails, now: now)
        lanes[id]?.lastFailureAt = now
        let attempt = ActiveStep(
            step: first.step,
            hasReauthorised: true,
            startedAt: now,
            definition: material.definition,
            workflow: material.workflow,
            beganAt: material.event.receivedAt
        )
        end(attempt, disposition(of: .retry(failure, after: nil), for: attempt, now: now), now: now)
    }

    /// Takes what came of a request.
    func finish(_ id: Int64, token: Int64, _ result: Result<HTTPReply, TransportFailure>, now: Timestamp) {
        guard let attempt = active[id], attempt.step.token == token, let action = attempt.action,
            let destination = lanes[attempt.step.destination]?.configuration
        else { return }
        active[id] = nil
        let lane = attempt.step.destination
        var reply: HTTPReply?
        let outcome: StepOutcome
        switch result {
        case .success(let unmasked):
            let received = attempt.token.map { unmasked.masking($0.value) } ?? unmasked
            reply = received
            if uplink.noteReply() { uplinkReturned(now: now) }
            let read = Connector.outcome(of: received, to: action.operation, at: destination, now: now)
            outcome = read.doubting(status: received.status, action.repeatability)
        case .failure(let trouble):
            if trouble.kind == .cancelled {
                // Left as it is: whoever has the store next finds it abandoned.
                lanes[lane]?.flow.noteEnd(.nothing, now: now)
                return
            }
            _ = noteUnreachable(trouble, lane: lane, now: now)
            outcome = Connector.outcome(of: trouble, at: destination, repeatability: action.repeatability)
        }
        let disposition = disposition(of: outcome, for: attempt, now: now)
        report(outcome, disposition, lane: lane, now: now)
        if case .reauthorise = disposition {
            lanes[lane]?.token = .none
            lanes[lane]?.waiting.insert(DispatcherLane.Waiting(step: attempt.step, hasReauthorised: true), at: 0)
            return
        }
        end(attempt, disposition, outcome: outcome, reply: reply, now: now)
    }

    private func disposition(of outcome: StepOutcome, for attempt: ActiveStep, now: Timestamp) -> StepDisposition {
        let destination = lanes[attempt.step.destination]?.configuration
        let hasToken = destination.map { Connector.tokenRequest(for: $0) != nil } ?? false
        return StepDisposition(
            of: outcome,
            in: StepDisposition.Circumstances(
                attempt: attempt.step.attempt,
                maximumAttempts: attempt.step.maximumAttempts,
                hasReauthorised: attempt.hasReauthorised || !hasToken,
                hasFailureRoute: attempt.definition.onFailure != nil,
                isUplinkDown: uplink.isDown
            ),
            chance: setting.chance(),
            now: now
        )
    }

    /// What an attempt tells about its destination.
    private func report(_ outcome: StepOutcome, _ disposition: StepDisposition, lane id: Int64, now: Timestamp) {
        var report = DestinationFlow.Report.fails
        switch outcome {
        case .success:
            report = .works
            lanes[id]?.lastSuccessAt = now
        case .permanent(let failure) where !failure.concernsWholeDestination: report = .works
        case .reauthorise where disposition.isReauthorisation: report = .nothing
        case .retry(let failure, let after?) where failure.concernsWholeDestination:
            // It answers and says when: that is no fault of it, and everybody waits.
            report = .nothing
            lanes[id]?.flow.quiet(until: now.advanced(by: min(after, .seconds(86_400))))
        default: break
        }
        if outcome.failure != nil { lanes[id]?.lastFailureAt = now }
        if uplink.isDown, outcome.failure?.status == nil, report == .fails { report = .nothing }
        lanes[id]?.flow.noteEnd(report, now: now)
    }

    /// Notes that a destination could not even be reached; tells whether the uplink is to blame.
    private func noteUnreachable(_ trouble: TransportFailure, lane id: Int64, now: Timestamp) -> Bool {
        guard !trouble.mayHaveBeenProcessed, [.unresolvable, .connect, .timeout].contains(trouble.kind) else {
            return false
        }
        if uplink.noteUnreachable(id, now: now) { isUplinkDirty = true }
        return uplink.isDown
    }

    private func uplinkReturned(now: Timestamp) {
        isUplinkDirty = true
        let rate = max(setting.configuration.uplinkDrainRate, 0.1)
        drain = TokenBucket(RateLimit(perSecond: rate, burst: max(1, Int(rate / 10))), now: now)
        lookEverywhere(now: now)
    }
}

extension StepDisposition {
    var isReauthorisation: Bool {
        if case .reauthorise = self { true } else { false }
    }
}
