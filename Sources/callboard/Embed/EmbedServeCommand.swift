import CommandKit
import CoreServices

/// `callboard embed serve`.
enum EmbedServeCommand {
    static let command = Command(
        "serve",
        summary: "Serve the pages, as 'callboard serve' does, and say where they are",
        discussion: """
            The same as 'callboard serve': webhooks are taken and workflows run. It needs at least one page in the \
            configuration, and first prints the address of each.
            """,
        exitCodes: [.success, .failure, .usage, .refused, .interrupted],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let configuration = try SharedOptions.loadConfiguration(invocation).configuration
        guard !configuration.embed.pages.isEmpty else { throw NoEmbeddedPage() }
        return try ServeCommand.run(invocation) { address in
            configuration.embed.pages.map { page in
                "page \(page.name) at \(configuration.embed.publicURL ?? address)/embed/\(page.name)"
            }
        }
    }
}
