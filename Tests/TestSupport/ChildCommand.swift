import Foundation

/// What a child process runs.
package struct ChildCommand: Sendable {
    /// An absolute path.
    package var executable: String
    package var arguments: [String]
    /// All that the child sees; nothing of this process is added.
    package var environment: [String: String]
    /// Where it starts; `nil` is where this process is.
    package var directory: String?

    package init(
        _ executable: String,
        _ arguments: [String] = [],
        environment: [String: String] = ChildCommand.plainEnvironment,
        directory: String? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
    }

    /// The program to start and its arguments. `env -C` changes the folder and then becomes the program, because the
    /// spawn call that changes it is declared only under _GNU_SOURCE, which the importer does not set.
    package var line: [String] {
        let own = [executable] + arguments
        return directory.map { ["/usr/bin/env", "-C", $0] + own } ?? own
    }

    /// A program of this package, such as `callboard`.
    package static func product(
        _ name: String,
        _ arguments: [String] = [],
        environment: [String: String] = [:],
        directory: String? = nil
    ) throws -> ChildCommand {
        ChildCommand(
            try BuiltProduct.url(name).path(percentEncoded: false),
            arguments,
            environment: plainEnvironment.merging(environment) { _, own in own },
            directory: directory
        )
    }

    /// The little of this process's environment that programs need, and a UTF-8 locale that every Linux has.
    package static var plainEnvironment: [String: String] {
        let inherited = ProcessInfo.processInfo.environment
        var environment = ["LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"]
        for name in ["HOME", "LD_LIBRARY_PATH", "PATH", "TMPDIR"] {
            environment[name] = inherited[name]
        }
        return environment
    }
}
