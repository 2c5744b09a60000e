import Primitives

extension Operator {
    /// Signs a token for a person, and has that recorded before anybody sees it: whoever has the token is, to Komo,
    /// that person.
    ///
    /// - Parameters:
    ///   - place: Where it was asked for: `console` or `command line`.
    ///   - lifetime: `nil` for the configured one.
    package func mintToken(
        for identity: TokenIdentity,
        with minter: TokenMinter,
        lifetime: Duration? = nil,
        place: String,
        reason: String
    ) async throws -> MintedToken {
        let token = try minter.mint(for: identity, at: store.clock.now(), lifetime: lifetime)
        // Masked: the record is kept when the person is erased.
        let person = (identity.email.map { Masking.email($0) } ?? Masking.text(identity.subject)).string
        return try await perform("sso.mint", reason: reason) { note, connection in
            let answer = AccessAnswer(
                outcome: .issued,
                status: 0,
                reason: "by hand",
                caller: place,
                keyID: token.keyID,
                at: note.at,
                expiresAt: token.expiresAt
            )
            try AccessRecord.add(answer, to: connection)
            return Deed(
                value: token,
                subject: "token for \(person)",
                after: "signed by key \(token.keyID), holds until \(token.expiresAt.iso8601)"
            )
        }
    }
}
