import CoreServices

/// Whether the configuration can be used.
enum ConfigurationCheck {
    static let check = DoctorCheck { examination in
        switch examination.loaded {
        case .failure(let error):
            return error.problems.map { .wrong("configuration", $0.description) }
        case .success(let loaded):
            let warnings = loaded.warnings.map { DoctorFinding.note("configuration", $0.description) }
            guard let file = loaded.file else { return warnings }
            return [.ok("configuration", file)] + warnings
        }
    }
}
