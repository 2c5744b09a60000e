import CoreServices
import Testing

struct AddressGuardTests {
    @Test(
        arguments: [
            ("8.8.8.8", nil), ("1.1.1.1", nil), ("9.255.255.255", nil), ("11.0.0.0", nil), ("100.63.255.255", nil),
            ("100.128.0.0", nil), ("126.255.255.255", nil), ("128.0.0.0", nil), ("169.253.255.255", nil),
            ("172.15.255.255", nil), ("172.32.0.0", nil), ("192.167.255.255", nil), ("192.169.0.0", nil),
            ("198.17.255.255", nil), ("198.20.0.0", nil), ("223.255.255.255", nil), ("2606:4700:4700::1111", nil),
            ("2a00:1450:4001::1", nil), ("::ffff:8.8.8.8", nil), ("64:ff9b::8.8.8.8", nil),
            ("0.0.0.0", "the unspecified address"), ("0.1.2.3", "a reserved address"),
            ("10.0.0.0", "a private address"), ("10.255.255.255", "a private address"),
            ("100.64.0.0", "an address shared behind a provider's NAT"),
            ("100.127.255.255", "an address shared behind a provider's NAT"),
            ("127.0.0.1", "a loopback address"), ("127.255.255.255", "a loopback address"),
            ("169.254.0.1", "a link-local address"), ("169.254.169.254", "a cloud metadata address"),
            ("169.254.170.2", "a cloud metadata address"), ("100.100.100.200", "a cloud metadata address"),
            ("168.63.129.16", "a cloud metadata address"), ("192.0.0.192", "a cloud metadata address"),
            ("172.16.0.0", "a private address"), ("172.31.255.255", "a private address"),
            ("192.168.0.1", "a private address"), ("192.0.0.8", "a reserved address"),
            ("192.0.2.1", "a documentation address"), ("198.51.100.7", "a documentation address"),
            ("203.0.113.9", "a documentation address"), ("192.88.99.1", "a 6to4 relay address"),
            ("198.18.0.1", "a benchmarking address"), ("198.19.255.255", "a benchmarking address"),
            ("224.0.0.1", "a multicast address"), ("239.255.255.250", "a multicast address"),
            ("240.0.0.1", "a reserved address"), ("255.255.255.255", "the broadcast address"),
            ("::", "the unspecified address"), ("::1", "a loopback address"),
            ("::7f00:1", "an IPv4-compatible address"), ("::8.8.8.8", "an IPv4-compatible address"),
            ("::ffff:127.0.0.1", "a loopback address"), ("::ffff:10.1.2.3", "a private address"),
            ("::ffff:169.254.169.254", "a cloud metadata address"),
            ("64:ff9b::10.0.0.1", "a translated form of a private address"),
            ("64:ff9b::127.0.0.1", "a translated form of a loopback address"),
            ("64:ff9b:1::1", "a private translation address"), ("100::1", "a discard-only address"),
            ("2001::1", "a Teredo address"), ("2001:2::1", "a benchmarking address"),
            ("2001:10::1", "a reserved address"), ("2001:db8::1", "a documentation address"),
            ("2002:7f00:1::", "a 6to4 address"), ("3fff::1", "a documentation address"),
            ("4000::1", "a reserved address"), ("5f00::1", "a reserved address"), ("fc00::1", "a private address"),
            ("fd12:3456::1", "a private address"), ("fd00:ec2::254", "a cloud metadata address"),
            ("fd20:ce::254", "a cloud metadata address"), ("fe80::1", "a link-local address"),
            ("fec0::1", "a site-local address"), ("ff02::1", "a multicast address"),
            ("::ffff:0:10.0.0.1", "a reserved address"),
        ] as [(String, String?)]
    )
    func `what is not public is refused, and named`(address: String, words: String?) throws {
        let bytes = try AddressRange(parsing: address).bytes
        #expect(AddressGuard.refusal(of: bytes, allowed: []) == words)
    }

    @Test(arguments: [
        ("10.1.2.3", "10.0.0.0/8", true), ("10.1.2.3", "10.1.2.3", true), ("10.1.2.3", "10.1.2.4", false),
        ("11.1.2.3", "10.0.0.0/8", true), ("172.16.0.1", "10.0.0.0/8", false), ("::1", "127.0.0.0/8", false),
        ("::ffff:10.1.2.3", "10.0.0.0/8", true), ("::ffff:10.1.2.3", "::ffff:0:0/96", true),
        ("64:ff9b::10.1.2.3", "10.0.0.0/8", false), ("64:ff9b::10.1.2.3", "64:ff9b::/96", true),
        ("fd00::5", "fd00::/8", true), ("fe80::1", "fd00::/8", false), ("127.0.0.1", "0.0.0.0/0", true),
    ])
    func `an allow list lets exactly its networks through`(address: String, allowed: String, passes: Bool) throws {
        let bytes = try AddressRange(parsing: address).bytes
        let refusal = AddressGuard.refusal(of: bytes, allowed: [try AddressRange(parsing: allowed)])
        #expect((refusal == nil) == passes)
    }

    @Test(arguments: [0, 1, 3, 5, 15, 17])
    func `bytes that are no address are refused`(count: Int) {
        let everything = [
            AddressRange(bytes: [0, 0, 0, 0], prefixLength: 0),
            AddressRange(bytes: [UInt8](repeating: 0, count: 16), prefixLength: 0),
        ]
        #expect(AddressGuard.refusal(of: [UInt8](repeating: 8, count: count), allowed: everything) != nil)
    }
}
