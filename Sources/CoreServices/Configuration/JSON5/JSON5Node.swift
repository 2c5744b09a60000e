/// A JSON5 value and where in the text it stands.
struct JSON5Node: Equatable {
    indirect enum Value: Equatable {
        case null
        case bool(Bool)
        case integer(Int)
        case number(Double)
        case string(String)
        case array([JSON5Node])
        /// In the order written; a name never occurs twice.
        case object([JSON5Member])
    }

    var value: Value
    /// Where it begins, in bytes from the start of the text.
    var offset: Int

    /// The kind of value in words, for messages: `a string`.
    var kind: String {
        switch value {
        case .null: "null"
        case .bool: "true or false"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

/// One name and value of a JSON5 object.
struct JSON5Member: Equatable {
    var name: String
    /// Where the name begins, in bytes from the start of the text.
    var offset: Int
    var node: JSON5Node
}

/// Text that is not JSON5.
struct JSON5SyntaxError: Error, Equatable {
    /// Where the first wrong thing stands, in bytes from the start of the text.
    var offset: Int
    /// What was expected there, as a plain sentence without its full stop.
    var message: String
}
