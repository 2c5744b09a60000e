package import Primitives

extension Event {
    /// An event of which only the journal's necessities are known.
    package init(
        source: Source,
        endpoint: String,
        name: String,
        trigger: Trigger?,
        receivedAt: Timestamp,
        deduplicationKey: String,
        body: [UInt8],
        signature: SignatureCheck
    ) {
        self.init(
            source: source,
            endpoint: endpoint,
            name: name,
            trigger: trigger,
            occurredAt: nil,
            receivedAt: receivedAt,
            site: nil,
            card: nil,
            contact: Contact(),
            formFields: [:],
            gameplay: Gameplay(),
            prize: nil,
            coupon: nil,
            extensionData: [:],
            competitionEntryID: nil,
            submissionID: nil,
            deduplicationKey: deduplicationKey,
            body: body,
            headers: [],
            signature: signature,
            remoteAddress: ""
        )
    }
}

extension Event.Site {
    package init(identifier: String?, name: String?) {
        self.init(id: identifier, name: name)
    }
}

extension Event.Card {
    package init(identifier: String?, name: String?, type: String? = nil) {
        self.init(id: identifier, name: name, type: type)
    }
}
