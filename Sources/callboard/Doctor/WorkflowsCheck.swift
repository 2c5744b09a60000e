import CoreServices

/// Whether every workflow file can be used.
enum WorkflowsCheck {
    static let check = DoctorCheck { examination in
        guard let configuration = examination.configuration, let path = configuration.workflowsDirectory else {
            return []
        }
        let loader = WorkflowLoader(configuration: configuration, surroundings: examination.surroundings)
        let folder = loader.load(folder: path)
        let summary = WorkflowsCheckCommand.summary(folder, path: path)
        if folder.problems.isEmpty { return [.ok("workflows", summary)] }
        return [.wrong("workflows", "\(summary); run: callboard workflows check")]
    }
}
