/// What came of an import.
package struct ImportReport: Sendable, Equatable {
    /// A line that is no event.
    package struct Refusal: Sendable, Equatable {
        /// What was read, such as a file's path.
        package var name: String
        /// Counted from 1.
        package var line: Int
        package var reason: String
    }

    /// Events that are new in the store.
    package var imported = 0
    /// Events that the store had already.
    package var alreadyThere = 0
    /// Events of people who were erased after they were received, left out.
    package var erased = 0
    package private(set) var refused = 0
    /// The first refused lines; more are only counted.
    package private(set) var refusals: [Refusal] = []

    /// So many refused lines are told one by one.
    package static let refusalLimit = 100

    package init() {}

    mutating func refuse(_ refusal: Refusal) {
        refused += 1
        if refusals.count < Self.refusalLimit { refusals.append(refusal) }
    }
}

/// Why an import stopped before its end.
package struct ImportFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was being read.
    package var name: String
    /// The line it had come to; `nil` when it could not be read.
    package var line: Int?
    package var reason: String

    package init(name: String, line: Int?, reason: String) {
        self.name = name
        self.line = line
        self.reason = reason
    }

    package var description: String {
        guard let line else { return "cannot read \(name): \(reason); check the path and its permissions" }
        return
            "the import stopped at \(name):\(line): \(reason); run it again when that is put right, since what is stored already is left out"
    }
}
