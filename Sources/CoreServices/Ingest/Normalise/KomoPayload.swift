/// The flat webhook and the nested workflow body, which differ only in where a field stands.
enum KomoPayload {
    static func read(_ fields: inout PayloadFields, into event: inout Event) {
        readName(&fields, into: &event)
        event.occurredAt = fields.value("timestamp", "occurred_at")?.time
        fields.drop("id")

        let sections = Sections(&fields)
        readPlace(&fields, sections, into: &event)
        readContact(&fields, sections, into: &event)
        readPlay(&fields, sections, into: &event)
        if let members = sections.extensionData { event.extensionData = members }
        // At the top of a flat webhook stand the form's answers; in a nested body nothing should, so it stays raw.
        event.formFields = sections.formFields ?? (sections.isNested ? [:] : fields.rest)
    }

    /// The objects of a nested body.
    private struct Sections {
        var site, card, contact, gameplay, prize, coupon, entry: PayloadFields?
        var formFields, extensionData: [String: JSONValue]?

        init(_ fields: inout PayloadFields) {
            site = fields.section("site")
            card = fields.section("card")
            contact = fields.section("contact")
            gameplay = fields.section("gameplay")
            prize = fields.section("prize")
            coupon = fields.section("coupon")
            entry = fields.section("entry")
            formFields = fields.section("form_fields", "formFields")?.rest.filter { !$0.value.isPlaceholder }
            extensionData = fields.section("extension_data", "extensionData")?.rest.filter { !$0.value.isPlaceholder }
        }

        var isNested: Bool {
            site != nil || card != nil || contact != nil || gameplay != nil || prize != nil || coupon != nil
                || entry != nil || formFields != nil
        }
    }

    private static func readName(_ fields: inout PayloadFields, into event: inout Event) {
        let given = fields.text("event")
        let trigger = fields.text("trigger")
        event.name = given ?? trigger ?? fields.text("event_name", "type") ?? ""
        event.trigger = Trigger(alias: event.name) ?? trigger.flatMap(Trigger.init(alias:))
    }

    private static func readPlace(_ fields: inout PayloadFields, _ sections: Sections, into event: inout Event) {
        var site = sections.site
        let siteID = fields.text("site_id") ?? site?.text("id")
        let siteName = fields.text("site_name") ?? site?.text("name")
        if siteID != nil || siteName != nil { event.site = Event.Site(id: siteID, name: siteName) }

        var card = sections.card
        let cardID = fields.text("card_id") ?? card?.text("id")
        let cardName = fields.text("card_name") ?? card?.text("name")
        let cardType = fields.text("card_type") ?? card?.text("type")
        if cardID != nil || cardName != nil || cardType != nil {
            event.card = Event.Card(id: cardID, name: cardName, type: cardType)
        }
    }

    private static func readContact(_ fields: inout PayloadFields, _ sections: Sections, into event: inout Event) {
        event.contact.profileID = fields.text("user_profile_id")
        event.contact.sessionID = fields.text("user_session_id")
        event.contact.optedIn = fields.value("optin")?.truth
        if var contact = sections.contact {
            event.contact.id = contact.text("id")
            event.contact.profileID = event.contact.profileID ?? contact.text("profile_id", "user_profile_id")
            event.contact.sessionID = event.contact.sessionID ?? contact.text("session_id", "user_session_id")
            event.contact.optedIn = contact.value("optin", "opted_in")?.truth ?? event.contact.optedIn
            event.contact.tags = contact.value("tags")?.words ?? []
            event.contact.fill(from: contact.rest)
        } else if sections.formFields == nil {
            event.contact.id = fields.text("contact_id")
            event.contact.fill(from: fields.rest)
        }
        if let formFields = sections.formFields { event.contact.fill(from: formFields) }
    }

    private static func readPlay(_ fields: inout PayloadFields, _ sections: Sections, into event: inout Event) {
        var gameplay = sections.gameplay
        event.gameplay.score = (gameplay?.value("score") ?? fields.value("score"))?.decimal
        event.gameplay.correct = (gameplay?.value("correct") ?? fields.value("correct"))?.decimal
        event.gameplay.qualified = (gameplay?.value("qualified") ?? fields.value("qualified"))?.truth

        var entry = sections.entry
        event.competitionEntryID = fields.text("competition_entry_id") ?? entry?.text("competition_entry_id", "id")
        event.submissionID = fields.text("submission_id") ?? entry?.text("submission_id")

        var prize = sections.prize
        let prizeID = fields.text("prize_id") ?? prize?.text("id")
        let prizeName = fields.text("prize_name") ?? prize?.text("name")
        let recipientID = fields.text("prize_recipient_id") ?? prize?.text("recipient_id", "prize_recipient_id")
        if prizeID != nil || prizeName != nil || recipientID != nil {
            event.prize = Event.Prize(id: prizeID, name: prizeName, recipientID: recipientID)
        }

        var coupon = sections.coupon
        let couponID = fields.text("coupon_id") ?? coupon?.text("id")
        let code = fields.text("coupon_code") ?? coupon?.text("code")
        let offerID = fields.text("offer_id") ?? coupon?.text("offer_id")
        let offerName = fields.text("offer_name") ?? coupon?.text("offer_name")
        if couponID != nil || code != nil || offerID != nil || offerName != nil {
            event.coupon = Event.Coupon(id: couponID, code: code, offerID: offerID, offerName: offerName)
        }
    }
}

extension Event.Contact {
    /// Fills what is still unknown from fields whose names a form's author chose.
    mutating func fill(from fields: [String: JSONValue]) {
        email = email ?? Self.first(of: ["email", "email_address", "Email"], in: fields)
        phone = phone ?? Self.first(of: ["phone", "phone_number", "mobile", "mobile_number"], in: fields)
        firstName = firstName ?? Self.first(of: ["first_name", "firstname", "firstName"], in: fields)
        lastName = lastName ?? Self.first(of: ["last_name", "lastname", "lastName"], in: fields)
    }

    private static func first(of names: [String], in fields: [String: JSONValue]) -> String? {
        for name in names {
            if let text = fields[name]?.text { return text }
        }
        return nil
    }
}
