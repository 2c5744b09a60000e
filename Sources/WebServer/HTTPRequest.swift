import CMicroHTTPD
import Glibc
package import Primitives

/// One whole request, as a route's handler sees it.
///
/// Valid only while the handler runs: what is needed later is copied before it returns.
package struct HTTPRequest {
    /// The parts of the path that the route's pattern left open, in order.
    package let parameters: [String]
    package let body: [UInt8]
    /// The peer's address, without port.
    package let remoteAddress: String
    /// When the last byte arrived.
    package let receivedAt: Timestamp
    let connection: OpaquePointer

    /// A header's value, by its name in any case; the first one if there are several.
    package func header(_ name: String) -> String? {
        mhd_shim_header(connection, name).map { String(cString: $0) }
    }

    /// The value of an argument behind the `?` of the address, decoded; the first one if there are several.
    package func argument(_ name: String) -> String? {
        mhd_shim_argument(connection, name).map { String(cString: $0) }
    }

    /// All arguments behind the `?` of the address, decoded, in the order received.
    package var arguments: [(name: String, value: String)] {
        var collector = ArgumentCollector()
        withUnsafeMutablePointer(to: &collector) { pointer in
            mhd_shim_each_argument(
                connection,
                { context, _, name, value in
                    guard let context, let name else { return .YES }
                    let value = value.map { String(cString: $0) } ?? ""
                    context.assumingMemoryBound(to: ArgumentCollector.self).pointee.arguments
                        .append((String(cString: name), value))
                    return .YES
                },
                pointer
            )
        }
        return collector.arguments
    }

    /// All headers in the order received; the values of those that carry a secret are `•••`.
    ///
    /// `secretHeaders` are names in lower case, besides those that always carry one. A value with one of `secrets` in
    /// it is hidden whatever its name: proxies repeat the address and headers under names of their own.
    package func headers(hiding secretHeaders: [String], and secrets: [Secret]) -> [HTTPHeader] {
        var collector = HeaderCollector(
            secretHeaders: secretHeaders,
            secrets: secrets.map { $0.exposed().map(CChar.init(bitPattern:)) + [0] }
        )
        withUnsafeMutablePointer(to: &collector) { pointer in
            mhd_shim_each_header(
                connection,
                { context, _, name, value in
                    guard let context, let name else { return .YES }
                    context.assumingMemoryBound(to: HeaderCollector.self).pointee.add(name, value)
                    return .YES
                },
                pointer
            )
        }
        return collector.fields
    }
}

private struct ArgumentCollector {
    var arguments: [(name: String, value: String)] = []
}

private struct HeaderCollector {
    let secretHeaders: [String]
    /// Each ends with a zero, as C wants it.
    let secrets: [[CChar]]
    var fields: [HTTPHeader] = []

    private static let alwaysSecret: Set<String> = [
        "authorization", "cookie", "proxy-authorization", "x-api-key", "x-auth-token",
    ]

    init(secretHeaders: [String], secrets: [[CChar]]) {
        self.secretHeaders = secretHeaders
        self.secrets = secrets
        fields.reserveCapacity(12)
    }

    mutating func add(_ name: UnsafePointer<CChar>, _ value: UnsafePointer<CChar>?) {
        let name = String(cString: name)
        let folded = name.lowercased()
        let isSecret =
            Self.alwaysSecret.contains(folded) || secretHeaders.contains(folded) || value.map(holdsSecret) ?? false
        let text = isSecret ? "•••" : value.map { String(cString: $0) } ?? ""
        fields.append(HTTPHeader(name: name, value: text))
    }

    private func holdsSecret(_ value: UnsafePointer<CChar>) -> Bool {
        secrets.contains { $0.count > 1 && strstr(value, $0) != nil }
    }
}
