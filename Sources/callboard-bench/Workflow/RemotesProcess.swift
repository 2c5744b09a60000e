import Foundation
import TestSupport

/// `callboard-sim remotes` in a process of its own, as real remotes are.
struct RemotesProcess {
    /// What a simulated system says it processed.
    struct Count {
        var processed: Int
        var keys: Int
        /// Keys that were processed more than once.
        var repeated: Int
    }

    let address: String
    private let child: ChildProcess
    private let port: UInt16

    init() throws {
        child = try ChildProcess.start(try .product("callboard-sim", ["remotes", "--seed", "1"]))
        let output = try child.waitForOutput("the address") { $0.contains("Listening") && $0.contains("\n") }
        guard let match = output.firstMatch(of: #/Listening on (http://[0-9.]+:([0-9]+))/#),
            let port = UInt16(match.2)
        else { throw TestFailure("no port in \(output.debugDescription)") }
        address = String(match.1)
        self.port = port
    }

    func stop() { child.stop() }

    func count(of remote: String) throws -> Count {
        let answer = try HTTPConnection.exchange(HTTPRequest("GET", "/ledger"), port: port)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let ledger = try decoder.decode(Ledger.self, from: Data(answer.body))
        guard let book = ledger.remotes.first(where: { $0.remote == remote }) else {
            return Count(processed: 0, keys: 0, repeated: 0)
        }
        return Count(processed: book.processed, keys: book.distinctKeys, repeated: book.repeatedKeys.count)
    }

    private struct Ledger: Decodable {
        var remotes: [Book]

        struct Book: Decodable {
            var remote: String
            var processed: Int
            var distinctKeys: Int
            var repeatedKeys: [String: Int]
        }
    }
}
