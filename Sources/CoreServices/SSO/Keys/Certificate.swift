import CCrypto
import Foundation
package import Primitives

/// An X.509 certificate, as far as a signing key needs one: whose key, and from when to when.
package final class Certificate {
    private let handle: OpaquePointer
    package let validFrom: Timestamp
    package let validUntil: Timestamp

    /// `nil` when `bytes` hold no certificate in PEM form.
    package init?(pem bytes: [UInt8]) {
        guard let handle = crypto_shim_certificate(bytes, Int32(clamping: bytes.count)) else {
            ERR_clear_error()
            return nil
        }
        var start = tm()
        var end = tm()
        guard crypto_shim_validity(handle, &start, &end) == 1 else {
            ERR_clear_error()
            X509_free(handle)
            return nil
        }
        self.handle = handle
        validFrom = Timestamp(milliseconds: Int64(timegm(&start)) * 1000)
        validUntil = Timestamp(milliseconds: Int64(timegm(&end)) * 1000)
    }

    deinit { X509_free(handle) }

    package func publicKey() throws(AsymmetricKey.Unusable) -> AsymmetricKey {
        guard let key = AsymmetricKey.publicKey(taking: X509_get_pubkey(handle)) else {
            throw AsymmetricKey.Unusable(
                message: "is a certificate for a key that cannot sign tokens; expected RSA of 2048 bits, or P-256"
            )
        }
        return key
    }
}
