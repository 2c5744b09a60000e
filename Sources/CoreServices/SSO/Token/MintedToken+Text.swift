import Primitives

extension MintedToken {
    /// Enough to recognise it by and too little to use it: `eyJhbG•••8-Fw`.
    package var maskedText: String {
        let bytes = text.exposed()
        let start = String(decoding: bytes.prefix(6), as: UTF8.self)
        return "\(start)•••\(String(decoding: bytes.suffix(4), as: UTF8.self))"
    }
}
