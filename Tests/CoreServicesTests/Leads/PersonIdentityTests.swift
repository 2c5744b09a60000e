import Testing

@testable import CoreServices

struct PersonIdentityTests {
    @Test(arguments: [
        (" Ada@Example.COM ", "email:ada@example.com"), ("+61 (0)400-123 456", "phone:610400123456"),
        ("9dc6b06b-419c-4b59-8953-88a67ec7582c", "profile:9dc6b06b-419c-4b59-8953-88a67ec7582c"),
        ("ünï@example.com", "email:ünï@example.com"),
    ])
    func `an address, a number or an id is known by its form`(text: String, key: String) {
        #expect(PersonIdentity(text)?.key == key)
    }

    @Test(arguments: ["", "   ", "12", "a\nb@c.d", String(repeating: "a", count: 400)])
    func `what is none is not taken`(text: String) {
        #expect(PersonIdentity(text) == nil)
    }

    @Test(
        arguments: [
            ("friend: Ada@Example.com.", nil), ("friend: Ada@Example.com, thanks", "friend: erased, thanks"),
            (#"{"a":"x\nada@example.com"}"#, #"{"a":"x\nerased"}"#), ("bada@example.com", nil),
            ("ada@example.com.au", nil),
            ("ada@example.com ada@example.com", "erased erased"), ("", nil), ("ada@example.co", nil),
        ] as [(String, String?)]
    )
    func `an address is taken out where it stands by itself`(text: String, expected: String?) throws {
        let redaction = try #require(AddressRedaction(PersonIdentity(key: "email:ada@example.com")))
        #expect(redaction.redacted(text) == expected)
    }

    @Test func `only addresses are looked for in texts of others`() {
        #expect(AddressRedaction(PersonIdentity(key: "profile:1")) == nil)
    }
}
