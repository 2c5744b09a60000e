import Database
import Primitives

/// What the engine's threads share and none of them changes.
struct EngineSetting: Sendable {
    let writer: GroupCommitWriter
    let directory: DataDirectory
    let http: any HTTPSending
    let configuration: Configuration
    let loader: WorkflowLoader
    let clock: WallClock
    /// This process among all that ever had the store.
    let owner: String
    /// From -1 to 1, spreads retries.
    let chance: @Sendable () -> Double
    /// Told what the engine cannot put right itself; on any thread.
    let faultObserver: @Sendable (String) -> Void
}
