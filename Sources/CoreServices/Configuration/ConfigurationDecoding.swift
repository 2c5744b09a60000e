import Foundation
import Primitives

/// One pass over the tree of a configuration file that collects every mistake instead of stopping at the first.
struct ConfigurationDecoding {
    let file: String
    let surroundings: ConfigurationSurroundings
    let bytes: [UInt8]
    private let map: SourceMap
    let defaults: Configuration
    var secrets: SecretResolver
    /// Where templates and decisions of a workflow read what earlier steps got back.
    var stepReadings: [StepReading] = []
    private(set) var errors: [ConfigurationProblem] = []
    private(set) var warnings: [ConfigurationProblem] = []

    init(bytes: [UInt8], file: String, surroundings: ConfigurationSurroundings, defaults: Configuration) {
        self.bytes = bytes
        self.file = file
        self.surroundings = surroundings
        self.defaults = defaults
        map = SourceMap(bytes)
        secrets = SecretResolver(directory: Self.directory(of: file), surroundings: surroundings)
    }

    /// The configuration as far as it could be read; complete only when `errors` is empty afterwards.
    mutating func decode() -> Configuration {
        let root: JSON5Node
        do {
            root = try JSON5Reader.read(bytes)
        } catch {
            fail(at: error.offset, key: "", error.message)
            return defaults
        }
        guard let object = object(root, key: "") else { return defaults }
        return decode(object)
    }

    private mutating func decode(_ object: ConfigurationObject) -> Configuration {
        var configuration = defaults
        checkNames(
            object,
            [
                "eventName", "timeZone", "dataDirectory", "theme", "themesDirectory", "workflowsDirectory", "listener",
                "komo", "kombo", "sponsors", "leads", "destinations", "uplink",
            ]
        )
        text(object, "eventName", limit: 80) { configuration.eventName = $0 }
        text(object, "timeZone", limit: 64) { configuration.timeZone = $0 }
        checkTimeZone(object)
        path(object, "dataDirectory") { configuration.dataDirectory = $0 }
        text(object, "theme", limit: 64) { configuration.theme = $0 }
        path(object, "themesDirectory") { configuration.themesDirectory = $0 }
        path(object, "workflowsDirectory") { configuration.workflowsDirectory = $0 }
        if let listener = member(object, "listener") { decodeListener(listener, into: &configuration.listener) }
        let endpoints = decodeKomo(object)
        if let endpoints { configuration.komoEndpoints = endpoints }
        decodeKombo(object, into: &configuration.kombo)
        configuration.sponsors = decodeSponsors(object)
        decodeLeads(object, zone: configuration.zone, into: &configuration.leads)
        configuration.destinations = decodeDestinations(object)
        decodeUplink(object, into: &configuration)
        checkReach(object, configuration, areEndpointsGiven: endpoints != nil)
        errors = errors.sorted { place($0) < place($1) }
        return configuration
    }

    /// Sorts this file before the secrets file, and each from top to bottom.
    private func place(_ problem: ConfigurationProblem) -> (Int, Int, Int) {
        (problem.file == file ? 0 : 1, problem.line ?? 0, problem.column ?? 0)
    }

    private mutating func checkTimeZone(_ object: ConfigurationObject) {
        guard let node = object["timeZone"], case .string(let name) = node.value, !name.isEmpty else { return }
        let known = TimeZone.knownTimeZoneIdentifiers
        guard !known.contains(name), TimeZone(identifier: name) == nil else { return }
        let suggestion = NearestName.find(name, among: known).map { ", did you mean '\($0)'" } ?? ""
        fail(at: node.offset, key: "timeZone", "expected a time zone such as 'Australia/Sydney'\(suggestion)")
    }

    /// Nothing without proof of its sender may be reached from other machines.
    private mutating func checkReach(
        _ object: ConfigurationObject,
        _ configuration: Configuration,
        areEndpointsGiven: Bool
    ) {
        let host = configuration.listener.host
        guard configuration.listener.isAddress else { return }
        let isLoopback = configuration.listener.isLoopback
        for (index, endpoint) in configuration.komoEndpoints.enumerated() where endpoint.authentication == .none {
            let place = endpointOffset(object, index) ?? object.offset
            let key = areEndpointsGiven ? "komo.endpoints[\(index)].authentication.profile" : "komo.endpoints"
            if isLoopback {
                let message = "the endpoint '\(endpoint.name)' takes webhooks from this machine without any proof"
                warn(at: place, key: key, message)
            } else {
                fail(
                    at: place,
                    key: key,
                    "the endpoint '\(endpoint.name)' asks for no proof, which is allowed only on loopback, and "
                        + "listener.host is '\(host)'; choose a profile with a secret, or the host 127.0.0.1"
                )
            }
        }
    }

    private func endpointOffset(_ object: ConfigurationObject, _ index: Int) -> Int? {
        guard case .object(let komo)? = object["komo"]?.value,
            let list = komo.first(where: { $0.name == "endpoints" })?.node, case .array(let nodes) = list.value,
            nodes.indices.contains(index), case .object(let endpoint) = nodes[index].value,
            let authentication = endpoint.first(where: { $0.name == "authentication" })?.node
        else { return nil }
        if case .object(let members) = authentication.value,
            let profile = members.first(where: { $0.name == "profile" })
        {
            return profile.node.offset
        }
        return authentication.offset
    }

    mutating func fail(at offset: Int, key: String, _ message: String) {
        errors.append(problem(at: offset, key: key, message))
    }

    mutating func warn(at offset: Int, key: String, _ message: String) {
        warnings.append(problem(at: offset, key: key, message))
    }

    /// Adds a mistake found in another file, once however often that file is referred to.
    mutating func fail(_ problem: ConfigurationProblem) {
        if !errors.contains(problem) { errors.append(problem) }
    }

    private func problem(at offset: Int, key: String, _ message: String) -> ConfigurationProblem {
        let position = map.position(of: offset)
        return ConfigurationProblem(
            file: file,
            line: position.line,
            column: position.column,
            key: key,
            message: message
        )
    }

    static func directory(of file: String) -> String {
        URL(fileURLWithPath: file).deletingLastPathComponent().path
    }
}
