import Foundation

/// How much memory this process has in use, as the kernel counts it.
enum ProcessMemory {
    /// Now, in bytes; `nil` where there is no `/proc`.
    static var resident: Int? { status("VmRSS:") }
    /// At most since the start, in bytes; `nil` where there is no `/proc`.
    static var peak: Int? { status("VmHWM:") }

    private static func status(_ name: String) -> Int? {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
        return kibibytes.map { $0 << 10 }
    }
}
