/// Whether a request proved that it came from the sender.
package enum SignatureVerdict: Sendable, Equatable {
    case accepted(SignatureCheck)
    case refused(SignatureRefusal)
}

/// Why a request was not believed.
///
/// The description comes from a fixed vocabulary: it holds counts and minutes, never text of the sender.
package enum SignatureRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// The endpoint's path ends in a secret, and the request's did not.
    case secretMissing
    /// The path or the header carried a secret that is none of the `tried` configured ones.
    case wrongSecret(tried: Int)
    /// The header that carries the proof is absent or empty.
    case headerMissing(String)
    /// The header is there but does not have the form that the endpoint was told to expect.
    case headerUnreadable(String)
    /// None of the `tried` secrets gives this signature for this body.
    case badSignature(tried: Int)
    /// Signed, but so long ago that it may be a replay.
    case tooOld(Duration)
    /// Signed, but at a time that has not come yet.
    case tooNew(Duration)

    package var description: String {
        switch self {
        case .secretMissing: "secret missing from the path"
        case .wrongSecret(let tried): "wrong secret (\(Self.tried(tried)))"
        case .headerMissing(let name): "\(name) header missing"
        case .headerUnreadable(let name): "\(name) header unreadable"
        case .badSignature(let tried): "bad signature (\(Self.tried(tried)))"
        case .tooOld(let age): "timestamp \(Self.words(age)) too old: the sender's clock or ours is wrong"
        case .tooNew(let lead): "timestamp \(Self.words(lead)) in the future: the sender's clock or ours is wrong"
        }
    }

    private static func tried(_ count: Int) -> String {
        "\(count) of \(count) \(count == 1 ? "secret" : "secrets") tried"
    }

    /// A duration in its largest fitting unit: `45 seconds`, `7 minutes`, `3 hours`, `2 days`.
    private static func words(_ duration: Duration) -> String {
        let seconds = max(1, duration.components.seconds)
        let (count, unit): (Int64, String) =
            switch seconds {
            case ..<120: (seconds, "second")
            case ..<7200: (seconds / 60, "minute")
            case ..<172_800: (seconds / 3600, "hour")
            default: (seconds / 86_400, "day")
            }
        return "\(count) \(unit)\(count == 1 ? "" : "s")"
    }
}
