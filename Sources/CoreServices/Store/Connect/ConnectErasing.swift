import Database

/// Takes a person out of flows and integrations.
enum ConnectErasing {
    /// Empties the e-mail address of who connected a system; the connection is the customer's and stays.
    static func erase(_ identity: PersonIdentity, in connection: SQLiteConnection) throws {
        guard identity.kind == "email" else { return }
        let address = SQLiteValue.text(identity.value.lowercased())
        try connection.run("UPDATE connect_flow SET email = '' WHERE lower(email) = $1", [address])
        try connection.run("UPDATE connection SET email = NULL WHERE lower(email) = $1", [address])
    }
}
