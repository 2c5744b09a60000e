import CommandKit
import CoreServices

/// `callboard embed snippet`.
enum EmbedSnippetCommand {
    enum Form: String, CaseIterable, Sendable {
        case script, frame, preload
    }

    private static let form = CommandOption<Form>(
        "as",
        .choice(placeholder: "FORM"),
        summary: "script (the usual one), frame for a frame with the page, or preload for the app's first page"
    )

    static let command = Command(
        "snippet",
        summary: "Write what goes into a page that is there already",
        discussion: """
            The page's origin must be in embed.origins, and callboard be reached at embed.publicURL.

            Without --as, a page of the variant iframe gives a frame, any other the script.
            """,
        arguments: [EmbedReading.page],
        options: [form, EmbedReading.target, EmbedReading.force],
        examples: [
            .init("callboard embed snippet expo", "The cards of a page, for a page of your own:"),
            .init(
                "callboard embed snippet expo --as preload",
                "For the first page, so that the script is there early:"
            ),
        ],
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
        let text =
            switch invocation[form] ?? (reading.page.variant == .iframe ? .frame : .script) {
            case .script: document.snippet
            case .frame: document.frame
            case .preload: document.preload
            }
        reading.warnOfAddress()
        try EmbedReading.write(text, invocation)
        return .success
    }
}
