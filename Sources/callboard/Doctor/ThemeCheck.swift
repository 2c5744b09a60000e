import CoreServices
import TerminalKit

/// Whether the theme that is asked for can be used.
enum ThemeCheck {
    static let check = DoctorCheck { examination in
        guard let configuration = examination.configuration else { return [] }
        let library = ThemeLibrary(folders: configuration.themesDirectory.map { [$0] } ?? [])
        do {
            _ = try library.theme(named: configuration.theme)
            return [.ok("theme", configuration.theme)]
        } catch {
            return [.wrong("theme", "\(error); change 'theme' in the configuration")]
        }
    }
}
