extension ConfigurationDecoding {
    mutating func decodeLeads(_ root: ConfigurationObject, into leads: inout LeadsConfiguration) {
        guard let object = member(root, "leads") else { return }
        checkNames(object, ["consent"])
        if let consent = choice(object, "consent", ConsentRule.self) { leads.consent = consent }
    }
}
