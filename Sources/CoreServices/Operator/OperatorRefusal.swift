/// Why an act was not done; nothing has changed.
package enum OperatorRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    case readOnly
    case reasonMissing
    case reasonTooLong(characters: Int)
    /// Nothing of this kind has this id or name: `step 12`, `destination acme`.
    case unknown(String)
    /// It is as it was asked to be already, or another act came first.
    case pointless(String)
    /// It cannot be done to a step that stands so.
    case step(Int64, StepState)
    case stepIsDue(Int64)
    /// Somebody else edited the step's request meanwhile.
    case editedMeanwhile(Int64, revision: Int)
    case unsuitableRequest(String)
    case unsuitablePace(Double)
    case nothingToDo(String)
    case anotherRetry(Int64)

    package var description: String {
        switch self {
        case .readOnly:
            "this callboard runs with --read-only, which changes nothing; start it without"
        case .reasonMissing:
            "a reason is needed, so that others know why; give one in a few words"
        case .reasonTooLong(let characters):
            "the reason has \(characters) characters, \(Operator.longestReason) are the most; say it in fewer words"
        case .unknown(let subject):
            "there is no \(subject); look at the list, it may have changed"
        case .pointless(let sentence), .nothingToDo(let sentence):
            sentence
        case .step(let id, let state):
            "step \(id) \(Self.words(for: state)), so this cannot be done to it; look at the list, it has changed"
        case .stepIsDue(let id):
            "step \(id) is about to be tried already; wait for what comes of it"
        case .editedMeanwhile(let id, let revision):
            "somebody edited the request of step \(id) meanwhile (revision \(revision)); look at theirs and edit again"
        case .unsuitableRequest(let sentence):
            sentence
        case .unsuitablePace(let pace):
            "\(pace) steps a second is no pace; choose between 0.1 and 1000"
        case .anotherRetry(let id):
            "retry \(id) is still under way; wait for its end or stop it first"
        }
    }

    /// What has become of a step, after `step 12`.
    static func words(for state: StepState) -> String {
        switch state {
        case .ready: "waits to be tried"
        case .running: "is being tried now"
        case .succeeded: "has succeeded since"
        case .failed: "has failed, and its workflow went on without it"
        case .dead: "is dead"
        case .discarded: "was discarded"
        }
    }
}
