import CommandKit
import Foundation

@main
enum Callboard {
    @MainActor
    static func main() {
        let runner = CommandRunner(CallboardProgram.command, version: CallboardProgram.version)
        exit(runner.run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }
}
