import CommandKit
import Foundation

/// Prints measurements, each beside its target, and remembers whether all were met.
struct Measurements {
    private(set) var areMet = true
    private let output = TextOutput.standardOutput

    /// A line without a target.
    func note(_ name: String, _ value: String) throws {
        try output.line(Self.columns(name, value, ""))
    }

    /// A time that should be below `limit` seconds.
    mutating func time(_ name: String, _ time: Duration, below limit: Double?, note: String = "") throws {
        let seconds = time / .seconds(1)
        try line(name, Self.text(seconds), note, target: limit.map { ("below \(Self.text($0))", seconds < $0) })
    }

    /// A number and whether it is what it should be.
    mutating func value(_ name: String, _ value: String, target: String, isMet: Bool) throws {
        try line(name, value, "", target: (target, isMet))
    }

    var exitCode: ExitCode { areMet ? .success : .failure }

    /// Times shorter than a second in milliseconds.
    static func text(_ seconds: Double) -> String {
        seconds < 1 ? String(format: "%.1f ms", seconds * 1000) : String(format: "%.2f s", seconds)
    }

    private mutating func line(
        _ name: String,
        _ value: String,
        _ note: String,
        target: (text: String, isMet: Bool)?
    ) throws {
        if target?.isMet == false { areMet = false }
        let verdict = target.map { ($0.isMet ? "ok, " : "MISSED, ") + $0.text } ?? ""
        try output.line(Self.columns(name, value, [verdict, note].filter { !$0.isEmpty }.joined(separator: "; ")))
    }

    private static func columns(_ name: String, _ value: String, _ rest: String) -> String {
        let name = name.padding(toLength: max(46, name.count + 1), withPad: " ", startingAt: 0)
        let value = String(repeating: " ", count: max(0, 12 - value.count)) + value
        return rest.isEmpty ? name + value : "\(name)\(value)   \(rest)"
    }
}
