import Foundation

/// The tags that mark a person or an entry as a sponsor's: `sponsor:acme-corp` and `sponsor-a`.
package enum SponsorTag {
    private static let prefixes = ["sponsor:", "sponsor-"]

    /// Under which a tag is looked up: `acme-corp` for `sponsor:Acme-Corp`, the tag in lower case for any other.
    package static func key(of tag: String) -> String {
        slug(of: tag) ?? normalised(tag)
    }

    /// What follows the prefix, in lower case; `nil` for a tag that names no sponsor.
    package static func slug(of tag: String) -> String? {
        let tag = normalised(tag)
        for prefix in prefixes where tag.hasPrefix(prefix) && tag.utf8.count > prefix.utf8.count {
            return String(tag.dropFirst(prefix.count))
        }
        return nil
    }

    /// The tag of a sponsor that declares none: `sponsor:acme-corp` for `Acme Corp`.
    package static func tag(forName name: String) -> String {
        let words = name.lowercased().split { !($0.isLetter || $0.isNumber) }
        return "sponsor:" + (words.isEmpty ? name.lowercased() : words.joined(separator: "-"))
    }

    /// How a sponsor is called that only a tag tells of: `Acme Corp` for `acme-corp`.
    package static func name(forSlug slug: String) -> String {
        slug.split { $0 == "-" || $0 == "_" || $0 == " " }
            .map { $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined(separator: " ")
    }

    private static func normalised(_ tag: String) -> String {
        tag.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    }
}
