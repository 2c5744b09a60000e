/// A port on which nobody listens and which nobody else can take while this value is there.
///
/// A port that was merely closed may belong to the server of another test a moment later.
package final class RefusingPort: Sendable {
    package let number: UInt16
    private let socket: SocketStream

    package init() throws {
        socket = try SocketStream.bound()
        number = try socket.localPort()
    }

    /// Gives the port back. Whoever takes one writes `defer { port.release() }`, so that it is held for long enough.
    package func release() {
        socket.close()
    }
}
