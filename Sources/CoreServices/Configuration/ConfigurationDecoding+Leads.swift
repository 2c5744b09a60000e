extension ConfigurationDecoding {
    mutating func decodeLeads(_ root: ConfigurationObject, into leads: inout LeadsConfiguration) {
        guard let object = member(root, "leads") else { return }
        checkNames(object, ["consent", "api"])
        if let consent = choice(object, "consent", ConsentRule.self) { leads.consent = consent }
        if let api = member(object, "api") { decodeLeadAPI(api, into: &leads.api) }
    }
}
