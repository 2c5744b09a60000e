import Database

/// What panes and commands ask about embedded pages, in the process that serves them and beside it.
extension Store {
    /// What happened on the pages so far.
    package func embedTraffic() async throws -> EmbedTraffic {
        try await look { try EmbedTrafficRecord.read(in: $0) }
    }
}
