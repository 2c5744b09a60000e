import CoreServices
import Foundation
import Testing

struct ListenerTLSTests {
    /// A folder with a self-signed certificate for `localhost` and its key.
    private struct Certificate {
        let folder: URL
        var certificate: String { folder.appendingPathComponent("certificate.pem").path }
        var key: String { folder.appendingPathComponent("key.pem").path }

        init() throws {
            folder = FileManager.default.temporaryDirectory.appendingPathComponent("callboard-tls-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            _ = try Shell.run([
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout", key, "-out", certificate,
            ])
        }

        func remove() { try? FileManager.default.removeItem(at: folder) }
    }

    @Test func `an event is taken over TLS and refused without it`() throws {
        let files = try Certificate()
        defer { files.remove() }
        let fixture = try ListenerFixture {
            $0.certificateFile = files.certificate
            $0.privateKeyFile = files.key
            $0.bodyLimitBytes = 100
        }
        let port = try #require(fixture.listener.boundPort)
        func curl(_ body: String, _ options: [String] = []) throws -> String {
            try Shell.run(
                ["curl", "--silent", "--max-time", "10", "--cacert", files.certificate, "--write-out", " %{http_code}"]
                    + options + ["--data-binary", body, "https://localhost:\(port)/webhooks/komo"]
            )
        }
        #expect(try curl(#"{"event":"SiteViewed"}"#) == #"{"status":"accepted"} 200"#)
        #expect(fixture.sink.events.map(\.name) == ["SiteViewed"])
        let long = String(repeating: "x", count: 4000)
        #expect(try curl(long).hasSuffix(" 413"))
        #expect(try curl(long, ["--header", "Transfer-Encoding: chunked"]).hasSuffix(" 413"))

        let plain = try fixture.client()
        plain.send(ListenerFixture.request(ListenerFixture.body("a")))
        #expect(plain.response() == nil)
        #expect(try curl(#"{"event":"CardViewed"}"#) == #"{"status":"accepted"} 200"#)
    }

    @Test func `files that are no certificate are told by name`() throws {
        let files = try Certificate()
        defer { files.remove() }
        #expect(throws: ListenerError.certificateRefused(path: files.key)) {
            try ListenerFixture {
                $0.certificateFile = files.key
                $0.privateKeyFile = files.certificate
            }
        }
        let missing = files.folder.appendingPathComponent("missing.pem").path
        #expect(throws: ListenerError.fileUnreadable(path: missing, reason: "No such file or directory")) {
            try ListenerFixture {
                $0.certificateFile = missing
                $0.privateKeyFile = files.key
            }
        }
    }
}
