import TestSupport
import Testing

@Suite(.serialized)
struct BuiltProductTests {
    @Test(arguments: ["callboard", "callboard-sim", "callboard-bench"])
    func `every program is found beside the tests and runs to an end`(name: String) throws {
        let child = try ChildProcess.start(.product(name, ["--help"]))
        defer { child.stop() }

        let exit = try child.waitForExit()

        #expect(exit == .exited(0), "\(child.errorText)")
    }

    @Test
    func `a program that was not built is reported with what to do`() {
        #expect(throws: TestFailure.self) { try BuiltProduct.url("no-such-program") }
    }
}
