/// A failure's message with what differs between equal failures replaced.
enum FailureSignature {
    static func masked(_ message: String) -> String {
        String(message.prefix(200))
    }
}
