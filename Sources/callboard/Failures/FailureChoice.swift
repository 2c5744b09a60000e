import CommandKit
import CoreServices

/// Which failed steps a command is about: by number, by group, by filter, or all.
enum FailureChoice {
    static let steps = CommandArgument(
        .integer(1...Int.max, placeholder: "STEP"),
        .any,
        summary: "numbers of steps, as 'failures ls --where' shows them"
    )
    static let group = CommandOption(
        "group",
        short: "g",
        .integer(1...Int.max, placeholder: "N"),
        summary: "the steps of the group that 'failures ls' shows as N"
    )
    static let all = CommandFlag("all", short: "a", summary: "every failed step")

    /// - Throws: `UnclearChoice` unless exactly one way is taken; a group and a filter go together.
    static func selection(_ invocation: Invocation, _ filter: Filter) throws -> FailureSelection {
        let steps = invocation.all(steps).map(Int64.init)
        let group = invocation[group].map(Int64.init)
        let isFiltered = invocation[WorkflowOptions.filter] != nil
        switch (steps.isEmpty, group, isFiltered, invocation[all]) {
        case (false, nil, false, false): return .steps(steps)
        case (true, let group?, false, false): return .group(group)
        case (true, let group, true, false): return .matching(filter, group: group)
        case (true, nil, false, true): return .matching(.everything, group: nil)
        default: throw UnclearChoice()
        }
    }
}

/// No steps are chosen, or in two ways at once.
struct UnclearChoice: ProvidesExitCode, CustomStringConvertible {
    var exitCode: ExitCode { .usage }
    var description: String {
        "choose failed steps in one way: by their numbers, --group with or without --where, or --all"
    }
}
