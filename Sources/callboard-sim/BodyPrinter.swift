import Glibc
import Simulator

/// Writes bodies to standard output, one per line.
enum BodyPrinter {
    private static let bufferLimit = 1 << 16

    /// - Returns: `false` when nobody reads them any more or the disk is full.
    static func print(_ options: TrafficOptions, count: Int) -> Bool {
        var buffer: [UInt8] = []
        for request in TrafficModel(options).prefix(count) {
            buffer += request.body
            buffer.append(UInt8(ascii: "\n"))
            if buffer.count >= bufferLimit {
                guard write(buffer) else { return false }
                buffer.removeAll(keepingCapacity: true)
            }
        }
        return write(buffer)
    }

    private static func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
