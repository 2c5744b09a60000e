import CoreServices
import Testing

struct AddressRangeTests {
    @Test(arguments: [
        ("10.1.0.0/16", "10.1.0.0/16"), ("0.0.0.0/0", "0.0.0.0/0"), ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1/32", "127.0.0.1"), ("FD00::/8", "fd00::/8"), ("::1", "::1"), ("::1/128", "::1"),
        ("2001:db8:0:0:0:0:0:0/32", "2001:db8::/32"), ("::ffff:10.0.0.0/104", "::ffff:10.0.0.0/104"),
        ("172.16.0.0/12", "172.16.0.0/12"),
    ])
    func `a network is read and written in its usual form`(text: String, usual: String) throws {
        let range = try AddressRange(parsing: text)
        #expect(range.description == usual)
        #expect(try AddressRange(parsing: usual) == range)
    }

    @Test(arguments: [
        ("10.1.2.3/8", "10.0.0.0/8"), ("10.1.2.3/31", "10.1.2.2/31"), ("fd00::1/8", "fd00::/8"),
        ("1.1.1.1/0", "0.0.0.0/0"),
    ])
    func `an address inside a network is answered with the network`(text: String, suggestion: String) {
        let error = #expect(throws: AddressRangeError.self) { try AddressRange(parsing: text) }
        #expect(error?.description == "\(text) is an address inside a network; write \(suggestion) for the network")
    }

    @Test(arguments: [
        "", "/", "/8", "10", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0/8",
        "010.0.0.0/8", "0x0a.0.0.0/8", "256.0.0.0/8", "localhost", "fd00::/129", "fd00::1::/8", "fe80::1%eth0",
        "10.0.0.0 /8", "10.0.0.0/8 ", "10.0.0.0/99999999999999999999", "10.0.0.0\u{0}/8", "[::1]",
    ])
    func `anything else is no network`(text: String) {
        let error = #expect(throws: AddressRangeError.self) { try AddressRange(parsing: text) }
        #expect(error?.description.contains("is not a network") == true)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false),
        ("172.16.0.0/12", "172.31.0.1", true),
        ("172.16.0.0/12", "172.32.0.1", false), ("0.0.0.0/0", "255.255.255.255", true), ("::/0", "10.0.0.0", false),
        ("0.0.0.0/0", "::", false), ("fe80::/10", "febf::1", true), ("fe80::/10", "fec0::1", false),
        ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false),
    ])
    func `a network contains what shares its leading bits`(network: String, address: String, isInside: Bool) throws {
        let bytes = try AddressRange(parsing: address).bytes
        #expect(try AddressRange(parsing: network).contains(bytes) == isInside)
    }

    @Test(arguments: [-5, 33, 1000]) func `a prefix length out of range harms nothing`(length: Int) {
        let range = AddressRange(bytes: [10, 0, 0, 0], prefixLength: length)
        #expect(range.contains([10, 0, 0, 0]))
        #expect(range.contains([11, 0, 0, 0]) == (length < 0))
    }
}
