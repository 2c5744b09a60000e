/// An object of the configuration file together with its full key.
struct ConfigurationObject {
    /// Empty for the whole file, else such as `listener`.
    var key: String
    /// Where it begins, in bytes.
    var offset: Int
    var members: [JSON5Member]

    subscript(name: String) -> JSON5Node? {
        members.first { $0.name == name }?.node
    }

    /// The full key of a member.
    func key(of name: String) -> String {
        key.isEmpty ? name : "\(key).\(name)"
    }
}
