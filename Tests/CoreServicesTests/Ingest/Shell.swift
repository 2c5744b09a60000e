import Foundation

/// Runs other programs; `popen` because `Process` needs a run loop, which test threads do not have.
enum Shell {
    /// Runs a command to its end; what it printed.
    static func run(_ command: [String]) throws -> String {
        let quoted = command.map { "'" + $0.replacing("'", with: #"'\''"#) + "'" }.joined(separator: " ")
        guard let stream = popen(quoted + " 2>/dev/null", "re") else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        defer { pclose(stream) }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = fread(&buffer, 1, buffer.count, stream)
            if count == 0 { return String(decoding: output, as: UTF8.self) }
            output.append(contentsOf: buffer[..<count])
        }
    }
}
