import CommandKit
import CoreServices
import Foundation

/// What the commands about embedded pages have in common: the page that is asked for, and where callboard is.
struct EmbedReading {
    static let page = CommandArgument<String>(
        .text("PAGE"),
        .optional,
        summary: "the page's name in the configuration; needed where there are several"
    )
    static let target = CommandOption("to", .path("FILE"), summary: "write to FILE instead of standard output")
    static let force = CommandFlag("force", summary: "replace a file of the same name")

    let configuration: Configuration
    let page: EmbedPage
    /// Where browsers reach callboard, without a slash at its end.
    let callboard: String

    var embed: EmbedConfiguration { configuration.embed }

    /// - Throws: A sentence for whoever typed the command when there is no such page.
    init(_ invocation: Invocation) throws {
        configuration = try SharedOptions.loadConfiguration(invocation).configuration
        let pages = configuration.embed.pages
        guard !pages.isEmpty else { throw NoEmbeddedPage() }
        if let name = invocation[Self.page] {
            guard let found = configuration.embed.page(name) else {
                throw UnknownEmbeddedPage(name: name, known: pages.map(\.name))
            }
            page = found
        } else {
            guard pages.count == 1 else { throw UnknownEmbeddedPage(name: nil, known: pages.map(\.name)) }
            page = pages[0]
        }
        callboard = configuration.embed.publicURL ?? Self.address(of: configuration.listener)
    }

    /// Says on standard error what the text alone does not tell.
    func warnOfAddress() {
        guard embed.publicURL == nil else { return }
        ServiceLog().warning(
            "embed.publicURL is not set, so the page looks for callboard at \(callboard), which only this machine may reach"
        )
    }

    /// Writes to the file that is asked for, or to standard output.
    @MainActor
    static func write(_ text: String, _ invocation: Invocation) throws {
        guard let path = invocation[target] else { return try TextOutput.standardOutput.text(text) }
        if FileManager.default.fileExists(atPath: path), !invocation[force] { throw FileIsThere(path: path) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    static func address(of listener: ListenerConfiguration) -> String {
        let scheme = listener.certificateFile == nil ? "http" : "https"
        let host = listener.host.contains(":") ? "[\(listener.host)]" : listener.host
        return "\(scheme)://\(host):\(listener.port)"
    }
}

/// The configuration has no page.
struct NoEmbeddedPage: Error, CustomStringConvertible {
    var description: String {
        "nothing is embedded yet; add embed: { hub: \"https://yourevent.komo.site\", pages: [{ name: \"expo\" }] } "
            + "to callboard.json5"
    }
}

/// A page that the configuration does not have, or none named where there are several.
struct UnknownEmbeddedPage: ProvidesExitCode, CustomStringConvertible {
    let name: String?
    let known: [String]

    var exitCode: ExitCode { .usage }

    var description: String {
        let list = known.joined(separator: ", ")
        guard let name else { return "say which page; there are \(list)" }
        return "there is no page '\(name)'; there are \(list)"
    }
}

/// A file that would be replaced.
struct FileIsThere: Error, CustomStringConvertible {
    let path: String

    var description: String { "\(path) is there already; name another file, or replace it with --force" }
}
