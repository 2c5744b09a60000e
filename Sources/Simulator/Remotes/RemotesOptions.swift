package import Primitives

/// How simulated systems run.
package struct RemotesOptions: Sendable {
    package var host = "127.0.0.1"
    /// 0 lets the system choose.
    package var port: UInt16 = 0
    /// Repeats the faults exactly.
    package var seed: UInt64 = 0
    package var faults: [FaultRule] = []
    package var credentials = RemoteCredentials()
    package var kombo = KomboOptions()
    /// A file to which each processed key is written before the request is answered; `nil` for none.
    package var ledgerFile: String?
    package var clock = WallClock.system

    package init() {}
}
