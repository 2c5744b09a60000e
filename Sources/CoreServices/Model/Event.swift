package import Primitives

/// One received webhook or embed message: the bytes as they came, and what they mean.
package struct Event: Sendable, Equatable {
    /// Who sent it: the `komo`, `kombo` and `embed` listeners, or an `import`.
    package enum Source: String, Sendable, CaseIterable {
        case komo, kombo, embed
        case imported = "import"
    }

    package var source: Source
    /// The configured endpoint that took it, such as `main`; several hubs post to several endpoints.
    package var endpoint: String
    /// The event name exactly as the sender wrote it, such as `CompetitionEntrySuccess`; empty when it gave none.
    package var name: String
    /// The trigger that the name stands for; `nil` for a name that callboard does not know.
    package var trigger: Trigger?
    /// When it happened by the sender's clock; `nil` when absent or unreadable.
    package var occurredAt: Timestamp?
    /// When its last byte arrived here.
    package var receivedAt: Timestamp
    package var site: Site?
    package var card: Card?
    package var contact: Contact
    /// Answers given in a form, by the Unique ID that the form's author chose.
    package var formFields: [String: JSONValue]
    package var gameplay: Gameplay
    package var prize: Prize?
    package var coupon: Coupon?
    /// What the embedding app attached, such as `session_id`.
    package var extensionData: [String: JSONValue]
    package var competitionEntryID: String?
    package var submissionID: String?
    /// Equal for two deliveries of one thing that happened, within one source; see `DeduplicationKey`.
    package var deduplicationKey: String
    /// The request body, byte for byte.
    package var body: [UInt8]
    /// Request headers in the order received, secrets already replaced by `•••`.
    package var headers: [HeaderField]
    package var signature: SignatureCheck
    /// The peer's address, without port; empty for an import.
    package var remoteAddress: String

    package struct Site: Sendable, Equatable {
        package var id: String?
        package var name: String?
    }

    package struct Card: Sendable, Equatable {
        package var id: String?
        package var name: String?
        package var type: String?
    }

    package struct Contact: Sendable, Equatable {
        package var id: String?
        package var email: String?
        package var phone: String?
        package var firstName: String?
        package var lastName: String?
        package var profileID: String?
        package var sessionID: String?
        package var tags: [String] = []
        /// Whether the person agreed to be contacted; `nil` when the event does not say.
        package var optedIn: Bool?

        package init() {}
    }

    package struct Gameplay: Sendable, Equatable {
        package var score: Double?
        package var correct: Double?
        package var qualified: Bool?

        package init() {}
    }

    package struct Prize: Sendable, Equatable {
        package var id: String?
        package var name: String?
        package var recipientID: String?
    }

    package struct Coupon: Sendable, Equatable {
        package var id: String?
        package var code: String?
        package var offerID: String?
        package var offerName: String?
    }
}

/// One HTTP header as received.
package struct HeaderField: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// How a request proved that it came from the sender.
package struct SignatureCheck: Sendable, Equatable {
    /// The profile used, such as `standard-webhooks`; `none` where the endpoint asks for no proof.
    package var profile: String
    /// Which of the configured secrets fitted, counted from 1; `nil` for the profile `none` and for imports.
    package var secretIndex: Int?

    package init(profile: String, secretIndex: Int?) {
        self.profile = profile
        self.secretIndex = secretIndex
    }
}
