import CommandKit
import Foundation

/// wrk (https://github.com/wg/wrk), which sends the requests of a file over many connections.
struct LoadGenerator {
    static let threadCount = 2

    /// What wrk saw.
    struct Result {
        /// Answers with 2xx.
        var acknowledged: Int64
        var perSecond: Double
        var median: Duration
        var percentile99: Duration
        var slowest: Duration
        /// Other answers, broken connections and timeouts.
        var errors: Int64
    }

    /// Why wrk cannot be used.
    enum Failure: Error, CustomStringConvertible {
        case missing
        case failed(String)

        var description: String {
            switch self {
            case .missing: "wrk is not installed; 'apt-get install wrk' brings it."
            case .failed(let output): "wrk did not tell what it measured; it said: \(output)"
            }
        }
    }

    let folder: String
    let port: UInt16

    /// Sends until the time is over.
    func run(_ requests: SignedRequests, seconds: Int, connections: Int) throws -> Result {
        try run(script: script(requests), path: "/webhooks/komo", seconds: seconds, connections: connections)
    }

    /// Lets a script of wrk send until the time is over.
    ///
    /// - Parameter script: Ends with `summaryScript`.
    func run(script: String, path target: String, seconds: Int, connections: Int) throws -> Result {
        let path = folder + "/load.lua"
        try script.write(toFile: path, atomically: false, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "wrk", "-t", "\(Self.threadCount)", "-c", "\(connections)", "-d", "\(seconds)s", "-s", path,
            "http://127.0.0.1:\(port)\(target)",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationStatus == 127 { throw Failure.missing }
        let line = output.split(separator: "\n").first { $0.hasPrefix("measured ") }
        let numbers = (line ?? "").split(separator: " ").dropFirst().compactMap { Double($0) }
        guard numbers.count == 6, numbers[1] > 0 else { throw Failure.failed(output) }
        return Result(
            acknowledged: Int64(numbers[0]),
            perSecond: numbers[0] / (numbers[1] / 1_000_000),
            median: .microseconds(numbers[2]),
            percentile99: .microseconds(numbers[3]),
            slowest: .microseconds(numbers[4]),
            errors: Int64(numbers[5])
        )
    }

    /// The end of a script: tells what was measured.
    static let summaryScript = """
        function done(summary, latency, requests)
          local e = summary.errors
          local errors = e.connect + e.read + e.write + e.status + e.timeout
          io.write(string.format("measured %d %d %d %d %d %d\\n", summary.requests - e.status, summary.duration,
            latency:percentile(50), latency:percentile(99), latency.max, errors))
        end
        """

    /// Each thread cuts its file into requests, which costs next to nothing while the clock runs.
    private func script(_ requests: SignedRequests) throws -> String {
        """
        local threads = 0
        function setup(thread)
          thread:set("number", threads)
          threads = threads + 1
        end
        function init(arguments)
          local file = io.open("\(folder)/requests-" .. number, "rb")
          data = file:read("*a")
          file:close()
          length = \(try requests.requestLength())
          position = 0
        end
        function request()
          if position >= #data then position = 0 end
          position = position + length
          return data:sub(position - length + 1, position)
        end
        \(Self.summaryScript)
        """
    }
}
