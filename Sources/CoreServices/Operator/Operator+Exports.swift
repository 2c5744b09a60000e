extension Operator {
    /// Records that leads were handed out, before that is done.
    ///
    /// - Parameters:
    ///   - export: What is handed out.
    ///   - rows: How many leads.
    ///   - place: Where they go, such as a folder.
    package func noteExport(_ export: LeadExport, rows: Int, to place: String, reason: String) async throws {
        let subject = export.sponsor.map { "sponsor \($0.name)" } ?? "all sponsors"
        let filter = export.filterText.isEmpty ? "" : ", filter \(export.filterText)"
        let what = "\(rows) leads as \(export.format.rawValue), consent \(export.request.consent.rawValue)\(filter)"
        try await perform("leads.export", reason: reason) { _, _ in
            Deed(value: (), subject: subject, before: "", after: "\(what), to \(place)")
        }
    }
}
