import Primitives

extension ConfigurationDecoding {
    mutating func decodeUplink(_ root: ConfigurationObject, into configuration: inout Configuration) {
        guard let uplink = member(root, "uplink") else { return }
        checkNames(uplink, ["drainRate"])
        if let rate = perSecond(uplink, "drainRate", of: "steps") { configuration.uplinkDrainRate = rate }
    }

    /// So many a second, as `20` or `0.5`; `nil` when the key is absent or wrong, which is then reported.
    ///
    /// - Parameter what: What is counted, for the message.
    mutating func perSecond(_ object: ConfigurationObject, _ name: String, of what: String) -> Double? {
        guard let node = object[name] else { return nil }
        switch node.value {
        case .integer(let value) where (1...100_000).contains(value): return Double(value)
        case .number(let value) where (0.01...100_000).contains(value): return value
        default:
            let expected = "expected \(what) a second from 0.01 to 100000, found \(Self.found(node))"
            fail(at: node.offset, key: object.key(of: name), expected)
            return nil
        }
    }
}
