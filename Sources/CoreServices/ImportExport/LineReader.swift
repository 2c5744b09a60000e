import Foundation

/// Reads a file descriptor line by line in constant memory, however long its lines are.
struct LineReader {
    enum Line: Equatable {
        /// The bytes before the line feed, without a carriage return at their end.
        case bytes([UInt8])
        /// A line of more than the limit, which was passed over.
        case tooLong
    }

    /// A read that failed, in the system's words.
    struct ReadFailure: Error {
        let code: Int32
        var reason: String { String(cString: strerror(code)) }
    }

    private let descriptor: Int32
    private let limit: Int
    private var buffer: [UInt8] = []
    private var position = 0
    private var hasEnded = false

    /// Reads from `descriptor`, which stays open and the caller's.
    init(descriptor: Int32, limit: Int) {
        self.descriptor = descriptor
        self.limit = limit
    }

    /// The next line; `nil` at the end.
    mutating func next() throws(ReadFailure) -> Line? {
        var line: [UInt8] = []
        var isTooLong = false
        var hasAny = false
        while true {
            if position == buffer.count, try !fill() { break }
            hasAny = true
            let rest = buffer[position...]
            let end = rest.firstIndex(of: 0x0a)
            let piece = rest[..<(end ?? rest.endIndex)]
            position = end.map { $0 + 1 } ?? buffer.count
            if line.count + piece.count > limit { isTooLong = true }
            if isTooLong { line = [] } else { line.append(contentsOf: piece) }
            if end != nil { break }
        }
        guard hasAny else { return nil }
        if isTooLong { return .tooLong }
        if line.last == 0x0d { line.removeLast() }
        return .bytes(line)
    }

    private mutating func fill() throws(ReadFailure) -> Bool {
        guard !hasEnded else { return false }
        position = 0
        buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                guard errno == EINTR else { throw ReadFailure(code: errno) }
                continue
            }
            buffer.removeLast(buffer.count - count)
            hasEnded = count == 0
            return count > 0
        }
    }
}
