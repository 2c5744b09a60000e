import Foundation

/// Where a reader is in the changes of the leads that it asks for.
struct LeadCursor: Sendable, Equatable {
    /// The number of the newest change that it has seen.
    var changed: Int64
    /// Of the question that it belongs to, since another question has other changes.
    var question: String

    /// As the reader gets it: letters, digits, `-` and `_`, which mean nothing to it.
    var text: String {
        Data("1:\(changed):\(question)".utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    init(changed: Int64, question: String) {
        self.changed = changed
        self.question = question
    }

    /// `nil` for a text that is no cursor.
    init?(_ text: String) {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.count % 4) % 4)
        guard text.utf8.count <= 512, let data = Data(base64Encoded: standard + padding) else { return nil }
        let parts = String(decoding: data, as: UTF8.self)
            .split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "1", let changed = Int64(parts[1]), changed >= 0 else { return nil }
        self.init(changed: changed, question: String(parts[2]))
    }
}
