/// Somebody who plays.
struct SimulatedPerson: Sendable {
    let contactID: String
    let sessionID: String
    /// Only those who signed in have one.
    let profileID: String?
    let firstName: String
    let lastName: String
    let email: String
    let phone: String
    /// Empty for the few who left it out.
    let company: String
    let country: String
    let ticketType: String
    let registeredVia: String
    let optedIn: Bool

    private static let companies = [
        "Analytical Engines", "Contoso", "Vandelay Industries", "Ünïcode GmbH", "合同会社みどり", "Café & Co", "Northwind",
    ]
    private static let everySoManyWithoutCompany = 12
    private static let domains = ["example.com", "example.org", "mail.example.net", "studio.example"]

    /// - Parameter number: Makes the address of a person unlike that of anyone with the same name.
    init(number: Int, random: inout RepeatableRandom) {
        let culture = random.element(of: Culture.all)
        let given = random.element(of: culture.given)
        let family = random.element(of: culture.family)
        contactID = random.uuid()
        sessionID = random.uuid()
        profileID = random.chance(0.7) ? random.uuid() : nil
        firstName = given.written
        lastName = family.written
        email = "\(given.address).\(family.address)\(number)@\(random.element(of: Self.domains))"
        phone = "+61491570\(String(random.integer(in: 100...999)))"
        let employer = random.element(of: Self.companies)
        company = number % Self.everySoManyWithoutCompany == 0 ? "" : employer
        country = culture.country
        ticketType = random.element(of: ["General", "VIP", "Speaker", "Exhibitor"])
        registeredVia = random.element(of: ["badge scan", "event app", "QR code", "invitation"])
        optedIn = random.chance(0.65)
    }
}
