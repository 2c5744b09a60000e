/// Where a server listens, and what it bears.
package struct HTTPServerOptions: Sendable, Equatable {
    package var host = "127.0.0.1"
    /// 0 lets the system choose.
    package var port: UInt16 = 0
    /// PEM files; both or none.
    package var certificateFile: String?
    package var privateKeyFile: String?
    package var headerLimitBytes = 16 << 10
    package var connectionLimit = 1024
    package var connectionLimitPerAddress = 256
    /// A connection on which nothing moves for so long is closed.
    package var idleTimeout = Duration.seconds(30)
    /// A request must be whole so soon after its first byte, however steadily it drips.
    package var requestTimeout = Duration.seconds(15)

    package init() {}
}
