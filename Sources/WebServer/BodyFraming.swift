import CMicroHTTPD
import Glibc

/// What a request's headers say about where its body ends (RFC 9112, section 6).
///
/// The library takes the first length where there are several, and chunks where there is a length as well. A proxy
/// that takes the other one would see other requests than callboard does, so neither is believed.
struct BodyFraming {
    private var lengths = 0
    private var encodings = 0
    private var isChunked = false

    /// Looks at the headers of the request that `connection` is at.
    init(_ connection: OpaquePointer) {
        withUnsafeMutablePointer(to: &self) { pointer in
            mhd_shim_each_header(
                connection,
                { context, _, name, value in
                    guard let context, let name else { return .YES }
                    context.assumingMemoryBound(to: BodyFraming.self).pointee.add(name, value)
                    return .YES
                },
                pointer
            )
        }
    }

    /// Whether two readers of the request could disagree about where its body ends.
    var isAmbiguous: Bool {
        lengths + encodings > 1 || (encodings == 1 && !isChunked)
    }

    private mutating func add(_ name: UnsafePointer<CChar>, _ value: UnsafePointer<CChar>?) {
        if strcasecmp(name, "content-length") == 0 {
            lengths += 1
        } else if strcasecmp(name, "transfer-encoding") == 0 {
            encodings += 1
            isChunked = value.map { strcasecmp($0, "chunked") == 0 } ?? false
        }
    }
}
