import CCrypto

/// The two one-way functions that ingest needs, computed by OpenSSL.
package enum MessageDigest {
    /// The length in bytes of everything this type returns.
    package static let byteCount = 32

    /// SHA-256 of `bytes`.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
            SHA256(bytes, bytes.count, buffer.baseAddress)
            count = byteCount
        }
    }

    /// HMAC-SHA256 (RFC 2104) of `message` under `key`.
    package static func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        var length: UInt32 = 0
        return [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
            // An empty array may have no address, and OpenSSL reads a null key as "the key of the last call".
            let result = (key.isEmpty ? [0] : key).withUnsafeBufferPointer { keyBuffer in
                HMAC(
                    EVP_sha256(),
                    keyBuffer.baseAddress,
                    Int32(key.count),
                    message,
                    message.count,
                    buffer.baseAddress,
                    &length
                )
            }
            // Without the algorithm there is no digest to compare; an empty one matches nothing.
            count = result == nil ? 0 : Int(length)
        }
    }

    /// Whether both are equal, in a time that depends on their lengths alone.
    package static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && !left.isEmpty && CRYPTO_memcmp(left, right, left.count) == 0
    }
}
