/// A value that must never reach a screen, a log, an export or an error message.
///
/// Printing one in any way gives `•••`; the bytes are had only by asking for them by name.
public struct Secret: Sendable, Equatable {
    private let bytes: [UInt8]

    public init(_ text: String) {
        bytes = Array(text.utf8)
    }

    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The number of bytes, which a check of strength may tell.
    public var count: Int { bytes.count }

    /// The secret itself, for the one call that needs it.
    public func exposed() -> [UInt8] { bytes }

    /// Compares in a time that depends only on the length of `candidate`, never on where the two differ.
    public static func == (left: Secret, right: Secret) -> Bool {
        left.matches(right.bytes)
    }

    /// Whether `candidate` is this secret, found in a time that does not tell where they differ.
    public func matches(_ candidate: some Collection<UInt8>) -> Bool {
        var difference: UInt8 = bytes.count == candidate.count ? 0 : 1
        var index = 0
        for byte in candidate {
            difference |= byte ^ (bytes.isEmpty ? 0xff : bytes[index % bytes.count])
            index += 1
        }
        return difference == 0
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "•••" }
    public var debugDescription: String { "•••" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
