import Database
import Foundation
import Primitives

/// Does what schedules want done; all that matters is in the store, so that it goes on where it was after a crash.
struct LeadScheduleRunner {
    private static let leadBatch = 256
    private static let rememberedFailures = 16

    let store: Store
    let writer: GroupCommitWriter
    let configuration: Configuration
    let times: LeadScheduleTimes
    /// Of the program, for manifests and reports.
    let version: String
    /// Told in a sentence what could not be done.
    let faultObserver: @Sendable (String) -> Void
    /// Tells that workflows have runs to do.
    let planted: @Sendable () -> Void
    /// Whether work is to be broken off; it is done again by the next process.
    let isStopping: @Sendable () -> Bool

    init(
        store: Store,
        writer: GroupCommitWriter,
        configuration: Configuration,
        version: String,
        faultObserver: @escaping @Sendable (String) -> Void,
        planted: @escaping @Sendable () -> Void,
        isStopping: @escaping @Sendable () -> Bool = { false }
    ) {
        self.store = store
        self.writer = writer
        self.configuration = configuration
        self.version = version
        self.faultObserver = faultObserver
        self.planted = planted
        self.isStopping = isStopping
        times = LeadScheduleTimes(zone: configuration.zone, closesAt: configuration.leads.eventClosesAt)
    }

    /// Writes down that what a process before this one had begun came to nothing, and forgets schedules that are no more.
    func recover() throws {
        let now = store.clock.now()
        let names = configuration.leads.schedules.map(\.name)
        try writer.writeAndWait { connection in
            try LeadScheduleRecord.endInterrupted(now: now, in: connection)
            try LeadScheduleRecord.forget(allBut: names, in: connection)
        }
    }

    /// Does all that is due, and tells when to look again; `nil` when nothing will ever be due.
    func advance() throws -> Timestamp? {
        var next: Timestamp?
        func look(at time: Timestamp?) {
            guard let time else { return }
            next = min(next ?? time, time)
        }
        for schedule in configuration.leads.schedules where !isStopping() {
            let now = store.clock.now()
            let start = schedule.time == .atClose ? Timestamp(milliseconds: 0) : now
            let place = try writer.writeAndWait {
                try LeadScheduleRecord.place(of: schedule.name, orBeginningAt: start, in: $0)
            }
            // A place in the future was reached before somebody set the clock back.
            if let due = times.last(schedule.time, upTo: now), due > place.doneThrough || place.doneThrough > now {
                if let retry = try retryTime(schedule, due: due), retry > now {
                    look(at: retry)
                } else {
                    try run(schedule, due: due, place)
                    look(at: try retryTime(schedule, due: due))
                }
            }
            look(at: times.next(schedule.time, after: now))
        }
        return next
    }

    /// When a due time that came to nothing is tried again; `nil` when it has not been tried.
    private func retryTime(_ schedule: LeadSchedule, due: Timestamp) throws -> Timestamp? {
        let failures = try writer.writeAndWait {
            try LeadScheduleRecord.runs(of: schedule.name, limit: Self.rememberedFailures, in: $0)
        }
        .prefix { $0.dueAt == due && $0.state != .done }
        guard let last = failures.first, let end = last.endedAt else { return nil }
        // What a process left behind when it ended is done at once.
        guard last.state == .failed else { return end }
        return end.advanced(by: .seconds(60 * min(15, 1 << min(4, failures.count - 1))))
    }

    private func run(_ schedule: LeadSchedule, due: Timestamp, _ place: LeadScheduleRecord.Place) throws {
        let now = store.clock.now()
        let missed = schedule.time == .atClose ? 0 : times.count(schedule.time, after: place.doneThrough, upTo: due) - 1
        let audited = audit(schedule, now: now)
        let id = try writer.writeAndWait { connection in
            if let audited { try AuditRecord.append(audited, to: connection) }
            return try LeadScheduleRecord.begin(
                schedule.name,
                dueAt: due,
                missed: max(0, missed),
                now: now,
                in: connection
            )
        }
        var run = LeadScheduleRun(
            id: id,
            schedule: schedule.name,
            dueAt: due,
            missed: max(0, missed),
            startedAt: now,
            state: .running,
            leads: 0,
            files: 0,
            detail: ""
        )
        do {
            let changed = try work(schedule, place, &run)
            run.state = .done
            run.endedAt = store.clock.now()
            let done = run
            try writer.writeAndWait { try LeadScheduleRecord.finish(done, changed: changed, in: $0) }
        } catch ExportFailure.cancelled {
            // Left as running, so that the next process does it again.
            return
        } catch {
            run.state = .failed
            run.endedAt = store.clock.now()
            run.detail = "\(error)"
            let failed = run
            try writer.writeAndWait { try LeadScheduleRecord.end(failed, in: $0) }
            faultObserver("the schedule '\(schedule.name)' failed and is tried again: \(error)")
        }
    }

    /// What goes into the audit record: files of leads are personal data that is handed out.
    private func audit(_ schedule: LeadSchedule, now: Timestamp) -> AuditEntry? {
        guard case .export(let format) = schedule.product else { return nil }
        let consent = schedule.consent ?? configuration.leads.consent
        let filter = schedule.filter.isEverything ? "" : ", filter \(schedule.filter.text)"
        return AuditEntry(
            number: 0,
            at: now,
            by: "schedule \(schedule.name)",
            act: "leads.export",
            subject: schedule.sponsor.map { "sponsor \($0)" } ?? "all sponsors",
            reason: "",
            before: "",
            after: "leads as \(format.rawValue), consent \(consent.rawValue)\(filter), to \(folder(of: schedule))",
            hash: ""
        )
    }

    // MARK: - Work

    /// Does it, counts it in `run`, and gives the number of the newest change that it covers.
    private func work(
        _ schedule: LeadSchedule,
        _ place: LeadScheduleRecord.Place,
        _ run: inout LeadScheduleRun
    ) throws -> Int64 {
        let connection = try JournalSchema.openForReading(store.directory)
        // Read before the leads, so that what changes meanwhile is taken again the next time.
        let newest = try LeadStateRecord.read(in: connection).changes
        switch schedule.product {
        case .export(let format): try export(schedule, format, place, &run, connection)
        case .report: try report(schedule, &run, connection)
        case .workflow(let name): try handOver(schedule, to: name, after: place.changed, &run, connection)
        }
        return newest
    }

    private func sponsors(of schedule: LeadSchedule, _ connection: SQLiteConnection) throws -> [Sponsor] {
        guard let name = schedule.sponsor else {
            let counts = try RecountQueries.counts(in: connection)
            return try SponsorRecord.all(in: connection)
                .filter { $0.id != Sponsor.unattributedID && (counts[$0.id]?.leads ?? 0) > 0 }
        }
        guard let sponsor = try SponsorRecord.named(name, in: connection) else {
            throw LeadScheduleFailure.unknownSponsor(name)
        }
        return [sponsor]
    }

    private func export(
        _ schedule: LeadSchedule,
        _ format: LeadExport.Format,
        _ place: LeadScheduleRecord.Place,
        _ run: inout LeadScheduleRun,
        _ connection: SQLiteConnection
    ) throws {
        let folder = try makeFolder(schedule)
        let exporter = LeadExporter(store: store, configuration: configuration, version: version)
        var unchanged = 0
        var excluded = 0
        for sponsor in try sponsors(of: schedule, connection) {
            // What comes every few minutes is written only where there is something new.
            if case .every = schedule.time,
                try LeadScheduleRecord.newestChange(ofSponsor: sponsor.id, in: connection) <= place.changed
            {
                unchanged += 1
                continue
            }
            var export = LeadExport(sponsor: sponsor, request: request(schedule), zone: configuration.zone)
            export.format = format
            export.filterText = schedule.filter.text
            let report = try exporter.write(export, to: .folder(folder)) { _ in !isStopping() }
            run.files += 1
            run.leads += report.rows
            excluded += report.excluded
        }
        var words = [run.files == 0 ? "nothing new to write" : "in \(folder)"]
        if unchanged > 0, run.files > 0 { words.append("\(unchanged) sponsors without anything new") }
        if excluded > 0 { words.append("\(excluded) left out for lack of consent") }
        run.detail = words.joined(separator: ", ")
    }

    private func report(
        _ schedule: LeadSchedule,
        _ run: inout LeadScheduleRun,
        _ connection: SQLiteConnection
    ) throws {
        let folder = try makeFolder(schedule)
        let reporter = SponsorReporter(
            store: store,
            configuration: configuration,
            zone: configuration.zone,
            version: version
        )
        let consent = schedule.consent ?? configuration.leads.consent
        var subjects: [Sponsor?] = try sponsors(of: schedule, connection)
        if schedule.sponsor == nil { subjects.insert(nil, at: 0) }
        for sponsor in subjects {
            guard !isStopping() else { throw ExportFailure.cancelled }
            _ = try reporter.write(on: sponsor, consent: consent, to: .folder(folder))
            run.files += 1
        }
        run.detail = "in \(folder)"
    }

    /// Has a workflow run on the newest form of each lead that is new or changed.
    private func handOver(
        _ schedule: LeadSchedule,
        to name: String,
        after changed: Int64,
        _ run: inout LeadScheduleRun,
        _ connection: SQLiteConnection
    ) throws {
        let reader = WorkflowInspection(store: store, configuration: configuration).firstStep
        var request = request(schedule)
        if schedule.sponsor != nil { request.sponsor = try sponsors(of: schedule, connection).first?.id }
        let asked = request
        var after = changed
        while true {
            guard !isStopping() else { throw ExportFailure.cancelled }
            var leads: [(changed: Int64, event: Int64)] = []
            try LeadQueries.each(
                asked,
                changedAfter: after,
                limit: Self.leadBatch,
                sponsors: SponsorDirectory(rules: configuration.sponsors),
                now: store.clock.now(),
                in: connection
            ) { lead in
                if let event = try LeadScheduleRecord.formEvent(among: lead.events, in: connection) {
                    leads.append((lead.changed, event))
                }
                after = lead.changed
            }
            let batch = leads
            let now = store.clock.now()
            // Asked with every batch, since somebody may disable the workflow or change it meanwhile.
            run.leads += try writer.writeAndWait { connection in
                let workflow = try WorkflowActs.standing(ofWorkflowNamed: name, in: connection)
                guard let workflow, workflow.isEnabled, workflow.isLoaded,
                    let first = reader(workflow.versionID, workflow.text, workflow.file)
                else { throw LeadScheduleFailure.workflowOff(name, isKnown: workflow != nil) }
                return try batch.count { lead in
                    let planted = try RunPlanting.plant(
                        workflowID: workflow.id,
                        versionID: workflow.versionID,
                        eventSequence: lead.event,
                        first: first,
                        replayOf: nil,
                        at: now,
                        in: connection
                    )
                    return planted != nil
                }
            }
            if !batch.isEmpty { planted() }
            if batch.count < Self.leadBatch { break }
        }
        run.detail = run.leads == 0 ? "nothing new for \(name)" : "given to \(name)"
    }

    private func request(_ schedule: LeadSchedule) -> LeadRequest {
        LeadRequest(filter: schedule.filter, consent: schedule.consent ?? configuration.leads.consent)
    }

    private func folder(of schedule: LeadSchedule) -> String {
        schedule.folder ?? "\(store.directory.path)/exports/\(LeadExport.slug(schedule.name))"
    }

    private func makeFolder(_ schedule: LeadSchedule) throws -> String {
        let folder = folder(of: schedule)
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw ExportFailure.unusable(path: folder, reason: (error as NSError).localizedDescription)
        }
        return folder
    }
}

/// Why a schedule could not do its work.
enum LeadScheduleFailure: Error, CustomStringConvertible {
    case unknownSponsor(String)
    case workflowOff(String, isKnown: Bool)

    var description: String {
        switch self {
        case .unknownSponsor(let name):
            "there is no sponsor '\(name)' yet; `callboard sponsors ls` shows those there are"
        case .workflowOff(let name, let isKnown):
            isKnown
                ? "the workflow '\(name)' is disabled or its file cannot be read; `callboard workflows check` says why"
                : "there is no workflow '\(name)'; `callboard workflows ls` shows those there are"
        }
    }
}
