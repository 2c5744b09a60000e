import CoreServices
import Foundation

/// Whether the secrets are kept from others.
enum SecretsCheck {
    static let check = DoctorCheck { examination in
        guard let file = examination.configurationFile else { return [] }
        let path = URL(fileURLWithPath: file).deletingLastPathComponent().path + "/callboard.secrets"
        var status = stat()
        guard stat(path, &status) == 0 else { return [] }
        if status.st_mode & 0o077 != 0 {
            return [.wrong("secrets", "others can read \(path); run: chmod 600 '\(path)'")]
        }
        if status.st_uid != geteuid() {
            return [.note("secrets", "\(path) belongs to another user; run callboard as that user")]
        }
        return [.ok("secrets", "\(path), mode 600")]
    }
}
