import Foundation

/// The process that listens on a port, as /proc tells it.
struct PortHolder: Equatable {
    var pid: Int32
    /// The program's name, at most 15 bytes of it.
    var name: String

    /// The tables of a busy machine change while they are read, and then a socket can be missing from what was read.
    private static let looks = 15

    /// `nil` when nobody listens, or when the process belongs to a user whose descriptors cannot be read.
    static func find(port: UInt16) -> PortHolder? {
        for look in 1...looks {
            if let holder = lookOnce(port: port) { return holder }
            if look < looks { usleep(20_000) }
        }
        return nil
    }

    private static func lookOnce(port: UInt16) -> PortHolder? {
        let sockets = Set(["/proc/net/tcp", "/proc/net/tcp6"].flatMap { inodes(port: port, table: $0) })
        guard !sockets.isEmpty else { return nil }
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { Int32($0) } ?? []
        for pid in processes.sorted() {
            let folder = "/proc/\(pid)/fd"
            for descriptor in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(descriptor)")
                guard let target, sockets.contains(target) else { continue }
                let name = try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8)
                return PortHolder(pid: pid, name: name?.trimmingCharacters(in: .newlines) ?? "a process")
            }
        }
        return nil
    }

    /// The sockets in the state LISTEN (0A) on `port`, as their descriptors' links name them (proc(5)).
    private static func inodes(port: UInt16, table: String) -> [String] {
        guard let text = try? String(contentsOfFile: table, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 9, fields[3] == "0A", let number = fields[1].split(separator: ":").last,
                UInt16(number, radix: 16) == port
            else { return nil }
            return "socket:[\(fields[9])]"
        }
    }
}
