import Foundation
import TestSupport

@testable import CoreServices

/// A folder with a configuration, and a loader that sees nothing else.
struct ConfigurationFixture {
    static let secret = "0123456789abcdef0123456789abcdef"

    let directory: TemporaryDirectory
    var variables: [String: String] = [:]

    init() throws {
        directory = try TemporaryDirectory()
        variables["HOME"] = directory.path("home")
    }

    var root: String { directory.url.standardizedFileURL.path }

    var loader: ConfigurationLoader {
        ConfigurationLoader(surroundings: ConfigurationSurroundings(variables: variables, currentDirectory: root))
    }

    @discardableResult
    func write(_ text: String, to name: String, permissions: Int = 0o600) throws -> String {
        let path = try directory.write(text, to: name)
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
        return "\(root)/\(name)"
    }

    /// Writes `text` as the configuration, loads it, and gives the mistakes as `line:column: key: message`.
    func mistakes(in text: String) throws -> [String] {
        let path = try write(text, to: "callboard.json5")
        do {
            _ = try loader.load()
            return []
        } catch {
            return error.problems.map { $0.description.replacing("\(path):", with: "").replacing(root, with: "DIR") }
        }
    }
}
