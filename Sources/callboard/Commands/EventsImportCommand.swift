import CommandKit
import CoreServices
import Foundation

/// `callboard events import`.
enum EventsImportCommand {
    static let files = CommandArgument(
        .path("FILE"),
        .atLeastOne,
        summary: "NDJSON files, one event a line; - is standard input"
    )

    static let command = Command(
        "import",
        summary: "Store events from NDJSON files; those already stored are left out",
        discussion: """
            A line is what 'events ls --json' prints, which keeps its source, key, times and bytes, or the body of a \
            webhook as Komo posts it.

            Lines that are no event are told on standard error, the rest is stored, and the exit code is 5.
            """,
        arguments: [files],
        options: [EventsCommand.json],
        examples: [.init("callboard events import events.ndjson", "Bring in what another machine listed:")],
        exitCodes: [.success, .failure, .usage, .refused],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        guard !invocation[SharedOptions.readOnly] else { throw ReadOnlyRefusal("events import", "adds to the store") }
        let configuration = try SharedOptions.loadConfiguration(invocation).configuration
        // All are opened first, so that a mistyped name imports nothing.
        let sources = try invocation.all(files).map { try ImportSource($0) }
        let directory = DataDirectory(path: configuration.dataDirectory)
        let store = try Store.open(directory, access: .importer)
        let importer = try EventImporter(store: store)
        let failure: (any Error)?
        do {
            for source in sources { try importer.read(descriptor: source.descriptor, name: source.name) }
            failure = nil
        } catch {
            failure = error
        }
        let report = importer.report
        store.close()
        try tell(report, isJSON: invocation[EventsCommand.json])
        if let failure { throw failure }
        // Told before, since the events are stored whatever becomes of the index.
        try SearchIndex.catchUp(in: directory)
        return report.refused > 0 ? .refused : .success
    }

    private static func tell(_ report: ImportReport, isJSON: Bool) throws {
        for refusal in report.refusals {
            try TextOutput.standardError.line("\(refusal.name):\(refusal.line): \(refusal.reason)")
        }
        let untold = report.refused - report.refusals.count
        if untold > 0 { try TextOutput.standardError.line("and \(untold) more lines") }
        let erased = report.erased
        if isJSON {
            try TextOutput.standardOutput.line(
                #"{"imported":\#(report.imported),"already_there":\#(report.alreadyThere),"refused":\#(report.refused),"erased_people":\#(erased)}"#
            )
        } else {
            try TextOutput.standardOutput.line(
                "\(report.imported) imported, \(report.alreadyThere) already there, \(report.refused) refused"
                    + (erased == 0 ? "" : ", \(erased) left out because their people were erased")
            )
        }
    }
}

/// A file to import from, or standard input.
private final class ImportSource {
    let name: String
    let descriptor: Int32

    init(_ path: String) throws {
        if path == "-" {
            name = "standard input"
            descriptor = STDIN_FILENO
            return
        }
        name = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ImportFailure(name: path, line: nil, reason: String(cString: strerror(errno)))
        }
    }

    deinit {
        if descriptor != STDIN_FILENO, descriptor >= 0 { close(descriptor) }
    }
}
