/// Why a request body is not an event.
///
/// The description tells positions and kinds, never content, so it can be answered, logged and shown.
package enum MalformedBody: Error, Sendable, Equatable, CustomStringConvertible {
    case empty
    /// The body ends after so many bytes, in the middle of a value.
    case truncated(byteCount: Int)
    /// At this byte, counted from 0, something stands that JSON does not allow there.
    case notJSON(offset: Int)
    /// At this byte, or in the string that starts there, the bytes are not UTF-8.
    case notUTF8(offset: Int)
    /// More than `JSONReader.depthLimit` levels.
    case tooDeep
    /// An object has the key at this byte for the second time, where that is not allowed.
    case duplicateKey(offset: Int)
    /// JSON, but not an object; `found` is `array`, `string`, `number`, `boolean` or `null`.
    case notAnObject(found: String)

    package var description: String {
        switch self {
        case .empty: "the body is empty; send one JSON object"
        case .truncated(let count): "the body ends too early, after byte \(count); send the whole JSON object"
        case .notJSON(let offset): "the body is not JSON: unexpected character at byte \(offset)"
        case .notUTF8(let offset): "the body is not UTF-8: wrong at byte \(offset)"
        case .tooDeep: "the body is nested more than \(JSONReader.depthLimit) levels deep"
        case .duplicateKey(let offset): "the body has the key at byte \(offset) twice; send it once"
        case .notAnObject(let found): "the body is a JSON \(found); send one JSON object"
        }
    }

    /// The description without its numbers: a small fixed vocabulary by which refusals are counted.
    package var reason: String {
        switch self {
        case .empty: "empty body"
        case .truncated: "truncated body"
        case .notJSON: "body is not JSON"
        case .notUTF8: "body is not UTF-8"
        case .tooDeep: "body nested too deeply"
        case .duplicateKey: "key given twice"
        case .notAnObject: "body is not a JSON object"
        }
    }
}
