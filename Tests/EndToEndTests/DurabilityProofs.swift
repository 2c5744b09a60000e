import Testing

/// The proofs that kill the real program again and again; one after the other, since each alone keeps a machine busy.
@Suite(.serialized)
enum DurabilityProofs {}
