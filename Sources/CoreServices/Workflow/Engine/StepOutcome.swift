/// What an attempt came to.
package enum StepOutcome: Sendable, Equatable {
    /// Done. `output` is what later steps may read: for a request `status` and `body`.
    case success(output: JSONValue)
    /// May work later; not before `after`, when the remote said so.
    case retry(StepFailure, after: Duration?)
    /// Will not work however often it is tried.
    case permanent(StepFailure)
    /// The access token is not good any more: fetch another and try once more, which is no further attempt.
    case reauthorise(StepFailure)
    /// It was sent and nobody knows what became of it.
    case ambiguous(StepFailure)

    package var failure: StepFailure? {
        switch self {
        case .success: nil
        case .retry(let failure, _), .permanent(let failure), .reauthorise(let failure), .ambiguous(let failure):
            failure
        }
    }
}

extension StepOutcome {
    /// Takes 502 and 504 for what they are: a gateway that does not know whether the remote behind it acted. Where
    /// sending again may do harm, that is for a person to decide.
    func doubting(status: Int, _ repeatability: Repeatability) -> StepOutcome {
        guard case .retry(let failure, _) = self, [502, 504].contains(status), !repeatability.isSafe else {
            return self
        }
        return .ambiguous(failure)
    }
}

/// Why an attempt failed, in the remote's words and in ours.
package struct StepFailure: Error, Sendable, Equatable {
    /// The HTTP status; `nil` when no reply came.
    package var status: Int?
    /// A short name to group by: the remote's error code, or such as `timeout`, `503`, `template`.
    package var code: String
    /// What the remote, or the network, said; one line, at most 500 characters, secrets removed.
    package var message: String
    /// What that means, in plain words: `Salesforce wants a Company and the form sent none`.
    package var cause: String
    /// What a person should do about it: `Map a default for Company, or edit this request (E) and retry (R)`.
    package var remedy: String
    /// Whether the destination asks for quiet, so that its other steps wait too.
    package var concernsWholeDestination: Bool

    package init(
        status: Int? = nil,
        code: String,
        message: String,
        cause: String,
        remedy: String,
        concernsWholeDestination: Bool = false
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.cause = cause
        self.remedy = remedy
        self.concernsWholeDestination = concernsWholeDestination
    }
}
