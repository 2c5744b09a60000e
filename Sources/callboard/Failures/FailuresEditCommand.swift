import CommandKit
import CoreServices
import Foundation

/// `callboard failures edit`.
enum FailuresEditCommand {
    static let file = CommandOption("file", short: "f", .path("FILE"), summary: "the new request; - is standard input")

    static let command = Command(
        "edit",
        summary: "Put another request in the place of a failed step's; the first one is kept",
        discussion: """
            The request is text: a line with method and URL, a line for each header, an empty line, the body, as \
            'failures show --request' prints it. Retry the step afterwards to send it.
            """,
        arguments: [FailuresCommand.step],
        options: [file, WorkflowOptions.reason, WorkflowOptions.dryRun, WorkflowOptions.yes, WorkflowOptions.json],
        examples: [
            .init("callboard failures show 12 --request > request.txt", "The request as it is:"),
            .init("callboard failures edit 12 --file request.txt --yes", "As it should be:"),
        ],
        exitCodes: WorkflowOptions.actingExitCodes,
        action: run
    )

    private static let sizeLimit = 2 << 20

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try Consent.check(invocation, "failures edit", "changes what is sent")
        guard let path = invocation[file] else { throw FileMissing() }
        let id = Int64(invocation[FailuresCommand.step] ?? 0)
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let request = try Self.request(path)
        guard let detail = try waitFor({ try await reading.inspection.failure(step: id) }) else {
            throw UnknownNumber("failed step", id, list: "failures ls")
        }
        let revision = detail.row.step.revision
        let reason = invocation[WorkflowOptions.reason] ?? ""
        let acting = reading.acting
        let deed = PlainDeed(invocation, "edit the request of step \(id)", done: "")
        return try deed.run(effect: "a retry sends \(request.method) \(request.url)") {
            try await acting.edit(step: id, request: request, basedOn: revision, reason: reason)
        } done: {
            "revision \($0) of step \(id); `callboard failures retry \(id)` sends it"
        }
    }

    private static func request(_ path: String) throws -> RenderedRequest {
        let data: Data
        do {
            let handle =
                path == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            data = try handle.read(upToCount: sizeLimit + 1) ?? Data()
        } catch {
            throw InspectionFailure("cannot read \(path); check its name and permissions")
        }
        guard data.count <= sizeLimit else { throw InspectionFailure("\(path) is too large for a request") }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw InspectionFailure("\(path) is not UTF-8 text; save it as such")
        }
        do {
            // An editor ends the last line; that line feed is no part of the body.
            return try RenderedRequest(
                text: text.hasSuffix("\n") && !text.hasSuffix("\n\n") ? String(text.dropLast()) : text
            )
        } catch {
            throw InspectionFailure("\(path), \(error)")
        }
    }
}

/// No request was given.
private struct FileMissing: ProvidesExitCode, CustomStringConvertible {
    var exitCode: ExitCode { .usage }
    var description: String { "no request is given; add --file FILE, or --file - for standard input" }
}
