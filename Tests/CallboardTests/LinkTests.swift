import Console
import Foundation
import Glibc
import Primitives
import TestSupport
import Testing

@testable import callboard

/// Links that leave the console: as a file, in a browser, and on the plain terminal.
@Suite(.serialized)
struct LinkTests {
    private let link = Secret("https://connect.kombo.dev/v1?token=a&b=\"c\"")

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func `a link is written for this account alone, whatever lay there before`() throws {
        let folder = try TemporaryDirectory()
        let file = LinkFile(folder: folder.path("connect"))
        let elsewhere = folder.path("elsewhere")
        try Data("kept".utf8).write(to: URL(filePath: elsewhere))
        let first = try file.write(link, named: "flow-7-link.txt")
        #expect(try String(contentsOfFile: first, encoding: .utf8) == "https://connect.kombo.dev/v1?token=a&b=\"c\"\n")
        try FileManager.default.removeItem(atPath: first)
        try FileManager.default.createSymbolicLink(atPath: first, withDestinationPath: elsewhere)
        #expect(try file.write(link, named: "flow-7-link.txt") == first)
        #expect(try String(contentsOfFile: elsewhere, encoding: .utf8) == "kept")
        #expect(try mode(first) == 0o600)
        #expect(try mode(folder.path("connect")) == 0o700)
    }

    @Test func `a folder that cannot be made is named`() throws {
        let folder = try TemporaryDirectory()
        try Data().write(to: URL(filePath: folder.path("taken")))
        let error = #expect(throws: QueryFailure.self) {
            try LinkFile(folder: folder.path("taken")).write(link, named: "x")
        }
        #expect(error?.reason.contains(folder.path("taken")) == true)
    }

    @Test func `a browser is opened only where a person would see it`() throws {
        let folder = try TemporaryDirectory()
        let opener = folder.path("xdg-open")
        try Data("#!/bin/sh\n".utf8).write(to: URL(filePath: opener))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: opener)
        func obstacle(_ environment: [String: String]) -> String? {
            let path = ["PATH": "/nowhere:" + folder.path("")]
            return LinkBrowser(environment: path.merging(environment) { $1 }).obstacle
        }
        #expect(obstacle([:])?.contains("shows no windows") == true)
        #expect(obstacle(["DISPLAY": ""])?.contains("shows no windows") == true)
        #expect(obstacle(["DISPLAY": ":0"]) == nil)
        #expect(obstacle(["WAYLAND_DISPLAY": "wayland-0"]) == nil)
        #expect(obstacle(["DISPLAY": ":10", "SSH_CONNECTION": "a"])?.contains("SSH") == true)
        #expect(obstacle(["DISPLAY": ":0", "PATH": "/nowhere"])?.contains("xdg-open") == true)
    }

    @Test func `a browser gets a page that leads to the link, and no program's arguments hold the link`() async throws {
        let folder = try TemporaryDirectory()
        let (opener, seen) = (folder.path("xdg-open"), folder.path("seen"))
        // Written beside and then moved, so that it is there whole.
        try Data("#!/bin/sh\n(echo \"$@\"; /bin/cat \"$1\") > \(seen).part\n/bin/mv \(seen).part \(seen)\n".utf8)
            .write(to: URL(filePath: opener))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: opener)
        let browser = LinkBrowser(environment: ["DISPLAY": ":0", "PATH": folder.path("")])
        try await browser.open(link, by: LinkFile(folder: folder.path("connect")))
        try waitUntil("the page was opened") { FileManager.default.fileExists(atPath: seen) }
        let text = try String(contentsOfFile: seen, encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(lines.first?.contains("connect.kombo.dev") == false)
        #expect(text.contains("<a href=\"https://connect.kombo.dev/v1?token=a&amp;b=&quot;c&quot;\">"))
    }

    @Test func `a link is printed whole on one line, and a key brings the console back`() throws {
        let long = "https://connect.kombo.dev/v1?token=" + String(repeating: "x", count: 2000)
        var input: [Int32] = [0, 0]
        var output: [Int32] = [0, 0]
        #expect(pipe(&input) == 0 && pipe(&output) == 0)
        defer { for file in input + output where file >= 0 { close(file) } }
        #expect(write(input[1], "\r", 1) == 1)
        LinkPrinter(input: input[0], output: output[1])
            .print("Connect HRIS for \u{1b}]52;c;ZXZpbA==\u{7} Acme", Secret(long))
        var bytes = [UInt8](repeating: 0, count: 8192)
        let count = read(output[0], &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        #expect(text.split(separator: "\n").contains(Substring(long)))
        #expect(!text.contains("\u{1b}"))
    }

    @Test func `a terminal that is gone brings the console back`() throws {
        var input: [Int32] = [0, 0]
        var output: [Int32] = [0, 0]
        #expect(pipe(&input) == 0 && pipe(&output) == 0)
        close(input[1])
        defer { for file in [input[0]] + output { close(file) } }
        LinkPrinter(input: input[0], output: output[1]).print("Connect", link)
    }
}
