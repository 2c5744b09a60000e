import Foundation

/// The members of a JSON object that a client sent.
struct JSONFields {
    let members: [String: Any]

    init(_ members: [String: Any]) {
        self.members = members
    }

    /// `nil` for bytes that are not one JSON object.
    init?(_ bytes: [UInt8]) {
        guard let members = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else { return nil }
        self.members = members
    }

    /// A member that is text and not empty.
    func text(_ name: String) -> String? {
        guard let text = members[name] as? String, !text.isEmpty else { return nil }
        return text
    }

    func object(_ name: String) -> JSONFields? {
        (members[name] as? [String: Any]).map(JSONFields.init)
    }

    /// `nil` for a member that is missing or is not an array of objects.
    func objects(_ name: String) -> [JSONFields]? {
        (members[name] as? [[String: Any]])?.map { JSONFields($0) }
    }
}

/// What a simulated system takes for an e-mail address.
enum EmailAddress {
    static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, text.utf8.count <= 254 else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1 && labels.allSatisfy { !$0.isEmpty } && !text.contains { $0.isWhitespace || $0 == "," }
    }
}
