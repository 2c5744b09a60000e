import Foundation

extension ConfigurationDecoding {
    mutating func decodeListener(_ object: ConfigurationObject, into listener: inout ListenerConfiguration) {
        checkNames(
            object,
            [
                "host", "port", "certificateFile", "privateKeyFile", "bodyLimit", "headerLimit", "connectionLimit",
                "connectionLimitPerAddress", "rateLimit", "idleTimeout", "requestTimeout",
            ]
        )
        text(object, "host", limit: 64) { listener.host = $0 }
        if let node = object["host"], case .string = node.value, !listener.isAddress {
            fail(
                at: node.offset,
                key: object.key(of: "host"),
                "expected an IP address such as 127.0.0.1, ::1 or 0.0.0.0, or localhost"
            )
        }
        integer(object, "port", in: 0...65_535) { listener.port = UInt16($0) }
        byteCount(object, "bodyLimit", in: 1 << 10...64 << 20) { listener.bodyLimitBytes = $0 }
        byteCount(object, "headerLimit", in: 1 << 10...1 << 20) { listener.headerLimitBytes = $0 }
        integer(object, "connectionLimit", in: 1...65_535) { listener.connectionLimit = $0 }
        listener.connectionLimitPerAddress = min(listener.connectionLimitPerAddress, listener.connectionLimit)
        integer(object, "connectionLimitPerAddress", in: 1...65_535) { listener.connectionLimitPerAddress = $0 }
        if let node = object["connectionLimitPerAddress"], listener.connectionLimitPerAddress > listener.connectionLimit
        {
            fail(
                at: node.offset,
                key: object.key(of: "connectionLimitPerAddress"),
                "expected at most connectionLimit, which is \(listener.connectionLimit)"
            )
        }
        integer(object, "rateLimit", in: 1...1_000_000) {
            // A burst of two seconds' worth is what a session that ends brings.
            listener.rateLimit = RateLimit(perSecond: Double($0), burst: 2 * $0)
        }
        duration(object, "idleTimeout", in: .seconds(1)...Duration.seconds(600)) { listener.idleTimeout = $0 }
        duration(object, "requestTimeout", in: .seconds(1)...Duration.seconds(600)) { listener.requestTimeout = $0 }
        decodeCertificate(object, into: &listener)
    }

    private mutating func decodeCertificate(_ object: ConfigurationObject, into listener: inout ListenerConfiguration) {
        path(object, "certificateFile") { listener.certificateFile = $0 }
        path(object, "privateKeyFile") { listener.privateKeyFile = $0 }
        let names = ["certificateFile", "privateKeyFile"]
        for (name, other) in [(names[0], names[1]), (names[1], names[0])] {
            guard let node = object[name] else { continue }
            if object[other] == nil {
                fail(at: node.offset, key: object.key(of: name), "TLS needs both files; give \(other) too")
            }
        }
        for (name, path) in zip(names, [listener.certificateFile, listener.privateKeyFile]) {
            guard let node = object[name], let path else { continue }
            do {
                let contents = try SmallFile.read(path, limit: 1 << 20)
                // A group may read it: distributions keep keys as 0640 for a group such as ssl-cert.
                if name == "privateKeyFile", contents.permissions & 0o007 != 0 {
                    fail(at: node.offset, key: object.key(of: name), Self.tooOpen(path))
                }
            } catch {
                fail(at: node.offset, key: object.key(of: name), "\(path) \(error.message)")
            }
        }
    }

    /// What to do about a file that others can read.
    static func tooOpen(_ path: String) -> String {
        "others can read \(path); run: chmod 600 '\(path)'"
    }
}

extension ListenerConfiguration {
    /// Whether only this machine reaches the listener.
    package var isLoopback: Bool {
        var address = in_addr()
        if inet_pton(AF_INET, host, &address) == 1 { return UInt32(bigEndian: address.s_addr) >> 24 == 127 }
        return host == "localhost" || isLoopbackOfIPv6
    }

    private var isLoopbackOfIPv6: Bool {
        var address = in6_addr()
        guard inet_pton(AF_INET6, host, &address) == 1 else { return false }
        return withUnsafeBytes(of: &address) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
    }

    /// Whether the host is something that a socket can be bound to without asking a name server.
    var isAddress: Bool {
        var four = in_addr()
        var six = in6_addr()
        return host == "localhost" || inet_pton(AF_INET, host, &four) == 1 || inet_pton(AF_INET6, host, &six) == 1
    }
}
