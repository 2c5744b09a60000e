package import Console
import Foundation
import Glibc
import Primitives

/// Lets somebody change a text in the editor that their environment names, on the terminal of this process.
package struct EditorSession: Sendable {
    private let environment: [String: String]

    package init(environment: [String: String]) {
        self.environment = environment
    }

    /// What starts the editor: `VISUAL`, else `EDITOR`, else `vi`; it may have arguments, as in a shell.
    package var command: String {
        ["VISUAL", "EDITOR"].lazy.compactMap { environment[$0] }.first { !$0.allSatisfy(\.isWhitespace) } ?? "vi"
    }

    /// Runs the editor on a text and waits until it ends.
    ///
    /// The text lies meanwhile in a file that only this account can read, in a folder of its own, which goes
    /// afterwards together with whatever the editor left beside it.
    /// - Returns: The text as it was left; `nil` when the editor ended as one does that was given up.
    package func edit(_ text: String) -> Result<String?, QueryFailure> {
        let place = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(place)/callboard-edit-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return .failure(Self.failure("no file for the editor", errno)) }
        let folder = String(decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/request.txt"
        guard
            FileManager.default.createFile(
                atPath: file,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600]
            )
        else { return .failure(Self.failure("the file for the editor could not be written", errno)) }
        switch run(on: file) {
        case .failure(let failure): return .failure(failure)
        case .success(0): break
        case .success(126), .success(127):
            return .failure(
                QueryFailure(reason: "the editor '\(command)' could not be started; set EDITOR to one that is there")
            )
        case .success: return .success(nil)
        }
        do {
            return .success(String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self))
        } catch {
            return .failure(QueryFailure(reason: "what the editor left could not be read: \(error)"))
        }
    }

    /// Starts the editor by way of a shell, as its setting is written for one, and gives how it ended.
    private func run(on file: String) -> Result<Int32, QueryFailure> {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The console blocks signals to read them from a file; the editor has to get its own.
        var mask = sigset_t()
        sigemptyset(&mask)
        posix_spawnattr_setsigmask(&attributes, &mask)
        var defaults = sigset_t()
        sigfillset(&defaults)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))

        var process: pid_t = 0
        let line = ["/bin/sh", "-c", "\(command) \"$1\"", "editor", file]
        let code = Self.withCStrings(line) { arguments in
            Self.withCStrings(environment.map { "\($0.key)=\($0.value)" }) { variables in
                posix_spawn(&process, "/bin/sh", nil, &attributes, arguments, variables)
            }
        }
        guard code == 0 else { return .failure(Self.failure("the editor could not be started", code)) }
        var status: Int32 = 0
        while true {
            if waitpid(process, &status, WUNTRACED) < 0 {
                guard errno == EINTR else { return .failure(Self.failure("nobody knows how the editor ended", errno)) }
            } else if status & 0xff == 0x7f {
                // Nobody could wake it: the shell that might is waiting for this process, which waits here.
                kill(0, SIGCONT)
            } else {
                break
            }
        }
        let signal = status & 0x7f
        return .success(signal == 0 ? (status >> 8) & 0xff : 128 + signal)
    }

    private static func failure(_ what: String, _ code: Int32) -> QueryFailure {
        QueryFailure(reason: "\(what): \(String(cString: strerror(code)))")
    }

    /// Calls `body` with a null-terminated array of C strings that live for the duration of the call.
    private static func withCStrings<Value>(
        _ strings: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
    ) -> Value {
        let copies = strings.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        return body(copies + [nil])
    }
}
