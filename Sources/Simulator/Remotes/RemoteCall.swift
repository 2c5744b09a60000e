import Primitives

/// A request to a simulated system, as its rules see it; valid only while the rules look at it.
struct RemoteCall {
    let method: String
    /// The parts of the path that the endpoint left open, in order.
    let parameters: [String]
    let body: [UInt8]
    /// A header's value, by its name in any case.
    let header: (String) -> String?
    /// An argument behind the `?` of the address, decoded.
    let argument: (String) -> String?
    let now: Timestamp
    /// How many requests to this system are under way, this one included.
    let underWay: Int
    /// Whether the system only takes notes for later.
    let isInMaintenance: Bool

    /// The text after `Bearer ` of the authorisation.
    var bearer: String? { authorisation(after: "Bearer ") }

    /// The text of the authorisation after `scheme`, such as `Basic `.
    func authorisation(after scheme: String) -> String? {
        guard let value = header("Authorization"), value.hasPrefix(scheme) else { return nil }
        return String(value.dropFirst(scheme.count))
    }

    /// Whether the body says that it is of this type, whatever its parameters.
    func isContent(_ type: String) -> Bool {
        guard let value = header("Content-Type") else { return false }
        return value.prefix { $0 != ";" }.lowercased() == type
    }
}
