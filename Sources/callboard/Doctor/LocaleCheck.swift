import CoreServices
import Foundation

/// Whether letters beyond ASCII can be shown.
enum LocaleCheck {
    static let check = DoctorCheck { examination in
        let variables = examination.surroundings.variables
        let name = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { variables[$0] }.first { !$0.isEmpty } ?? "C"
        let locale = newlocale(1 << LC_CTYPE, name, nil)
        guard let locale else {
            return [.note("locale", "'\(name)' is not installed; glyphs fall back to ASCII, try: export LANG=C.UTF-8")]
        }
        defer { freelocale(locale) }
        let encoding = String(cString: nl_langinfo_l(nl_item(CODESET), locale))
        if encoding.uppercased() == "UTF-8" { return [.ok("locale", "\(name), UTF-8")] }
        return [
            .note("locale", "'\(name)' is \(encoding), so glyphs fall back to ASCII; try: export LANG=C.UTF-8")
        ]
    }
}
