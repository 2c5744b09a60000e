/// Why a helper could not do what the test asked, in one sentence that Swift Testing prints.
package struct TestFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    /// A failed system call: what was tried, and the reason that the system gave.
    package init(_ operation: String, errno code: Int32) {
        self.init("\(operation) failed: \(systemMessage(code))")
    }
}
