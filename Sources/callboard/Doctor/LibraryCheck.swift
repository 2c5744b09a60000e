import CoreServices
import TerminalNCurses

/// The version of one C library, which must not be older than what callboard relies on.
struct LibraryCheck: Sendable {
    var name: String
    /// The oldest version that has what callboard calls.
    var oldest: String
    /// The version this process runs with, such as `3.40.1`.
    var version: @Sendable () -> String

    static let all: [LibraryCheck] = [
        LibraryCheck(name: "ncurses", oldest: "6.1") { ncursesLibraryVersion() },
        LibraryCheck(name: "libmicrohttpd", oldest: "0.9.71") { LibraryVersions.microHTTPD },
        LibraryCheck(name: "SQLite", oldest: "3.35.0") { LibraryVersions.sqlite },
        LibraryCheck(name: "OpenSSL", oldest: "3.0.0") { LibraryVersions.openSSL },
    ]

    var check: DoctorCheck {
        DoctorCheck { _ in
            let version = version()
            if Self.isOlder(version, than: oldest) {
                return [.wrong(name, "\(version) is too old; install \(oldest) or newer with .ci/install-libraries")]
            }
            return [.ok(name, version)]
        }
    }

    private static func isOlder(_ version: String, than oldest: String) -> Bool {
        numbers(version).lexicographicallyPrecedes(numbers(oldest))
    }

    private static func numbers(_ version: String) -> [Int] {
        version.split { !$0.isNumber }.compactMap { Int($0) }
    }
}
