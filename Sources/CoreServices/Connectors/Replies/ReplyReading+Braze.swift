extension ReplyReading {
    /// Braze: errors of single items stand inside a success, and 202 means queued.
    ///
    /// Source: braze.com/docs/api/errors/
    var braze: StepOutcome {
        guard isSuccess else { return generic }
        let errors = Self.list(json?["errors"])
        guard let first = errors.first else { return status == 202 ? success(note: "queued") : success() }
        let items = errors.prefix(5).map { Self.item($0) }
        let shown = items.joined(separator: ", ") + (errors.count > 5 ? ", ..." : "")
        let reason = first["type"]?.string ?? first["message"]?.string ?? first.string ?? "refused"
        return .permanent(
            failure(
                code: "partial",
                message: "\(shown): \(reason)",
                cause: "Braze refused \(line(shown, limit: 200)); the rest of the request was processed.",
                remedy: "Edit this request (E), leave what was processed out, correct the item and retry (R): "
                    + "a second event or purchase counts twice."
            )
        )
    }

    /// Which item an error is about, such as `events[0]`.
    private static func item(_ error: JSONValue) -> String {
        guard let array = error["input_array"]?.string else { return "an item" }
        guard case .integer(let index)? = error["index"] else { return array }
        return "\(array)[\(index)]"
    }
}
