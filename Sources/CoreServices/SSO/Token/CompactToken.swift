/// A token taken apart (RFC 7515, section 3.1), and believed in nothing yet.
struct CompactToken {
    /// Longer ones are no identity.
    static let limitBytes = 8192

    let header: [String: JSONValue]
    let claims: [String: JSONValue]
    let signature: [UInt8]
    /// What the signature is over.
    let signedBytes: [UInt8]

    init(_ bytes: [UInt8]) throws(TokenProblem) {
        guard bytes.count <= Self.limitBytes else { throw .tooLong }
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        if parts.count == 5 { throw .encrypted }
        guard parts.count == 3 else { throw .notThreeParts(found: parts.count) }
        header = try Self.object(parts[0], "header")
        claims = try Self.object(parts[1], "payload")
        guard let signature = Base64URL.decode(parts[2]) else { throw .notBase64URL(part: "signature") }
        self.signature = signature
        signedBytes = Array(bytes[..<parts[1].endIndex])
    }

    private static func object(_ part: ArraySlice<UInt8>, _ name: String) throws(TokenProblem) -> [String: JSONValue] {
        guard let bytes = Base64URL.decode(part) else { throw .notBase64URL(part: name) }
        let value: JSONValue
        do {
            value = try JSONReader.read(bytes, refusesDuplicateKeys: true)
        } catch {
            throw .notJSON(part: name, reason: error.reason)
        }
        guard case .object(let members) = value else {
            throw .notJSON(part: name, reason: MalformedBody.notAnObject(found: "value").reason)
        }
        return members
    }
}
