import Primitives

extension ConfigurationDecoding {
    /// The list `leads.schedules`.
    ///
    /// - Parameter hasClosingTime: Whether it is known when the event closes.
    mutating func decodeLeadSchedules(_ leads: ConfigurationObject, hasClosingTime: Bool) -> [LeadSchedule] {
        var schedules: [LeadSchedule] = []
        for (index, node) in (list(leads, "schedules") ?? []).enumerated() {
            let key = "\(leads.key(of: "schedules"))[\(index)]"
            guard let object = object(node, key: key) else { continue }
            checkNames(
                object,
                ["name", "every", "at", "make", "format", "workflow", "sponsor", "where", "consent", "folder"]
            )
            guard let time = decodeScheduleTime(object, hasClosingTime: hasClosingTime),
                let product = decodeScheduleProduct(object)
            else { continue }
            var schedule = LeadSchedule(name: "", time: time, product: product)
            text(object, "name", limit: 64) { schedule.name = $0 }
            text(object, "sponsor", limit: 128) { schedule.sponsor = $0 == "*" ? nil : $0 }
            schedule.filter = filter(object, "where", allowsSteps: false) ?? .everything
            schedule.consent = choice(object, "consent", ConsentRule.self)
            path(object, "folder") { schedule.folder = $0 }
            if object["name"] == nil { fail(at: object.offset, key: key, "a schedule needs a name") }
            if let nameNode = object["name"], schedules.contains(where: { $0.name == schedule.name }) {
                fail(at: nameNode.offset, key: "\(key).name", "the schedule '\(schedule.name)' is given twice")
            }
            checkScheduleFits(schedule, object)
            schedules.append(schedule)
        }
        return schedules
    }

    private mutating func decodeScheduleTime(
        _ object: ConfigurationObject,
        hasClosingTime: Bool
    ) -> LeadSchedule.Time? {
        guard (object["every"] == nil) != (object["at"] == nil) else {
            let expected = "expected either every, such as '15m', or at, such as '18:00' or 'close'"
            fail(at: object.offset, key: object.key(of: "every"), expected)
            return nil
        }
        guard let node = object["at"] else {
            var time: LeadSchedule.Time?
            duration(object, "every", in: .seconds(60)...(.seconds(86_400))) { time = .every($0) }
            return time
        }
        let key = object.key(of: "at")
        guard let text = text(node, key: key, limit: 16) else { return nil }
        if text == "close" {
            if !hasClosingTime {
                fail(at: node.offset, key: key, "nothing says when the event closes; set leads.eventClosesAt")
            }
            return .atClose
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else {
            fail(at: node.offset, key: key, "expected a time of day such as '18:00', or 'close', found '\(text)'")
            return nil
        }
        return .daily(minute: hour * 60 + minute)
    }

    private enum ProductName: String, CaseIterable {
        case export, report, workflow
    }

    private mutating func decodeScheduleProduct(_ object: ConfigurationObject) -> LeadSchedule.Product? {
        guard object["make"] != nil else {
            fail(at: object.offset, key: object.key(of: "make"), "missing; expected export, report or workflow")
            return nil
        }
        guard let name = choice(object, "make", ProductName.self) else { return nil }
        if name != .export, let node = object["format"] {
            fail(at: node.offset, key: object.key(of: "format"), "only make: 'export' has a format")
        }
        if name != .workflow, let node = object["workflow"] {
            fail(at: node.offset, key: object.key(of: "workflow"), "only make: 'workflow' names a workflow")
        }
        switch name {
        case .report: return .report
        case .export: return .export(choice(object, "format", LeadExport.Format.self) ?? .csv)
        case .workflow:
            var workflow = ""
            text(object, "workflow", limit: 80) { workflow = $0 }
            if object["workflow"] == nil {
                let expected = "missing; expected the name of a workflow with the trigger 'Leads.Scheduled'"
                fail(at: object.offset, key: object.key(of: "workflow"), expected)
            }
            return .workflow(name: workflow)
        }
    }

    /// What would be read and then do nothing is a mistake.
    private mutating func checkScheduleFits(_ schedule: LeadSchedule, _ object: ConfigurationObject) {
        if case .workflow = schedule.product, let node = object["folder"] {
            fail(at: node.offset, key: object.key(of: "folder"), "make: 'workflow' writes no files")
        }
        if case .report = schedule.product, let node = object["where"] {
            fail(at: node.offset, key: object.key(of: "where"), "a report tells of all leads and has no filter")
        }
    }
}
