extension JSONValue {
    /// The value as JSON text.
    var jsonText: String {
        var text = JSONText()
        text.append(self)
        return text.text
    }
}
