import CommandKit
import CoreServices

/// `callboard embed page`.
enum EmbedPageCommand {
    static let command = Command(
        "page",
        summary: "Write a whole page, to be put on a server of your own",
        discussion: """
            callboard itself serves the same page at /embed/PAGE, with its content security policy in a header. In the \
            file it stands in the page, which cannot say who may show it in a frame: let the server say that.
            """,
        arguments: [EmbedReading.page],
        options: [EmbedReading.target, EmbedReading.force],
        examples: [.init("callboard embed page expo --to expo.html", "A file for a web server:")],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let reading = try EmbedReading(invocation)
        let document = EmbedDocument(
            reading.embed,
            page: reading.page,
            place: .elsewhere(callboard: reading.callboard)
        )
        reading.warnOfAddress()
        try EmbedReading.write(document.html, invocation)
        return .success
    }
}
