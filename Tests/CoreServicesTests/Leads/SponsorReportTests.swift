import Foundation
import FoundationXML
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct SponsorReportTests {
    private static let hostile = "</title><script>alert(1)</script>\u{1b}]52;c;x\u{07}\"'&"
    private let fixture: LeadFixture
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        fixture = try LeadFixture([
            SponsorRule(name: Self.hostile, tag: "sponsor:acme", cards: ["Acme *"], goal: 4),
            SponsorRule(name: "Globex", tag: "sponsor:globex", cards: ["Globex *"]),
        ])
    }

    private func html(on name: String?, zone: String = "UTC") async throws -> String {
        var configuration = Configuration(dataDirectory: "")
        configuration.eventName = "Expo <Hub> & Co"
        let reporter = SponsorReporter(
            store: fixture.store,
            configuration: configuration,
            zone: try #require(TimeZone(identifier: zone)),
            version: "callboard test"
        )
        var sponsor: Sponsor?
        if let name {
            sponsor = try await fixture.store.sponsor(named: name)
            #expect(sponsor != nil)
        }
        let path = try reporter.write(on: sponsor, consent: .notRefused, to: .folder(folder.path), replaces: true)
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    /// Whether an XML parser takes the page, which then has no tag that nobody meant.
    private func elements(of html: String) throws -> [String: Int] {
        final class Counter: NSObject, XMLParserDelegate {
            var counts: [String: Int] = [:]
            func parser(
                _: XMLParser,
                didStartElement name: String,
                namespaceURI _: String?,
                qualifiedName _: String?,
                attributes _: [String: String]
            ) { counts[name, default: 0] += 1 }
        }
        let parser = XMLParser(data: Data(html.utf8))
        let counter = Counter()
        parser.delegate = counter
        guard parser.parse() else { throw TestFailure("\(String(describing: parser.parserError))") }
        return counter.counts
    }

    private func fill() async throws {
        for (index, card) in ["Acme <b>Trivia</b>", "Acme Spin", "Acme Spin", "Globex Poll"].enumerated() {
            try await fixture.submit(
                "p\(index)@example.com",
                card: card,
                #""first_name":"Ada","optin":"\#(index != 1)""#
            )
        }
        try fixture.count()
    }

    @Test func `a sponsor's report tells its figures and needs nothing else`() async throws {
        try await fill()
        let html = try await html(on: "sponsor:acme")
        for text in [
            "<strong>3</strong><span>unique leads", "<strong>2</strong><span>opted in", "75 % of the goal of 4",
        ] {
            #expect(html.contains(text), "\(text)")
        }
        #expect(html.contains("<strong>1</strong><span>left out of exports"))
        #expect(html.contains("Acme &lt;b&gt;Trivia&lt;/b&gt;"))
        #expect(html.contains("default-src 'none'"))
        #expect(!html.contains("Ada") && !html.contains("example.com"))
        #expect(!html.contains("://") && !html.contains("@import") && !html.contains("url("))
        let elements = try elements(of: html)
        #expect(elements["script"] == nil && elements["b"] == nil && elements["link"] == nil && elements["img"] == nil)
        #expect(elements["svg"] == 3)
        #expect(elements["style"] == 1)
    }

    @Test func `hostile names are shown and not obeyed`() async throws {
        try await fill()
        let html = try await html(on: "sponsor:acme")
        #expect(html.contains("&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;␛]52;c;x␇&quot;&#39;&amp;"))
        #expect(!html.contains("\u{1b}"))
    }

    @Test(arguments: ["\"", "<", ">", "&", "'"])
    func `a mark that ends something does so with an accent on it too`(mark: String) {
        for escaped in [HTMLText.escaped("a\(mark)\u{301} b"), EmbedMarkup.escaped("a\(mark)\u{301} b")] {
            #expect(escaped.unicodeScalars.filter { "\"<>'".unicodeScalars.contains($0) }.isEmpty, "\(escaped)")
            #expect(escaped.hasPrefix("a&") && escaped.unicodeScalars.contains(";"))
        }
    }

    @Test func `the report on all ranks the sponsors and counts a person once`() async throws {
        try await fill()
        try await fixture.submit("p0@example.com", card: "Globex Poll")
        try fixture.count()
        let html = try await html(on: nil)
        #expect(html.contains("<strong>4</strong><span>people reached"))
        #expect(html.contains("<td>1</td><td class=\"text\">&lt;/title"))
        #expect(html.contains("<td>2</td><td class=\"text\">Globex</td><td>2</td>"))
        #expect(try elements(of: html)["tr"] == 3)
    }

    @Test func `before anything has come it says so`() async throws {
        let html = try await html(on: "Globex")
        #expect(html.contains("Nobody has entered yet."))
        _ = try elements(of: html)
    }

    @Test func `hours are those of the event's clocks`() async throws {
        try await fill()
        // 2026-05-01 09:30 in UTC.
        #expect(try await html(on: nil, zone: "Asia/Kolkata").contains("2026-05-01 15:00 to 2026-05-01 16:00"))
    }
}
