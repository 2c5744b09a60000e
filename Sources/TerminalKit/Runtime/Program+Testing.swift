extension Program {
    /// Runs turns until nothing waits and no effect runs, then paints: what a test does instead of sleeping.
    ///
    /// Gives up after `limit` and says so by returning false.
    @discardableResult
    package func runUntilIdle(limit: Duration = .seconds(120)) -> Bool {
        let end = ContinuousClock.now + limit
        while true {
            turn(waiting: isIdle ? .zero : .milliseconds(100))
            if isIdle {
                paintNow()
                return true
            }
            if ContinuousClock.now > end { return false }
        }
    }
}
