import Foundation
import TestSupport
import Testing

@testable import CoreServices

struct LeadExporterTests {
    private static let zone = TimeZone(identifier: "Australia/Sydney") ?? .gmt
    private let fixture: LeadFixture
    private let folder: TemporaryDirectory

    init() async throws {
        fixture = try LeadFixture([SponsorRule(name: "Acme, Inc.", tag: "sponsor:acme", cards: ["Acme *"])])
        folder = try TemporaryDirectory()
        try await fixture.submit(
            "ada@example.com",
            card: "Acme Trivia",
            #""first_name":"Ada","last_name":"Lovelace","company":"=cmd|' /C calc'!A0","shoe_size":"38","score":"3""#
        )
        try await fixture.submit("bob@example.com", card: "Acme Spin", #""first_name":"Bob","optin":"false""#)
        try await fixture.submit("cy@example.com", card: "Acme Spin", #""first_name":"Cy","optin":"true""#)
        try await fixture.submit("dee@example.com", card: "Globex Poll", #""first_name":"Dee""#)
        try fixture.count()
    }

    private var exporter: LeadExporter {
        LeadExporter(store: fixture.store, configuration: Configuration(dataDirectory: ""), version: "callboard test")
    }

    private func export(_ change: (inout LeadExport) -> Void = { _ in }) async throws -> LeadExport {
        let sponsor = try #require(try await fixture.store.sponsor(named: "sponsor:acme"))
        var export = LeadExport(sponsor: sponsor, request: LeadRequest(consent: .notRefused), zone: Self.zone)
        change(&export)
        return export
    }

    private func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test func `a file holds the documented columns, then the other answers, and nobody who refused`() async throws {
        let report = try exporter.write(try await export(), to: .folder(folder.path))
        #expect(report.rows == 2)
        #expect(report.excluded == 1)
        let path = try #require(report.path)
        #expect((path as NSString).lastPathComponent == "acme-inc-leads-20260501T193000+1000-2.csv")
        let lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\r\n")
        #expect(
            lines[0] == """
                lead_id,sponsor,sponsor_tag,first_name,last_name,email,phone,company,job_title,country,consent,qualified,\
                card_id,card_name,first_seen,last_seen,entries,best_score,prizes,coupons,event_ids,delivery_state,shoe_size
                """
        )
        let ada = try #require(lines.first { $0.contains("ada@example.com") })
        #expect(
            ada.hasSuffix(
                """
                ,"Acme, Inc.",sponsor:acme,Ada,Lovelace,ada@example.com,,'=cmd|' /C calc'!A0,,,,no,c-Acme Trivia,\
                Acme Trivia,2026-05-01T19:30:01+10:00,2026-05-01T19:30:01+10:00,1,3,,,1,none,38
                """
            )
        )
        #expect(!lines.contains { $0.contains("bob@") || $0.contains("dee@") })
        #expect(lines.count == 4)
        #expect(lines.last?.isEmpty == true)
    }

    @Test func `whoever is left out is left in when told so`() async throws {
        let everyone = try exporter.preview(try await export { $0.request.consent = .everyone })
        #expect(everyone.rows == 3)
        #expect(everyone.excluded == 0)
        let optedIn = try exporter.preview(try await export { $0.request.consent = .optedIn })
        #expect(optedIn.rows == 1)
        #expect(optedIn.excluded == 2)
    }

    @Test func `the manifest's checksum is that of the file, and only its owner reads either`() async throws {
        let report = try exporter.write(
            try await export {
                $0.filterText = "card:Acme"
                $0.hasByteOrderMark = true
            },
            to: .folder(folder.path)
        )
        let path = try #require(report.path)
        let data = try Data(contentsOf: URL(filePath: path))
        #expect(Array(data.prefix(3)) == [0xef, 0xbb, 0xbf])
        let sum = try ChildProcess.run(ChildCommand("/usr/bin/sha256sum", [path])).output.prefix(64)
        let manifestPath = try #require(report.manifest)
        let manifest = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: manifestPath))) as? [String: Any]
        )
        #expect(manifest["sha256"] as? String == String(sum))
        #expect(manifest["rows"] as? Int == 2)
        #expect(manifest["excluded_for_lack_of_consent"] as? Int == 1)
        #expect(manifest["filter"] as? String == "card:Acme")
        #expect(manifest["bytes"] as? Int == data.count)
        for file in [path, manifestPath] {
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func `no file is replaced unless that is said`() async throws {
        let path = folder.path("leads.csv")
        try Data("mine".utf8).write(to: URL(filePath: path))
        let once = try await export()
        #expect(throws: ExportFailure.exists(path: path)) { try exporter.write(once, to: .file(path)) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
        #expect(try files() == ["leads.csv"])
        let again = try await export { $0.replaces = true }
        _ = try exporter.write(again, to: .file(path))
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("lead_id,"))
    }

    @Test func `an export that is stopped, or has no folder, leaves nothing behind`() async throws {
        let one = try await export()
        let file = try ExportFile(folder: folder.path)
        try file.write(Array("lead_id".utf8))
        #expect(try files().count == 1)
        file.discard()
        #expect(try files().isEmpty)
        let missing = folder.path("missing/leads.csv")
        #expect(throws: ExportFailure.self) { try exporter.write(one, to: .file(missing)) }
        #expect(try files().isEmpty)
    }

    @Test func `JSON and NDJSON hold the same leads as they came`() async throws {
        var bytes: [UInt8] = []
        let json = try await export { $0.format = .json }
        _ = try exporter.stream(json) { bytes += $0 }
        let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let leads = try #require(object["leads"] as? [[String: Any]])
        #expect(object["rows"] as? Int == 2)
        #expect(object["excluded_for_lack_of_consent"] as? Int == 1)
        #expect(leads.first?["company"] as? String == "=cmd|' /C calc'!A0")
        #expect((leads.first?["custom"] as? [String: String])?["shoe_size"] == "38")
        bytes = []
        let lines = try await export { $0.format = .ndjson }
        _ = try exporter.stream(lines) { bytes += $0 }
        let rows = try bytes.split(separator: 0x0a).map {
            try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any]
        }
        #expect(rows.map { $0?["email"] as? String } == leads.map { $0["email"] as? String })
    }
}
