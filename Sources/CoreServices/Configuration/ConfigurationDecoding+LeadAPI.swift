import Primitives

extension ConfigurationDecoding {
    /// The section `leads.api`: who may read leads over HTTP.
    mutating func decodeLeadAPI(_ object: ConfigurationObject, into api: inout LeadAPIConfiguration) {
        checkNames(object, ["rateLimit", "readers"])
        integer(object, "rateLimit", in: 1...1_000_000) {
            api.rateLimit = RateLimit(perSecond: Double($0), burst: 2 * $0)
        }
        for (index, node) in (list(object, "readers") ?? []).enumerated() {
            let key = "\(object.key(of: "readers"))[\(index)]"
            guard let reader = self.object(node, key: key) else { continue }
            decodeReader(reader, into: &api)
        }
    }

    private mutating func decodeReader(_ object: ConfigurationObject, into api: inout LeadAPIConfiguration) {
        checkNames(object, ["name", "sponsor", "secrets"])
        var reader = LeadAPIConfiguration.Reader(name: "", sponsor: "", secrets: [])
        text(object, "sponsor", limit: 128) { reader.sponsor = $0 }
        text(object, "name", limit: 64) { reader.name = $0 }
        if object["sponsor"] == nil {
            let expected = "missing; expected the name or tag of the sponsor whose leads may be read, or '*' for all"
            fail(at: object.offset, key: object.key(of: "sponsor"), expected)
        }
        if reader.name.isEmpty { reader.name = reader.sponsor == "*" ? "all" : reader.sponsor }
        reader.secrets = decodeSecrets(object, profile: .staticHeader)
        let before = api.readers.flatMap(\.secrets)
        if let node = object["secrets"], reader.secrets.contains(where: before.contains) {
            let message = "another reader has one of these secrets; give each reader its own"
            fail(at: node.offset, key: object.key(of: "secrets"), message)
        }
        api.readers.append(reader)
    }
}
