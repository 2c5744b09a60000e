import Foundation
import Primitives

extension ConfigurationDecoding {
    /// The section `sso`: what tokens say, who signs them, and who may have one.
    mutating func decodeSSO(_ root: ConfigurationObject, into sso: inout SSOConfiguration) {
        guard let object = member(root, "sso") else { return }
        checkNames(
            object,
            [
                "issuer", "audience", "lifetime", "renewBefore", "keyID", "tokenID", "notBefore", "signWith", "keys",
                "callers", "sessions", "origins", "rateLimit",
            ]
        )
        text(object, "issuer", limit: 255) { sso.issuer = $0 }
        text(object, "audience", limit: 255) { sso.audience = $0 }
        decodeLifetime(object, into: &sso)
        sso.namesKey = flag(object, "keyID", or: sso.namesKey)
        sso.namesToken = flag(object, "tokenID", or: sso.namesToken)
        sso.namesBeginning = flag(object, "notBefore", or: sso.namesBeginning)
        sso.keys = decodeTokenKeys(object)
        decodeSigner(object, into: &sso)
        for (index, node) in (list(object, "callers") ?? []).enumerated() {
            let key = "\(object.key(of: "callers"))[\(index)]"
            if let caller = self.object(node, key: key) { decodeCaller(caller, into: &sso) }
        }
        for (index, node) in (list(object, "sessions") ?? []).enumerated() {
            let key = "\(object.key(of: "sessions"))[\(index)]"
            if let session = self.object(node, key: key) { decodeSession(session, into: &sso) }
        }
        decodeOrigins(object, into: &sso)
        guard let limits = member(object, "rateLimit") else { return }
        checkNames(limits, ["perCaller", "perAddress"])
        if let rate = perSecond(limits, "perCaller", of: "tokens") {
            sso.rateLimitOfCaller = RateLimit(perSecond: rate, burst: max(1, Int(rate * 2)))
        }
        if let rate = perSecond(limits, "perAddress", of: "tokens") {
            sso.rateLimitOfAddress = RateLimit(perSecond: rate, burst: max(3, Int(rate * 3)))
        }
    }

    private mutating func decodeLifetime(_ object: ConfigurationObject, into sso: inout SSOConfiguration) {
        duration(object, "lifetime", in: .seconds(60)...Duration.seconds(86_400)) { sso.lifetime = $0 }
        guard let node = object["renewBefore"] else {
            // A sixth of the life: ten minutes of an hour.
            sso.renewBefore = .milliseconds(sso.lifetime.milliseconds / 6)
            return
        }
        duration(object, "renewBefore", in: .seconds(1)...Duration.seconds(86_400)) { sso.renewBefore = $0 }
        guard sso.renewBefore >= sso.lifetime else { return }
        let expected = "expected less than the lifetime of \(sso.lifetime.unitText), found \(Self.found(node))"
        fail(at: node.offset, key: object.key(of: "renewBefore"), expected)
    }

    private mutating func decodeSigner(_ object: ConfigurationObject, into sso: inout SSOConfiguration) {
        text(object, "signWith", limit: 128) { sso.signingKeyID = $0 }
        // Without any key that could be read, the reasons are told already.
        guard !sso.keys.isEmpty, sso.signingKey == nil else { return }
        let signers = sso.keys.filter(\.canSign).map { "'\($0.id)'" }
        let place = object["signWith"] ?? object["keys"]
        let message =
            signers.isEmpty
            ? "none of the keys can sign; give one a secret or a privateKey"
            : "there is no key of this id that can sign; expected one of \(signers.joined(separator: ", "))"
        fail(at: place?.offset ?? object.offset, key: object.key(of: signers.isEmpty ? "keys" : "signWith"), message)
    }

    private mutating func decodeCaller(_ object: ConfigurationObject, into sso: inout SSOConfiguration) {
        checkNames(object, ["name", "secrets"])
        var caller = SSOConfiguration.Caller(name: "", secrets: [])
        text(object, "name", limit: 64) { caller.name = $0 }
        if object["name"] == nil {
            let expected = "missing; expected the name of the backend that asks, such as 'event-app'"
            fail(at: object.offset, key: object.key(of: "name"), expected)
        }
        caller.secrets = decodeSecrets(object, profile: .staticHeader)
        let before = sso.callers.flatMap(\.secrets)
        if let node = object["secrets"], caller.secrets.contains(where: before.contains) {
            let message = "another caller has one of these secrets; give each caller its own"
            fail(at: node.offset, key: object.key(of: "secrets"), message)
        }
        sso.callers.append(caller)
    }

    private mutating func decodeOrigins(_ object: ConfigurationObject, into sso: inout SSOConfiguration) {
        for (index, node) in (list(object, "origins") ?? []).enumerated() {
            let key = "\(object.key(of: "origins"))[\(index)]"
            guard let written = text(node, key: key, limit: 255) else { continue }
            guard let origin = URLOrigin(written), origin.rest.isEmpty else {
                let why =
                    written.contains("*")
                    ? "every origin is listed by itself, since each of its pages gets the tokens of whoever looks at it"
                    : "expected scheme, host and port of a page, such as 'https://app.example', without a path"
                fail(at: node.offset, key: key, "\(why), found \(Self.found(node))")
                continue
            }
            let isHere = ["localhost", "127.0.0.1", "[::1]"].contains(origin.host)
            if origin.scheme == "http", !isHere {
                let message =
                    "a page that comes by http can be changed on its way, and tokens with it; serve it by https"
                warn(at: node.offset, key: key, message)
            }
            sso.origins.append(origin.text)
        }
    }
}
