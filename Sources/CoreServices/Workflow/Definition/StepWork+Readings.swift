extension StepWork {
    /// The roots that its templates read, so that nothing else need be made ready; a decision reads earlier steps.
    var readRoots: Set<String> {
        switch self {
        case .decision: ["steps"]
        case .contact, .request: Set(templates.flatMap { $0.paths.compactMap(\.names.first) })
        }
    }

    /// Whether it reads what callboard itself keeps of the person.
    var readsContactRecord: Bool {
        templates.contains { template in
            template.paths.contains { path in
                path.names.first == "contact"
                    && (path.names.count < 2 || ["tags", "properties"].contains(path.names[1]))
            }
        }
    }
}
