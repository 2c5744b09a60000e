import CommandKit

/// Which kind of build this is; only one of them is worth measuring.
enum BuildMode {
    static let debugAnyway = CommandFlag("debug-anyway", summary: "measure even though this is a debug build")

    /// - Throws: `DebugBuild` in a debug build, unless `--debug-anyway` is given.
    static func requireRelease(_ invocation: Invocation) throws {
        #if DEBUG
        if !invocation[debugAnyway] { throw DebugBuild() }
        #endif
    }

    struct DebugBuild: ProvidesExitCode, CustomStringConvertible {
        var exitCode: ExitCode { .usage }
        var description: String {
            "this is a debug build, which is many times slower; run 'swift run -c release callboard-bench', or add"
                + " --debug-anyway."
        }
    }
}
