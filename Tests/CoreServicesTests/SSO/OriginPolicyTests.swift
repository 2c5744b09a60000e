import Testing

@testable import CoreServices

struct OriginPolicyTests {
    private let listed = ["https://app.example", "http://localhost:3000"]

    private func judge(_ origin: String?, host: String? = "callboard.example", site: String? = nil)
        -> OriginPolicy.Verdict
    {
        OriginPolicy.judge(origin: origin, host: host, fetchSite: site, listed: listed)
    }

    @Test(arguments: ["https://app.example", "http://localhost:3000", "https://app.example:443"])
    func `a listed origin is answered to as it is written`(origin: String) {
        #expect(judge(origin) == .allowed(origin))
    }

    @Test(arguments: [
        "null", "", "https://app.example.evil.example", "https://app.example/", "http://app.example",
        "https://app.example:444", "https://x@app.example", "app.example", "https://callboard.example.evil.example",
    ])
    func `another is blocked`(origin: String) {
        #expect(judge(origin) == .blocked)
    }

    @Test func `a page that was served here is at home, by its name and port`() {
        #expect(judge("https://callboard.example") == .allowed(""))
        #expect(judge("http://callboard.example:8787", host: "callboard.example:8787") == .allowed(""))
        #expect(judge("http://callboard.example:8788", host: "callboard.example:8787") == .blocked)
        #expect(judge("https://callboard.example", host: nil) == .blocked)
    }

    @Test func `without an origin only a browser that asks across sites is blocked`() {
        #expect(judge(nil) == .allowed(""))
        #expect(judge(nil, site: "same-origin") == .allowed(""))
        #expect(judge(nil, site: "none") == .allowed(""))
        #expect(judge(nil, site: "cross-site") == .blocked)
    }
}
