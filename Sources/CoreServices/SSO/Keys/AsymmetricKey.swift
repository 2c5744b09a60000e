import CCrypto
import Foundation
package import Primitives

/// A key of RSA or of P-256 that OpenSSL holds: a pair, or the public half alone.
///
/// Unchecked since the compiler cannot see into C: nothing changes the key after `init`, and OpenSSL lets any number of
/// threads sign and verify with one.
package final class AsymmetricKey: @unchecked Sendable {
    /// Why some text is not a key that tokens can be signed or checked with; what to do about it.
    package struct Unusable: Error, Sendable, Equatable {
        package var message: String
    }

    /// The shortest RSA key that RFC 7518, section 3.3, allows.
    package static let shortestModulusBits = 2048

    let handle: OpaquePointer
    package let algorithm: TokenAlgorithm
    /// Whether it can sign.
    package let isPrivate: Bool
    package let bits: Int

    /// Takes over `handle`.
    private init(_ handle: OpaquePointer, isPrivate: Bool) throws(Unusable) {
        self.handle = handle
        self.isPrivate = isPrivate
        bits = Int(crypto_shim_bits(handle))
        if crypto_shim_is_rsa(handle) == 1 {
            algorithm = .rs256
        } else if crypto_shim_is_p256(handle) == 1 {
            algorithm = .es256
        } else {
            // Nobody else frees it: deinit does not run before every property has a value.
            EVP_PKEY_free(handle)
            throw Unusable(message: "is neither an RSA key nor one of the curve P-256; make one of those")
        }
        if algorithm == .rs256, bits < Self.shortestModulusBits {
            throw Unusable(
                message: "is an RSA key of \(bits) bits; make one of at least \(Self.shortestModulusBits) bits"
            )
        }
    }

    deinit { EVP_PKEY_free(handle) }

    /// Reads the private key of a PEM text.
    package static func privateKey(pem: Secret) throws(Unusable) -> AsymmetricKey {
        let bytes = pem.exposed()
        if let handle = crypto_shim_private_key(bytes, Int32(clamping: bytes.count)) {
            return try AsymmetricKey(handle, isPrivate: true)
        }
        ERR_clear_error()
        let text = String(decoding: bytes, as: UTF8.self)
        if text.contains("ENCRYPTED") {
            throw Unusable(
                message: "is protected by a passphrase, which nobody is there to type; keep it without one, in a file "
                    + "of mode 600"
            )
        }
        if text.contains("PUBLIC KEY") || text.contains("CERTIFICATE") {
            throw Unusable(message: "holds a public key, which cannot sign; give the private key, or use publicKeyFile")
        }
        throw Unusable(message: "holds no private key in PEM form; expected -----BEGIN PRIVATE KEY-----")
    }

    /// Reads the public key of a PEM text: a bare key or that of a certificate.
    package static func publicKey(pem bytes: [UInt8]) throws(Unusable) -> AsymmetricKey {
        if let handle = crypto_shim_public_key(bytes, Int32(clamping: bytes.count)) {
            return try AsymmetricKey(handle, isPrivate: false)
        }
        ERR_clear_error()
        if let certificate = Certificate(pem: bytes) { return try certificate.publicKey() }
        if String(decoding: bytes, as: UTF8.self).contains("PRIVATE KEY") {
            throw Unusable(message: "holds a private key where a public one is enough; give its public half")
        }
        throw Unusable(
            message: "holds no public key in PEM form; expected -----BEGIN PUBLIC KEY----- or a certificate"
        )
    }

    /// Takes over a public key that OpenSSL has made of numbers; `nil` for numbers that are no key.
    static func publicKey(taking handle: OpaquePointer?) -> AsymmetricKey? {
        guard let handle else {
            ERR_clear_error()
            return nil
        }
        return try? AsymmetricKey(handle, isPrivate: false)
    }

    /// Whether both have the same public half.
    package func isPair(of other: AsymmetricKey) -> Bool {
        EVP_PKEY_eq(handle, other.handle) == 1
    }
}
