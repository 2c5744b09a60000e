import Console
import Foundation
import TestSupport
import Testing

@testable import callboard

/// Editors that are scripts, on real files.
@Suite(.serialized)
struct EditorSessionTests {
    private func session(_ folder: TemporaryDirectory, editor: String? = nil, visual: String? = nil) -> EditorSession {
        var environment = ProcessInfo.processInfo.environment
        environment["EDITOR"] = editor
        environment["VISUAL"] = visual
        environment["TMPDIR"] = folder.path("")
        return EditorSession(environment: environment)
    }

    private func leftovers(_ folder: TemporaryDirectory) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path(""))
            .filter { $0.hasPrefix("callboard-edit") }
    }

    @Test func `an editor with arguments changes the text, and nothing is left behind`() throws {
        let folder = try TemporaryDirectory()
        let result = session(folder, editor: "sed -i s/a/b/").edit("POST /a\n\nbody")
        #expect(try result.get() == "POST /b\n\nbody")
        #expect(try leftovers(folder).isEmpty)
    }

    @Test func `VISUAL comes before EDITOR, and a blank one is none`() throws {
        let folder = try TemporaryDirectory()
        #expect(session(folder, editor: "ed", visual: "code -w").command == "code -w")
        #expect(session(folder, editor: "ed", visual: " ").command == "ed")
        #expect(session(folder).command == "vi")
    }

    @Test func `the file is for this account alone`() throws {
        let folder = try TemporaryDirectory()
        let script = folder.path("mode.sh")
        try Data("stat -c '%a' \"$1\" > \"$1.mode\"; cat \"$1.mode\" > \"$1\"\n".utf8).write(to: URL(filePath: script))
        let result = session(folder, editor: "sh \(script)").edit("x")
        #expect(try result.get() == "600\n")
    }

    @Test func `an editor that was given up changes nothing`() throws {
        let folder = try TemporaryDirectory()
        let given = try session(folder, editor: "sh -c 'exit 1'").edit("x").get()
        #expect(given == nil)
        #expect(try leftovers(folder).isEmpty)
    }

    @Test func `an editor that is not there is named`() throws {
        let folder = try TemporaryDirectory()
        let result = session(folder, editor: "/nowhere/editor").edit("x")
        guard case .failure(let failure) = result else {
            Issue.record("an editor that is not there gave \(result)")
            return
        }
        #expect(failure.reason.contains("'/nowhere/editor' could not be started"))
        #expect(try leftovers(folder).isEmpty)
    }

    @Test func `without a place for the file the reason is told`() throws {
        let session = EditorSession(environment: ["EDITOR": "true", "TMPDIR": "/nowhere"])
        guard case .failure(let failure) = session.edit("x") else {
            Issue.record("an edit without a file succeeded")
            return
        }
        #expect(failure.reason.contains("no file for the editor"))
    }
}
