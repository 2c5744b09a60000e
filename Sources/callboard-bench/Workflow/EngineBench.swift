import CoreServices
import Foundation
import Primitives

/// A throw-away folder with a store and a workflow of one step.
struct EngineBench {
    /// What the workflow sends to.
    static let destination = "noop"

    let folder: String

    init(below parent: URL) throws {
        folder = parent.appending(path: "callboard-bench-\(UUID().uuidString)").path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: folder + "/workflows", withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    var directory: DataDirectory { DataDirectory(path: folder + "/data") }

    func write(_ workflow: String, as name: String) throws {
        try workflow.write(toFile: "\(folder)/workflows/\(name)", atomically: true, encoding: .utf8)
    }

    func configuration(url: String) throws -> Configuration {
        var configuration = Configuration(dataDirectory: directory.path)
        configuration.workflowsDirectory = folder + "/workflows"
        var destination = DestinationConfiguration(name: Self.destination, kind: .http, baseURL: url)
        destination.allowedNetworks = [AddressRange(bytes: [127, 0, 0, 0], prefixLength: 8)]
        configuration.destinations = [destination]
        return configuration
    }

    /// A workflow on every entry, with one POST.
    static func workflow(body: String) -> String {
        """
        { name: 'One', trigger: 'Gameplay.DataCaptured', steps: [
            { id: 'post', action: 'http.request', destination: '\(destination)', method: 'POST', url: '/leads',
              repeatable: 'keyed', body: \(body) },
        ] }
        """
    }

    /// An entry unlike every other.
    static func event(_ number: Int) throws -> Event {
        let body = """
            {"event":"CompetitionEntrySuccess","submission_id":"s-\(number)","card_id":"c-1",\
            "card_name":"Acme Trivia","site_name":"Expo Hub","email":"guest\(number)@example.com","score":"3",\
            "first_name":"Ada","last_name":"Lovelace"}
            """
        let delivery = Delivery(
            endpoint: "main",
            headers: [],
            signature: SignatureCheck(profile: "none", secretIndex: nil),
            remoteAddress: "127.0.0.1",
            receivedAt: WallClock.system.now()
        )
        return try EventNormaliser.event(from: Array(body.utf8), of: delivery)
    }
}
