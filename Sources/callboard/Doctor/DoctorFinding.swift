/// What one check of the doctor saw.
struct DoctorFinding: Sendable, Equatable, Encodable {
    enum State: String, Sendable, Encodable {
        case ok
        /// Worth knowing; nothing stops working.
        case note
        /// Something will not work.
        case wrong
    }

    var state: State
    /// What was looked at, in a word or two: `port`.
    var subject: String
    /// What was seen and, unless all is well, what to do.
    var detail: String

    static func ok(_ subject: String, _ detail: String) -> Self { Self(state: .ok, subject: subject, detail: detail) }
    static func note(_ subject: String, _ detail: String) -> Self {
        Self(state: .note, subject: subject, detail: detail)
    }
    static func wrong(_ subject: String, _ detail: String) -> Self {
        Self(state: .wrong, subject: subject, detail: detail)
    }
}
