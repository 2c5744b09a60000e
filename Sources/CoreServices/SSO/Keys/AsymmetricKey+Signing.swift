import CCrypto

extension AsymmetricKey {
    /// Two numbers of 32 bytes: the form that RFC 7518, section 3.4, gives a signature of ES256.
    private static let joinedSignatureBytes = 64
    /// The most that such a signature takes in DER.
    private static let encodedSignatureBytes = 72

    /// The signature of `message` in the form that a token carries; `nil` when OpenSSL cannot make one.
    func signature(of message: [UInt8]) -> [UInt8]? {
        guard isPrivate, let context = EVP_MD_CTX_new() else { return nil }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, handle) == 1 else { return nil }
        var count = Int(EVP_PKEY_get_size(handle))
        var signature = [UInt8](repeating: 0, count: count)
        guard EVP_DigestSign(context, &signature, &count, message, message.count) == 1 else { return nil }
        guard algorithm == .es256 else { return Array(signature[..<count]) }
        var joined = [UInt8](repeating: 0, count: Self.joinedSignatureBytes)
        return crypto_shim_joined_signature(signature, count, &joined) == 1 ? joined : nil
    }

    /// Whether `signature`, in the form that a token carries, is this key's for `message`.
    func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        var encoded = signature
        switch algorithm {
        case .hs256: return false
        case .rs256: if signature.count != Int(EVP_PKEY_get_size(handle)) { return false }
        case .es256:
            guard signature.count == Self.joinedSignatureBytes else { return false }
            encoded = [UInt8](repeating: 0, count: Self.encodedSignatureBytes)
            let count = crypto_shim_der_signature(signature, &encoded, Int32(encoded.count))
            encoded = Array(encoded[..<Int(count)])
        }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(context)
            // A signature that does not fit leaves an entry there each time.
            ERR_clear_error()
        }
        guard EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, handle) == 1 else { return false }
        return EVP_DigestVerify(context, encoded, encoded.count, message, message.count) == 1
    }
}
