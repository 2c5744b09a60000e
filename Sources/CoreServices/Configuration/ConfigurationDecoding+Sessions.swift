import Primitives

extension ConfigurationDecoding {
    /// One of `sso.sessions`: the event app's own session tokens.
    mutating func decodeSession(_ object: ConfigurationObject, into sso: inout SSOConfiguration) {
        checkNames(
            object,
            [
                "name", "issuer", "audience", "secret", "encoding", "allowShort", "publicKeyFile", "jwksFile",
                "cookie", "tolerance", "claims",
            ]
        )
        var session = SessionSource(name: "", keys: [])
        text(object, "name", limit: 64) { session.name = $0 }
        if object["name"] == nil {
            let expected = "missing; expected the name of the event app, such as 'event-app'"
            fail(at: object.offset, key: object.key(of: "name"), expected)
        }
        text(object, "issuer", limit: 255) { session.issuer = $0 }
        text(object, "audience", limit: 255) { session.audience = $0 }
        text(object, "cookie", limit: 128) { session.cookie = $0 }
        if let node = object["cookie"], let cookie = session.cookie, !cookie.utf8.allSatisfy(Self.isHeaderNameByte) {
            fail(at: node.offset, key: object.key(of: "cookie"), "expected the name of a cookie, such as 'session'")
        }
        duration(object, "tolerance", in: .seconds(0)...Duration.seconds(600)) { session.tolerance = $0 }
        session.keys = decodeSessionKeys(object)
        if let claims = member(object, "claims") { decodeClaims(claims, into: &session.claims) }
        sso.sessions.append(session)
    }

    private mutating func decodeSessionKeys(_ object: ConfigurationObject) -> [TokenKey] {
        let names = ["secret", "publicKeyFile", "jwksFile"].filter { object[$0] != nil }
        guard names.count == 1 else {
            let found = names.isEmpty ? "found none" : "found \(names.joined(separator: " and "))"
            let message = "expected secret, publicKeyFile or jwksFile to check the session tokens with, \(found)"
            fail(at: object.offset, key: object.key, message)
            return []
        }
        if object["secret"] != nil {
            return decodeTokenSecret(object).map { [TokenKey(id: "", material: .secret($0))] } ?? []
        }
        let single = publicFile(object, "publicKeyFile") { bytes throws(AsymmetricKey.Unusable) in
            [TokenKey(id: "", material: .key(try AsymmetricKey.publicKey(pem: bytes)))]
        }
        let set = publicFile(object, "jwksFile") { bytes throws(AsymmetricKey.Unusable) in
            try JSONWebKeySet.keys(bytes)
        }
        return single ?? set ?? []
    }

    private mutating func decodeClaims(_ object: ConfigurationObject, into claims: inout SessionSource.Claims) {
        checkNames(object, ["sub", "email", "first_name", "last_name", "name"])
        text(object, "sub", limit: 128) { claims.subject = $0 }
        text(object, "email", limit: 128) { claims.email = $0 }
        text(object, "first_name", limit: 128) { claims.firstName = $0 }
        text(object, "last_name", limit: 128) { claims.lastName = $0 }
        text(object, "name", limit: 128) { claims.name = $0 }
    }
}
