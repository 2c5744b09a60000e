/// A value bound to a statement's parameter.
package enum SQLiteValue: Sendable, Equatable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    /// Text, or NULL where there is none.
    package static func text(_ optional: String?) -> SQLiteValue {
        optional.map { .text($0) } ?? .null
    }

    /// An integer, or NULL where there is none.
    package static func integer(_ optional: Int64?) -> SQLiteValue {
        optional.map { .integer($0) } ?? .null
    }
}
