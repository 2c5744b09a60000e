/// The parts of an `http` or `https` URL that decide who gets it.
///
/// Stricter than RFC 3986: names and passwords before the host, and whatever two readers could read differently, are
/// no URL here.
package struct URLOrigin: Sendable, Equatable {
    /// `http` or `https`.
    package var scheme: String
    /// In lower case; IPv6 addresses in their brackets.
    package var host: String
    package var port: Int
    /// What follows the host and port; empty, or begins with `/`, `?` or `#`.
    package var rest: String

    /// Reads a whole URL; `nil` when it is not one that can be sent to.
    package init?(_ url: String) {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") }),
            let mark = url.utf8.firstIndex(of: UInt8(ascii: ":")), url.utf8[mark...].starts(with: "://".utf8)
        else { return nil }
        scheme = url[..<mark].lowercased()
        guard scheme == "https" || scheme == "http" else { return nil }
        // Bytes will do, since there are none beyond ASCII.
        let after = url.utf8[mark...].dropFirst(3)
        let end = after.firstIndex { "/?#".utf8.contains($0) } ?? url.endIndex
        let authority = url[after.startIndex..<end]
        rest = String(url[end...])
        guard !authority.isEmpty, !authority.utf8.contains(UInt8(ascii: "@")) else { return nil }
        var name = authority
        port = scheme == "https" ? 443 : 80
        if let colon = authority.lastIndex(of: ":"), authority.last != "]" {
            let digits = authority[authority.index(after: colon)...]
            guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits),
                (1...65_535).contains(number)
            else { return nil }
            port = number
            name = authority[..<colon]
        }
        host = name.lowercased()
        guard Self.isHost(host) else { return nil }
    }

    /// Whether both reach the same server in the same way.
    package func isSameServer(as other: URLOrigin) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port
    }

    /// Scheme, host and a port that is not the usual one, without what follows.
    package var text: String {
        let isUsual = port == (scheme == "https" ? 443 : 80)
        return "\(scheme)://\(host)\(isUsual ? "" : ":\(port)")"
    }

    private static func isHost(_ host: String) -> Bool {
        if host.hasPrefix("["), host.hasSuffix("]"), host.utf8.count > 3 {
            return host.dropFirst().dropLast().utf8.allSatisfy { isHexadecimal($0) || ":.".utf8.contains($0) }
        }
        return !host.isEmpty && host.utf8.allSatisfy { isNameByte($0) }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte) || "-._".utf8.contains(byte)
    }
}
