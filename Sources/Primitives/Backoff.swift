/// How long to wait before the next try.
///
/// The wait after the nth try is `min(2^(n-1) s, 1 h)`, give or take a fifth by chance so that many that failed
/// together do not come back together:
///   - after try 1: 1 s, 2: 2 s, 3: 4 s, 6: 32 s, 10: 8.5 min, 12: 34 min, 13 and later: 1 h
///
/// Twenty tries take about 8 hours, which rides out a night's outage of a CRM.
public enum Backoff {
    public static let longest = Duration.seconds(3600)
    /// The share of a wait by which chance may change it either way.
    public static let jitter = 0.2

    /// The wait after a try.
    ///
    /// - Parameters:
    ///   - attempt: How many tries there have been, from 1.
    ///   - chance: From -1 to 1; 0 is the wait of the table.
    public static func wait(afterAttempt attempt: Int, chance: Double = 0) -> Duration {
        let doublings = min(max(attempt, 1) - 1, 12)
        let seconds = min(Double(1 << doublings), Double(longest.components.seconds))
        let share = 1 + jitter * min(max(chance, -1), 1)
        return .milliseconds(Int64(seconds * share * 1000))
    }
}
