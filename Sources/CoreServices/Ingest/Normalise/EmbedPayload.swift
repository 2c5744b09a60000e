/// The object that the embed script hands to `listenToKomoEvents` and pushes to tag managers
/// (developers.komo.tech/user-interaction-events): camelCase keys, kebab-case event names.
enum EmbedPayload {
    static func read(_ fields: inout PayloadFields, into event: inout Event) {
        event.source = .embed
        event.name = fields.text("eventName", "event", "type") ?? ""
        event.trigger = Trigger(alias: event.name)
        event.extensionData = fields.section("extensionData")?.rest ?? [:]
        // Contact properties that an admin chose to track are the nearest thing to a form's answers.
        event.formFields = fields.section("trackedData")?.rest ?? [:]
        event.contact.fill(from: event.formFields)
        guard var data = fields.section("eventData") else { return }

        event.occurredAt = data.value("timestamp")?.time
        event.contact.id = data.text("contactId")
        event.contact.profileID = data.text("userId")
        event.contact.fill(from: data.rest)
        let siteID = data.text("siteId")
        let siteName = data.text("siteName")
        if siteID != nil || siteName != nil { event.site = Event.Site(id: siteID, name: siteName) }
        let cardID = data.text("cardId")
        let cardName = data.text("cardName")
        let cardType = data.text("cardType")
        if cardID != nil || cardName != nil || cardType != nil {
            event.card = Event.Card(id: cardID, name: cardName, type: cardType)
        }
        let couponID = data.text("couponId")
        let offerID = data.text("offerId")
        if couponID != nil || offerID != nil {
            event.coupon = Event.Coupon(id: couponID, offerID: offerID, offerName: data.text("offerName"))
        }
        event.gameplay.score = data.value("score")?.decimal
    }
}
