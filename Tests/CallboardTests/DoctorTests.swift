import CoreServices
import Foundation
import TestSupport
import Testing

@testable import callboard

@Suite(.serialized)
struct DoctorTests {
    private let directory: TemporaryDirectory
    private let root: String

    init() throws {
        directory = try TemporaryDirectory()
        root = directory.url.standardizedFileURL.path
    }

    private func examination(
        _ configuration: String? = nil,
        variables: [String: String] = [:]
    ) throws -> Examination {
        if let configuration { try directory.write(configuration, to: "callboard.json5") }
        return Examination(
            configurationFile: nil,
            dataDirectory: nil,
            surroundings: ConfigurationSurroundings(
                variables: variables.merging(["HOME": root]) { first, _ in first },
                currentDirectory: root
            )
        )
    }

    /// A socket that listens on a port of loopback, both open until the test is over.
    private func listen() throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && Glibc.listen(descriptor, 1) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        try #require(result)
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    @Test func `the report is aligned, sums up, and has a form for programs`() throws {
        let report = DoctorReport([.ok("port", "free"), .note("terminal", "none"), .wrong("clock", "\"1970\"")])
        #expect(!report.isWell)
        #expect(
            report.lines == [
                "ok     port      free", "note   terminal  none", "wrong  clock     \"1970\"", "",
                "One thing is wrong; its line says what to do.",
            ]
        )
        let expected =
            #"{"findings":[{"detail":"free","state":"ok","subject":"port"},"#
            + #"{"detail":"none","state":"note","subject":"terminal"},"#
            + #"{"detail":"\"1970\"","state":"wrong","subject":"clock"}],"ok":false}"#
        #expect(try report.json() == expected)
        #expect(DoctorReport([.note("a", "b")]).isWell)
    }

    @Test func `every check has something to say and the libraries are recent enough`() throws {
        let examination = try examination("{ listener: { port: 0 } }")
        let findings = DoctorCheck.all.flatMap { $0.run(examination) }
        let libraries = ["ncurses", "libmicrohttpd", "OpenSSL", "SQLite"]
        for subject in libraries + ["terminal", "locale", "configuration", "data folder", "clock"] {
            #expect(findings.contains { $0.subject == subject }, "\(subject)")
        }
        #expect(findings.filter { libraries.contains($0.subject) }.allSatisfy { $0.state == .ok })
    }

    @Test(arguments: [("0.9.70", false), ("0.9.71", true), ("0.10.0", true), ("1.0", true), ("0.9.71-rc1", true)])
    func `an old library is wrong`(version: String, isFine: Bool) throws {
        let check = LibraryCheck(name: "x", oldest: "0.9.71") { version }.check
        #expect(try check.run(examination()).map(\.state) == [isFine ? .ok : .wrong])
    }

    @Test func `each mistake of the configuration is a line`() throws {
        let findings = ConfigurationCheck.check.run(try examination("{ a: 1, b: 2 }"))
        #expect(findings.map(\.state) == [.wrong, .wrong])
        #expect(findings[0].detail.hasPrefix("\(root)/callboard.json5:1:3: a: unknown key"))
    }

    @Test func `a secrets file that others can read is wrong`() throws {
        try directory.write("a = 1", to: "callboard.secrets")
        let path = "\(root)/callboard.secrets"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(
            SecretsCheck.check.run(try examination("{}"))
                == [.wrong("secrets", "others can read \(path); run: chmod 600 '\(path)'")]
        )
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(SecretsCheck.check.run(try examination("{}")).map(\.state) == [.ok])
    }

    @Test func `a port that is taken names who has it`() throws {
        let (descriptor, port) = try listen()
        defer { close(descriptor) }
        let findings = PortCheck.check.run(try examination("{ listener: { port: \(port) } }"))
        #expect(findings.count == 1)
        #expect(findings.first?.state == .wrong)
        let detail = try #require(findings.first?.detail)
        #expect(detail.hasPrefix("127.0.0.1:\(port) is taken by ") && detail.contains("pid \(getpid())"), "\(detail)")
    }

    @Test func `a port that is free is ok, and one of an address that is not ours is wrong`() throws {
        let (descriptor, port) = try listen()
        close(descriptor)
        #expect(PortHolder.find(port: port) == nil)
        #expect(try PortCheck.check.run(examination("{ listener: { port: \(port) } }")).map(\.state) == [.ok])
        let foreign = """
            { listener: { host: '192.0.2.1' },
              komo: { endpoints: [{ name: 'a', authentication: { profile: 'secret-path', secrets: [{ env: 'S' }] } }] } }
            """
        let secret = ["S": "0123456789abcdef"]
        #expect(
            try PortCheck.check.run(examination(foreign, variables: secret))
                == [.wrong("port", "this machine has no address 192.0.2.1; change listener.host")]
        )
    }

    @Test func `the data folder is tried and left as it was`() throws {
        let findings = DataDirectoryCheck.check.run(try examination("{ dataDirectory: 'new/folder' }"))
        #expect(findings.first == .ok("data folder", "\(root)/new/folder, made when first needed"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: root) == ["callboard.json5"])
        let bad = DataDirectoryCheck.check.run(try examination("{ dataDirectory: '/proc/callboard' }"))
        #expect(bad.first?.state == .wrong)
    }

    @Test func `the owner of the store is named`() throws {
        let examination = try examination("{ dataDirectory: 'data' }")
        #expect(StoreLockCheck.check.run(examination) == [.ok("store", "made when first needed")])
        let store = try Store.openAsOwnerOrViewer(DataDirectory(path: "\(root)/data"))
        #expect(
            StoreLockCheck.check.run(examination) == [
                .ok("store", "callboard, pid \(getpid()), takes webhooks into it; a console attaches as a viewer")
            ]
        )
        store.close()
        #expect(StoreLockCheck.check.run(examination) == [.ok("store", "nobody has it open as its owner")])
    }

    @Test func `a theme that does not exist is wrong`() throws {
        #expect(ThemeCheck.check.run(try examination("{ theme: 'light' }")) == [.ok("theme", "light")])
        let finding = try #require(ThemeCheck.check.run(try examination("{ theme: 'no-such' }")).first)
        #expect(finding.state == .wrong)
        #expect(finding.detail.hasPrefix("no-such.theme: no such theme; there are "))
    }

    @Test(arguments: [
        ("/", "ext4"), ("/mnt/share/board", "nfs4"), ("/mnt/shared", "ext4"), ("/mnt/a b/c", "cifs"), ("/tmp", "tmpfs"),
    ])
    func `the file system of a path is that of the closest mount`(path: String, type: String) {
        let table = """
            22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
            23 22 0:30 / /mnt/share rw - nfs4 server:/x rw
            24 22 0:31 / /mnt/a\\040b rw - cifs //server/x rw
            25 22 0:32 / /tmp rw - ext4 /dev/sdb rw
            26 22 0:33 / /tmp rw - tmpfs tmpfs rw
            broken
            """
        #expect(FileSystemType.find(path, mountInfo: table) == type)
        #expect(FileSystemType.find(path, mountInfo: "") == nil)
    }

    @Test func `the time zone of the configuration is shown`() throws {
        let findings = ClockCheck.check.run(try examination("{ timeZone: 'Australia/Sydney' }"))
        #expect(findings.map(\.state) == [.ok])
        #expect(findings.first?.detail.hasSuffix(", Australia/Sydney") == true)
    }

    @Test(arguments: [("C.UTF-8", DoctorFinding.State.ok), ("C", .note), ("no_SUCH.UTF-8", .note)])
    func `the locale is judged by its encoding`(name: String, state: DoctorFinding.State) throws {
        #expect(LocaleCheck.check.run(try examination(variables: ["LC_ALL": name])).map(\.state) == [state])
    }

    @Test func `a store that cannot be used is wrong`() throws {
        let data = directory.path("data")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try directory.write(String(repeating: "junk ", count: 1000), to: "data/journal.db")
        let findings = StoreLockCheck.check.run(try examination("{ dataDirectory: 'data' }"))
        #expect(findings.map(\.state) == [.wrong])
        #expect(findings.first?.detail.contains("journal.db is damaged or not a callboard store") == true)
    }

    @Test func `workflow files are counted, and mistakes in them are wrong`() throws {
        #expect(
            WorkflowsCheck.check.run(try examination("{}"))
                == [.ok("workflows", "there are no workflows in \(root)/workflows")]
        )
        try FileManager.default.createDirectory(atPath: "\(root)/workflows", withIntermediateDirectories: false)
        try directory.write(WorkflowTemplate.sample, to: "workflows/good.json5")
        #expect(WorkflowsCheck.check.run(try examination("{}")) == [.ok("workflows", "1 workflow is good")])
        try directory.write("{ name: 'x' ", to: "workflows/bad.json5")
        let finding = try #require(WorkflowsCheck.check.run(try examination("{}")).first)
        #expect(finding.state == .wrong)
        #expect(finding.detail == "1 workflow is good, 1 mistake in 1 file; run: callboard workflows check")
    }

    @Test func `destinations are named, and an address that is the secret is not`() throws {
        let configuration = """
            { destinations: [
              { name: 'crm', kind: 'http', url: 'https://127.0.0.1', allowNetworks: ['127.0.0.0/8'] },
              { name: 'crew', kind: 'slack', allowNetworks: ['127.0.0.0/8'],
                authorisation: { secret: { env: 'URL' } } } ] }
            """
        let variables = ["URL": "https://127.0.0.1/services/T0/hush"]
        #expect(
            DestinationsCheck.check.run(try examination(configuration, variables: variables)) == [
                .ok("destination", "crm (http): 127.0.0.1 resolves, its secrets are found"),
                .ok("destination", "crew (slack): its address resolves, its secrets are found"),
            ]
        )
    }
}
