/// What became of an event: how many runs it started, by where they stand.
package struct RunSummary: Sendable, Equatable {
    package var running: Int
    package var succeeded: Int
    package var failed: Int

    package init(running: Int = 0, succeeded: Int = 0, failed: Int = 0) {
        self.running = running
        self.succeeded = succeeded
        self.failed = failed
    }
}
