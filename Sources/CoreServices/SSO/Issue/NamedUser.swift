/// What a body says of the user, in any of the spellings that the embed recipes use; `{"userId": …, "email": …}`.
package struct NamedUser: Sendable, Equatable {
    package var subject: String?
    package var email: String?
    package var firstName: String?
    package var lastName: String?

    /// An empty body names nobody.
    package init(_ body: [UInt8]) throws(MalformedBody) {
        if body.isEmpty { return }
        let value = try JSONReader.read(body, refusesDuplicateKeys: true)
        guard case .object(let members) = value else { throw .notAnObject(found: value.kindName) }
        func text(_ names: String...) -> String? {
            names.lazy.compactMap { members[$0]?.text }.first
        }
        subject = text("userId", "user_id", "sub", "id")
        email = text("email")
        firstName = text("firstName", "first_name")
        lastName = text("lastName", "last_name")
        if firstName == nil, lastName == nil, let name = text("name", "displayName") {
            (firstName, lastName) = TokenIdentity.split(name)
        }
    }
}
