import Console
import CoreServices

extension ConsoleServices {
    /// Has the panes of workflows, failures, sponsors, destinations and the audit record answered, and their acts done.
    mutating func answer(from inspection: WorkflowInspection, acting: Operator) {
        let store = inspection.store
        workflows = WorkflowServices(inspection, acting)
        failures = FailureServices(inspection, acting)
        sponsors = SponsorServices(inspection, acting, version: CallboardProgram.version)
        connect = ConnectServices(inspection, acting)
        noteReveal = { try await acting.noteReveal(pane: $0, seconds: $1) }
        access = AccessServices(inspection.configuration, acting, store: store)
        destinations = DestinationServices(store, acting)
        audit = AuditServices(store)
        trouble = {
            var trouble = try await store.trouble()
            trouble.connect = try await store.connectTrouble()
            return trouble
        }
        live.leadsOf = { try await store.leads(ofEvent: $0).map(\.id) }
        live.runSummaries = { try await store.runCounts(ofEvents: $0) }
    }
}

extension WorkflowServices {
    fileprivate init(_ inspection: WorkflowInspection, _ acting: Operator) {
        let store = inspection.store
        self = .empty
        workflows = { try await inspection.workflows() }
        problems = { inspection.folder.problems }
        runs = { workflow, state, before, limit in
            try await store.runs(workflow: workflow, state: state, before: before, limit: limit)
        }
        run = { try await inspection.run($0) }
        runsOf = { try await store.runs(ofEvent: $0).reversed() }
        setEnabled = { try await acting.setEnabled($1, workflow: $0, reason: $2) }
        replay = { try await acting.replay(run: $0, reason: $1, firstStep: inspection.firstStep) }
        dryRun = { workflow, event in
            let rehearsal = try await inspection.dryRun(workflow: workflow, event: event)
            let start = rehearsal.obstacle.map { DryRunStep(title: "This event starts no run", text: $0) }
            let steps = rehearsal.steps.map { DryRunStep(title: $0.title, text: $0.outcome.text) }
            return (start.map { [$0] } ?? []) + steps
        }
    }
}

extension FailureServices {
    fileprivate init(_ inspection: WorkflowInspection, _ acting: Operator) {
        let store = inspection.store
        let sponsors = SponsorDirectory(rules: inspection.configuration.sponsors)
        self = .empty
        groups = { try await store.failureGroups() }
        failures = { group, filter, after, limit in
            try await store.failures(group: group, filter: filter, after: after, limit: limit, sponsors: sponsors)
        }
        detail = { try await inspection.failure(step: $0) }
        plan = { try await acting.plan($0, includesRisky: $1, sponsors: sponsors) }
        retry = { try await acting.retry($0, pace: $1, reason: $2).id }
        retryStep = { try await acting.retryStep($0, reason: $1) }
        edit = { _ = try await acting.edit(step: $0, request: $1, basedOn: $2, reason: $3) }
        discard = { try await acting.discard($0, reason: $1, sponsors: sponsors) }
        acknowledge = { try await acting.acknowledge(group: $0, note: $1) }
        note = { try await acting.note(step: $0, $1) }
        bulk = { id in
            if let id { return try await store.bulkRetry(id) }
            return try await store.unfinishedBulkRetry()
        }
        stopBulk = { try await acting.stopBulk($0, reason: "") }
        resumeBulk = { try await acting.resumeBulk($0, reason: "") }
        curl = { try await inspection.curl(step: $0) }
    }
}

extension DestinationServices {
    fileprivate init(_ store: Store, _ acting: Operator) {
        self = .empty
        destinations = { try await store.destinations() }
        pause = { try await acting.pause(destination: $0, reason: $1) }
        resume = { try await acting.resume(destination: $0, reason: $1) }
        probe = { try await acting.probe(destination: $0, reason: "") }
    }
}

extension AuditServices {
    fileprivate init(_ store: Store) {
        self = .empty
        entries = { try await store.auditEntries(before: $0, limit: $1) }
        verify = { try await store.verifyAudit() }
    }
}
