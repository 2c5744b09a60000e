import Foundation
import Primitives

extension ConfigurationDecoding {
    /// The ways to prove oneself, by the names they have in the file.
    enum AuthorisationProfile: String, CaseIterable {
        case bearer
        case basic
        case header
        case secretURL = "secret-url"
        case standardWebhooks = "standard-webhooks"
        case clientCredentials = "client-credentials"
        case refreshToken = "refresh-token"
        case none

        /// The keys that may stand beside `profile`.
        var keys: [String] {
            switch self {
            case .bearer, .secretURL, .standardWebhooks: ["secret"]
            case .basic: ["user", "secret"]
            case .header: ["header", "prefix", "secret"]
            case .clientCredentials: ["tokenURL", "clientID", "clientSecret"]
            case .refreshToken: ["tokenURL", "clientID", "clientSecret", "refreshToken"]
            case .none: []
            }
        }

        /// What a kind accepts; the first one holds when the file names none.
        static func allowed(for kind: DestinationConfiguration.Kind) -> [AuthorisationProfile] {
            switch kind {
            case .http: allCases
            case .salesforce: [.clientCredentials, .refreshToken, .bearer]
            case .mailchimp: [.basic, .bearer]
            case .braze, .hubspot, .airtable: [.bearer]
            case .zoho: [.refreshToken, .clientCredentials]
            case .klaviyo: [.header]
            case .segment: [.basic]
            case .slack: [.secretURL]
            }
        }
    }

    /// How callboard proves itself; `nil` when that cannot be read, which is then reported.
    mutating func decodeAuthorisation(
        _ destination: ConfigurationObject,
        of configuration: DestinationConfiguration
    ) -> Authorisation? {
        let allowed = AuthorisationProfile.allowed(for: configuration.kind)
        guard destination["authorisation"] != nil else {
            if allowed.contains(.none) { return Authorisation.none }
            let keys = allowed[0].keys.filter { !["tokenURL", "user", "prefix", "header"].contains($0) }
            let sample = keys.map { $0 == "clientID" ? "clientID: '...'" : "\($0): { env: 'NAME' }" }
            let message = "missing; expected authorisation: { \(sample.joined(separator: ", ")) }"
            fail(at: destination.offset, key: destination.key(of: "authorisation"), message)
            return nil
        }
        guard let object = member(destination, "authorisation") else { return nil }
        var profile = allowed[0]
        if let node = object["profile"] {
            guard let chosen = choice(object, "profile", AuthorisationProfile.self) else { return nil }
            guard allowed.contains(chosen) else {
                let names = allowed.map(\.rawValue).joined(separator: ", ")
                let message = "the kind '\(configuration.kind.rawValue)' takes \(names), not '\(chosen.rawValue)'"
                fail(at: node.offset, key: object.key(of: "profile"), message)
                return nil
            }
            profile = chosen
        } else if configuration.kind == .http {
            let names = AuthorisationProfile.allCases.map(\.rawValue).joined(separator: ", ")
            fail(at: object.offset, key: object.key(of: "profile"), "missing; expected one of \(names)")
            return nil
        }
        checkKeys(object, of: profile)
        return decode(object, profile: profile, of: configuration)
    }

    private mutating func checkKeys(_ object: ConfigurationObject, of profile: AuthorisationProfile) {
        let others = Set(AuthorisationProfile.allCases.flatMap(\.keys)).subtracting(profile.keys)
        for member in object.members where others.contains(member.name) {
            let message = "the profile '\(profile.rawValue)' has no such key; remove it or choose another profile"
            fail(at: member.offset, key: object.key(of: member.name), message)
        }
        let rest = object.members.filter { !others.contains($0.name) }
        checkNames(
            ConfigurationObject(key: object.key, offset: object.offset, members: rest),
            ["profile"] + profile.keys
        )
    }

    private mutating func decode(
        _ object: ConfigurationObject,
        profile: AuthorisationProfile,
        of destination: DestinationConfiguration
    ) -> Authorisation? {
        switch profile {
        case .none: return Authorisation.none
        case .bearer:
            let isMailchimp = destination.kind == .mailchimp
            let needsSuffix = isMailchimp && destination.baseURL.isEmpty
            return secret(object, "secret", weakness: needsSuffix ? Self.weaknessOfMailchimpKey : Self.weaknessInHeader)
                .map { .bearer($0) }
        case .basic: return decodeBasic(object, of: destination)
        case .header: return decodeHeader(object, of: destination)
        case .secretURL: return secret(object, "secret", weakness: Self.weaknessOfURL).map { .secretURL($0) }
        case .standardWebhooks:
            return secret(object, "secret", weakness: Self.weaknessOfSigningKey).map { .standardWebhooks($0) }
        case .clientCredentials:
            let tokenURL = tokenURL(object, of: destination)
            let clientID = required(object, "clientID")
            guard let clientSecret = secret(object, "clientSecret", weakness: Self.weaknessInForm), let clientID,
                let tokenURL
            else { return nil }
            return .clientCredentials(tokenURL: tokenURL, clientID: clientID, clientSecret: clientSecret)
        case .refreshToken:
            let tokenURL = tokenURL(object, of: destination)
            let clientID = required(object, "clientID")
            var clientSecret: Secret?
            if object["clientSecret"] != nil {
                clientSecret = secret(object, "clientSecret", weakness: Self.weaknessInForm)
            }
            guard let token = secret(object, "refreshToken", weakness: Self.weaknessInForm), let clientID, let tokenURL
            else { return nil }
            return .refreshToken(
                tokenURL: tokenURL,
                clientID: clientID,
                clientSecret: clientSecret,
                refreshToken: token
            )
        }
    }

    private mutating func decodeBasic(
        _ object: ConfigurationObject,
        of destination: DestinationConfiguration
    ) -> Authorisation? {
        switch destination.kind {
        case .segment:
            // The write key is the user and the password is empty; it stands here encoded, since a user is no secret.
            guard let key = secret(object, "secret", weakness: Self.weaknessInHeader) else { return nil }
            let encoded = Data(key.exposed() + [UInt8(ascii: ":")]).base64EncodedString()
            return .header(name: "Authorization", prefix: "Basic ", secret: Secret(encoded))
        case .mailchimp:
            let weakness = destination.baseURL.isEmpty ? Self.weaknessOfMailchimpKey : Self.weaknessInHeader
            // Mailchimp takes any name.
            return secret(object, "secret", weakness: weakness).map { .basic(user: "callboard", password: $0) }
        default:
            let user = required(object, "user")
            if let node = object["user"], user?.contains(":") == true {
                fail(at: node.offset, key: object.key(of: "user"), "a user's name cannot hold ':'")
            }
            guard let secret = secret(object, "secret", weakness: Self.weaknessInForm), let user else { return nil }
            return .basic(user: user, password: secret)
        }
    }

    private mutating func decodeHeader(
        _ object: ConfigurationObject,
        of destination: DestinationConfiguration
    ) -> Authorisation? {
        var name = destination.kind == .klaviyo ? "Authorization" : ""
        var prefix = destination.kind == .klaviyo ? "Klaviyo-API-Key " : ""
        text(object, "header", limit: 128) { name = $0 }
        text(object, "prefix", limit: 64) { prefix = $0 }
        if object["header"] == nil, name.isEmpty {
            let message = "missing; expected the name of the header, such as 'X-Api-Key'"
            fail(at: object.offset, key: object.key(of: "header"), message)
        }
        if let node = object["header"], !name.utf8.allSatisfy(Self.isHeaderNameByte) {
            let expected = "expected a header name of letters, digits and '-'"
            fail(at: node.offset, key: object.key(of: "header"), expected)
        }
        return secret(object, "secret", weakness: Self.weaknessInHeader)
            .map { .header(name: name, prefix: prefix, secret: $0) }
    }
}
