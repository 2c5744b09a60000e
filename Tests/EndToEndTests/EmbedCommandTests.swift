import Foundation
import Glibc
import TestSupport
import Testing

/// `callboard embed` and `callboard-sim hub` as people run them.
@Suite(.serialized)
struct EmbedCommandTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func command(_ arguments: [String]) throws -> ChildCommand {
        try .product("callboard", arguments, environment: ["HOME": folder.path], directory: folder.path)
    }

    private func run(_ arguments: String...) throws -> (exit: ProcessExit, output: String, error: String) {
        try ChildProcess.run(command(arguments))
    }

    /// Starts the hub and gives its address.
    private func startHub(_ arguments: String...) throws -> (child: ChildProcess, address: String) {
        let child = try ChildProcess.start(.product("callboard-sim", ["hub"] + arguments))
        let line = try child.waitForOutput("the hub's address") { $0.contains("(seed") }
        return (child, String(try #require(line.firstMatch(of: #/http://127\.0\.0\.1:\d+/#)).output))
    }

    private func configure(hub: String, port: UInt16 = 0, _ more: String = "") throws {
        try folder.write(
            """
            {
              dataDirectory: 'data', listener: { port: \(port) },
              komo: { endpoints: [{ name: 'main', authentication: { profile: 'none' } }] },
              embed: {
                hub: '\(hub)', \(more)
                pages: [
                  { name: 'expo', title: 'Expo & more', cards: [{ id: 'c1' }] },
                  { name: 'frame', variant: 'iframe' },
                ],
              },
            }
            """,
            to: "callboard.json5"
        )
    }

    @Test func `snippets and pages go to standard output or to a new file`() throws {
        try configure(hub: "https://yourevent.komo.site", "publicURL: 'https://callboard.example',")
        let snippet = try run("embed", "snippet", "expo")
        #expect(snippet.exit == .exited(0), "\(snippet.error)")
        #expect(snippet.output.contains("data-komo-embed=\"{&quot;cardId&quot;:&quot;c1&quot;}\""))
        #expect(snippet.output.contains("\"url\":\"https://callboard.example/ingest/embed\""))
        #expect(try run("embed", "snippet", "frame").output.contains("src=\"https://callboard.example/embed/frame\""))
        #expect(try run("embed", "snippet", "expo", "--as", "preload").output.contains("rel=\"preload\""))

        let page = try run("embed", "page", "expo", "--to", "expo.html")
        #expect(page.exit == .exited(0) && page.output.isEmpty)
        let text = try String(contentsOfFile: folder.path("expo.html"), encoding: .utf8)
        #expect(text.hasPrefix("<!DOCTYPE html>") && text.contains("<title>Expo &amp; more</title>"))
        let again = try run("embed", "page", "expo", "--to", "expo.html")
        #expect(again.exit == .exited(1) && again.error.contains("is there already"))
        #expect(try run("embed", "page", "expo", "--to", "expo.html", "--force").exit == .exited(0))

        let unknown = try run("embed", "page", "nothing")
        #expect(unknown.exit == .exited(2) && unknown.error.contains("there are expo, frame"))
        let unsaid = try run("embed", "page")
        #expect(unsaid.exit == .exited(2) && unsaid.error.contains("say which page"))
    }

    @Test func `without a page every command says what to write`() throws {
        try folder.write("{ dataDirectory: 'data' }", to: "callboard.json5")
        for arguments in [["snippet"], ["page"], ["serve"], ["check"]] {
            let result = try ChildProcess.run(command(["embed"] + arguments))
            #expect(result.exit == .exited(1), "\(arguments)")
            #expect(result.error.contains("nothing is embedded yet; add embed: { hub:"))
        }
    }

    @Test func `pages are served, and the check measures what they need`() throws {
        let (hub, address) = try startHub()
        defer { hub.stop() }
        try configure(hub: address, "identity: { method: 'none' },")
        let child = try ChildProcess.start(command(["embed", "serve"]))
        defer { child.stop() }
        let output = try child.waitForOutput("the pages' addresses") { $0.contains("/embed/frame\n") }
        let match = try #require(output.firstMatch(of: #/page expo at http://127\.0\.0\.1:(\d+)/embed/expo\n/#))
        // The check finds the address in the configuration, where the system's choice does not stand.
        try configure(hub: address, port: try #require(UInt16(match.1)), "identity: { method: 'none' },")
        let check = try run("embed", "check", "expo")
        #expect(check.exit == .exited(0), "\(check.output)")
        let lines = check.output.split(separator: "\n").map(String.init)
        #expect(lines[0].hasPrefix("part") && lines[0].contains("crowded hall"))
        #expect(lines[1].hasPrefix("page ") && lines[2].hasPrefix("script ") && lines[3].hasPrefix("ready "))
        #expect(check.output.contains("crowded hall: good") || check.output.contains("crowded hall: slow"))
        let json = try run("embed", "check", "expo", "--json").output.split(separator: "\n")
        #expect(json.count == 3 && json[1].contains(#""part":"script""#))

        child.send(signal: SIGTERM)
        #expect(try child.waitForExit() == .exited(0))
        let after = try run("embed", "check", "expo")
        #expect(after.exit == .exited(1) && after.output.contains("crowded hall: does not work"))
    }

    @Test func `the simulated hub runs until a signal and tells what it was asked`() throws {
        let (hub, address) = try startHub("--fault", "hub/script:503@2-2")
        defer { hub.stop() }
        let port = try #require(UInt16(address.split(separator: ":").last ?? ""))
        func get(_ target: String) throws -> HTTPResponse {
            try HTTPConnection.exchange(HTTPRequest("GET", target), port: port)
        }
        #expect(try get("/assets/embed/embed.js").text.contains("setAuthRequestHandler"))
        #expect(try get("/webembed/embed.js").status == 503)
        #expect(try get("/app").status == 404)
        hub.send(signal: SIGTERM)
        #expect(try hub.waitForExit() == .exited(0))
        #expect(hub.outputText.contains("hub/script: 2 requests (1 × 200, 1 × 503)"))
    }
}
