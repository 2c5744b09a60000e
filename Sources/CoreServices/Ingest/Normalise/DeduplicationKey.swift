import Primitives

/// What makes two deliveries one event.
///
/// Komo documents no delivery id: its `id` "identifies the corresponding component", and every sample shows the same.
/// Two mistakes are possible, and they are not equally bad. Counting a redelivery twice is a nuisance that a person
/// can see; taking two people for one loses a lead for good. So a key is built from names of the thing that happened,
/// and where there is none, only identical bytes are the same event. Every key is a function of the body alone, so a
/// redelivery of identical bytes always has the same one.
///
/// In this order:
/// - a win: `prize:{prize_recipient_id}`, an id given once for each win;
/// - a coupon: `coupon:{coupon_id}:{Issued|Redeemed}`; a coupon is seen many times, so `Viewed` adds the time;
/// - a form, by its submission or else its entry: `submission:{id}:{trigger}`, `entry:{id}:{trigger}`. The trigger
///   is part of it because `Gameplay.DataCaptured` and `Gameplay.DataCapturedQualified` both tell of one submission,
///   while a webhook and a workflow that both tell of `Gameplay.DataCaptured` tell of one thing. A win that names no
///   recipient is keyed so too, with the prize added;
/// - anything else with `id`, time *and* a person: `id:{id}:{event}:{time}:{card}:{person}`. Without the person, two
///   people who open one card in one millisecond would be one event; without the time, one who opens it twice;
/// - `body:{SHA-256 of the body}`.
///
/// Source and uniqueness are the store's: it keeps one event for each source and key.
enum DeduplicationKey {
    static func key(of event: Event, componentID: String?) -> String {
        if event.trigger == .prizeWon, let recipient = event.prize?.recipientID {
            return "prize:\(part(recipient))"
        }
        if let coupon = event.coupon?.id {
            switch event.trigger {
            case .some(.couponIssued): return "coupon:\(part(coupon)):Issued"
            case .some(.couponRedeemed): return "coupon:\(part(coupon)):Redeemed"
            case .some(.couponViewed):
                if let time = event.occurredAt { return "coupon:\(part(coupon)):Viewed:\(time.milliseconds)" }
            default: break
            }
        }
        if let trigger = event.trigger, onceForEachEntry.contains(trigger) {
            let kind = trigger.name + (event.prize?.id.map { ":" + part($0) } ?? "")
            if let submission = event.submissionID { return "submission:\(part(submission)):\(kind)" }
            if let entry = event.competitionEntryID { return "entry:\(part(entry)):\(kind)" }
        }
        if let id = componentID, let time = event.occurredAt, let person = person(of: event.contact) {
            let card = event.card?.id.map(part) ?? ""
            return "id:\(part(id)):\(part(event.name)):\(time.milliseconds):\(card):\(part(person))"
        }
        return "body:" + String(decoding: DigestText.hex(MessageDigest.sha256(event.body)), as: UTF8.self)
    }

    /// Triggers that happen once for each submission or entry; a prize once for each prize and entry.
    private static let onceForEachEntry: Set<Trigger> = [
        .dataCaptured, .dataCapturedQualified, .prizeWon, .contactCreated,
    ]

    private static func person(of contact: Event.Contact) -> String? {
        contact.id ?? contact.profileID ?? contact.sessionID ?? contact.email
    }

    /// An id as part of a key: itself if it is short and plain, otherwise its digest, so that no id can imitate the
    /// separators or make a key long.
    private static func part(_ id: String) -> String {
        let isPlain =
            id.utf8.count <= 64
            && id.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                    UInt8(ascii: "@"), UInt8(ascii: "+"):
                    true
                default: false
                }
            }
        if isPlain { return id }
        return "~" + String(decoding: DigestText.hex(MessageDigest.sha256(Array(id.utf8))), as: UTF8.self)
    }
}
