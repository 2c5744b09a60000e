import Foundation
import Testing

@testable import CoreServices

struct Base64URLTests {
    @Test func `every length reads back, as Foundation would write it`() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 97 &+ 251) }
            let text = Base64URL.encode(bytes)
            let expected = Data(bytes).base64EncodedString()
                .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            #expect(String(decoding: text, as: UTF8.self) == expected)
            #expect(Base64URL.decode(text) == bytes)
        }
    }

    @Test(arguments: ["A", "AAAAA", "AA==", "AB", "AAB", "A A", "AA\n", "+/", "ÄA", "AA."])
    func `there is one way to write anything`(text: String) {
        #expect(Base64URL.decode(text.utf8) == nil)
    }
}
