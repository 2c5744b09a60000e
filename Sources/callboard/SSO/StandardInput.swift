import Foundation

/// What is typed or piped in.
enum StandardInput {
    /// All of it, of which at most `limit` bytes count.
    static func read(limit: Int) throws -> Data {
        var bytes = Data()
        while bytes.count <= limit {
            guard let more = try FileHandle.standardInput.read(upToCount: limit + 1 - bytes.count), !more.isEmpty else {
                return bytes
            }
            bytes += more
        }
        throw UnusableTokenInput(description: "standard input holds more than \(limit) bytes; that is none")
    }
}
