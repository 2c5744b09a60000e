import Foundation

/// Where the time of day comes from; tests pass one that stands still or moves when told.
public struct WallClock: Sendable {
    private let read: @Sendable () -> Timestamp

    public init(_ read: @escaping @Sendable () -> Timestamp) {
        self.read = read
    }

    public func now() -> Timestamp {
        read()
    }

    /// The clock of the operating system.
    public static let system = WallClock { Timestamp(Date()) }
}
