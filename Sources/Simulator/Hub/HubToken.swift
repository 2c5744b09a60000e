import Foundation
package import Primitives

/// A visitor as a token names them, after the hub has looked whether it may believe it.
package struct HubVisitor: Sendable, Equatable {
    package var subject: String
    package var email: String
    package var firstName: String
    package var lastName: String
    /// Until when.
    package var end: Timestamp
}

/// The hub's reading of tokens, which is not callboard's: HS256 (RFC 7519) and nothing else.
enum HubToken {
    /// Why a token is not believed.
    struct Refusal: Error {
        let reason: String
    }

    static func visitor(
        of token: String,
        secret: Secret,
        issuer: String?,
        now: Timestamp
    ) throws(Refusal) -> HubVisitor {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = fields(parts[0]), let claims = fields(parts[1]),
            let signature = decoded(parts[2])
        else { throw Refusal(reason: "not a token") }
        guard header.text("alg") == "HS256" else { throw Refusal(reason: "not signed with HS256") }
        let digest = MessageAuthentication.sha256(of: Array("\(parts[0]).\(parts[1])".utf8), key: secret.exposed())
        guard Secret(bytes: digest).matches(signature) else { throw Refusal(reason: "signed with another secret") }
        guard let seconds = (claims.members["exp"] as? NSNumber)?.int64Value else { throw Refusal(reason: "no exp") }
        let end = Timestamp(milliseconds: seconds * 1000)
        guard now < end else { throw Refusal(reason: "expired") }
        if let issuer, claims.text("iss") != issuer { throw Refusal(reason: "another issuer") }
        guard let subject = claims.text("sub"), let email = claims.text("email") else {
            throw Refusal(reason: "no sub or email")
        }
        return HubVisitor(
            subject: subject,
            email: email,
            firstName: claims.text("first_name") ?? "",
            lastName: claims.text("last_name") ?? "",
            end: end
        )
    }

    private static func fields(_ part: Substring) -> JSONFields? {
        decoded(part).flatMap { JSONFields($0) }
    }

    private static func decoded(_ part: Substring) -> [UInt8]? {
        let standard = part.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.count % 4) % 4)
        return Data(base64Encoded: standard + padding).map(Array.init)
    }
}
