/// Why a simulation cannot run, in a sentence that says what to do.
package struct SimulatorError: Error, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
