/// What the process tells the shell when it ends; the numbers are part of the interface and never change meaning.
package enum ExitCode: Int32, Sendable, CaseIterable {
    /// What was asked for was done.
    case success = 0
    /// It was tried and did not work; the reason is on standard error.
    case failure = 1
    /// The command line or the configuration is wrong, or the command needs a terminal and has none.
    case usage = 2
    /// What was waited for has not happened yet; asking again later is sensible.
    case pending = 3
    /// What was waited for can no longer happen; start anew.
    case expired = 4
    /// Refused: by `--read-only`, by the person who was asked to agree, as lines that are no event, or by Kombo.
    case refused = 5
    /// Stopped by Ctrl-C.
    case interrupted = 130

    /// The meaning as the help text tells it.
    package var meaning: String {
        switch self {
        case .success: "done"
        case .failure: "it did not work; the reason is on standard error"
        case .usage: "wrong command line or configuration, or no terminal where one is needed"
        case .pending: "not yet; ask again later"
        case .expired: "too late; start anew"
        case .refused: "refused: by --read-only, by the person asked, by Kombo, or lines of an import"
        case .interrupted: "stopped by Ctrl-C"
        }
    }
}
