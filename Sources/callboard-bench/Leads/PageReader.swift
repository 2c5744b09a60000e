import Foundation

/// wrk, which reads every sponsor's leads page by page, each page by the cursor of the one before.
struct PageReader {
    struct Result {
        var perSecond: Double
        var percentile99: Duration
        var errors: Int64
    }

    let port: UInt16
    let token: String
    let sponsors: Int

    func run(seconds: Int, connections: Int) throws -> Result {
        let path = FileManager.default.temporaryDirectory.path + "/callboard-bench-\(UUID().uuidString).lua"
        try script.write(toFile: path, atomically: false, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "wrk", "-t", "1", "-c", "\(connections)", "-d", "\(seconds)s", "-s", path, "http://127.0.0.1:\(port)",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationStatus == 127 { throw LoadGenerator.Failure.missing }
        let line = output.split(separator: "\n").first { $0.hasPrefix("measured ") }
        let numbers = (line ?? "").split(separator: " ").dropFirst().compactMap { Double($0) }
        guard numbers.count == 4, numbers[1] > 0 else { throw LoadGenerator.Failure.failed(output) }
        return Result(
            perSecond: numbers[0] / (numbers[1] / 1_000_000),
            percentile99: .microseconds(numbers[2]),
            errors: Int64(numbers[3])
        )
    }

    private var script: String {
        """
        local headers = { ["Authorization"] = "Bearer \(token)" }
        local waiting = {}
        local first, last = 1, 0
        function push(target) last = last + 1; waiting[last] = target end
        local asked = 0
        function start() asked = asked % \(sponsors) + 1; return "/api/leads?tag=sponsor:s-" .. (asked - 1) end
        function request()
          local target
          if first <= last then
            target = waiting[first]
            waiting[first] = nil
            first = first + 1
          else
            target = start()
          end
          return wrk.format("GET", target, headers)
        end
        function response(status, headers, body)
          local link = headers["Link"]
          if link then push(string.match(link, "<(.-)>")) end
        end
        function done(summary, latency, requests)
          local errors = summary.errors
          local all = errors.connect + errors.read + errors.write + errors.status + errors.timeout
          io.write(string.format("measured %d %d %d %d\\n", summary.requests, summary.duration, latency:percentile(99), all))
        end
        """
    }
}
