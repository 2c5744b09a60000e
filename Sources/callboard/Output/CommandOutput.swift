import CommandKit
import CoreServices
import Primitives

/// Prints what a command found, for people or for programs.
struct CommandOutput: Sendable {
    let isJSON: Bool
    var output = TextOutput.standardOutput

    init(_ invocation: Invocation) {
        isJSON = invocation[WorkflowOptions.json]
    }

    /// One JSON object a line, or a table; `nothing` is said to people when there are no rows.
    func list<Row>(
        _ rows: [Row],
        nothing: String,
        json: (Row) -> JSONObjectText,
        columns: [(String, PlainTable.Alignment)],
        cells: (Row) -> [String]
    ) throws {
        if isJSON {
            for row in rows { try output.line(json(row).text) }
            return
        }
        guard !rows.isEmpty else { return try output.line(nothing) }
        var table = PlainTable(columns)
        for row in rows { table.add(cells(row)) }
        for line in table.lines(width: EventPrinter.columnsOfOutput()) { try output.line(line) }
    }

    /// One JSON object, or lines that may hold line feeds.
    func show(json: @autoclosure () -> JSONObjectText, lines: @autoclosure () -> [String]) throws {
        if isJSON { return try output.line(json().text) }
        for line in lines() { try output.text(line + "\n") }
    }
}

/// Lines of names and values, aligned; values that are `nil` or empty are left out.
enum FieldLines {
    static func lines(_ fields: [(name: String, value: String?)]) -> [String] {
        fields.compactMap { field in
            guard let value = field.value, !value.isEmpty else { return nil }
            // One line each, so that no value can pass for another field.
            return DisplayText(untrusted: field.name).padded(to: 14).string + DisplayText(untrusted: value).string
        }
    }

    /// Text of several lines, each set in by `columns`.
    static func indented(_ text: String, by columns: Int = 2) -> [String] {
        let space = String(repeating: " ", count: columns)
        return DisplayText.lines(untrusted: text).map { ($0.isEmpty ? "" : space) + $0.string }
    }
}

extension JSONValue {
    static func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    static func count(_ value: Int?) -> JSONValue { value.map { .integer(Int64($0)) } ?? .null }
    static func number(_ value: Int64?) -> JSONValue { value.map { .integer($0) } ?? .null }
    static func time(_ value: Timestamp?) -> JSONValue { value.map { .string($0.iso8601) } ?? .null }

    static func note(_ note: OperatorNote?) -> JSONValue {
        guard let note else { return .null }
        return .object(["by": .string(note.by), "at": .time(note.at), "reason": .string(note.reason)])
    }

    static func failure(_ failure: StepFailure?) -> JSONValue {
        guard let failure else { return .null }
        return .object([
            "status": .count(failure.status), "code": .string(failure.code), "message": .string(failure.message),
            "cause": .string(failure.cause), "remedy": .string(failure.remedy),
        ])
    }

    static func request(_ request: RenderedRequest?) -> JSONValue {
        guard let request else { return .null }
        return .object([
            "method": .string(request.method), "url": .string(request.url), "body": .string(request.body),
            "headers": .array(request.headers.map { .object(["name": .string($0.name), "value": .string($0.value)]) }),
        ])
    }
}
