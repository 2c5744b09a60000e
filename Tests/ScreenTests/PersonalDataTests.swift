import Console
import Testing

struct PersonalDataTests {
    @Test(arguments: [
        "email", "Email", "email_address", "EMAIL-ADDRESS", "contact.email", "first_name", "FirstName", "FNAME",
        "LNAME",
        "LastName", "Last_Name", "Phone", "MobilePhone", "properties.firstname",
    ])
    func `fields that say who somebody is are known however a CRM spells them`(name: String) {
        #expect(PersonalData.isPersonal(name))
    }

    @Test(arguments: ["company", "score", "name_of_card", "LeadSource", "", "event", "phonebook"])
    func `others are not`(name: String) {
        #expect(!PersonalData.isPersonal(name))
    }

    @Test(arguments: [
        #"{"merge_fields":{"FNAME":"Ada","LNAME":"Lovelace"},"Company":"Analytical"}"#,
        "POST /leads?email=ada%40example.com&Company=Analytical",
        "first_name=Ada&last_name=Lovelace&email=ada%40example.com&Company=Analytical",
        "FirstName=Ada\nLastName=Lovelace&Company=Analytical",
        "note=ada@example.com&Company=Analytical",
    ])
    func `a stored request tells no name and no address`(text: String) {
        let masked = PersonalData.maskedJSON(text)
        for told in ["Ada", "Lovelace", "ada@", "ada%40", "example.com"] { #expect(!masked.contains(told)) }
        #expect(masked.contains("Analytical"))
    }
}
