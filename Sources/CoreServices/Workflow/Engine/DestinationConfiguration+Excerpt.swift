extension DestinationConfiguration {
    /// A reply as people see it later.
    func excerpt(of reply: HTTPReply) -> String {
        "\(reply.status)\n\n" + String(decoding: reply.body.prefix(16_384), as: UTF8.self)
    }
}

extension JSONValue {
    /// The value as JSON text.
    var jsonText: String {
        var text = JSONText()
        text.append(self)
        return text.text
    }
}
