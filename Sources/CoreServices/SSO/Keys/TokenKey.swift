package import Primitives

/// A key that tokens are signed or checked with, and the name it goes by.
package struct TokenKey: Sendable, Equatable {
    package enum Material: Sendable {
        /// Of HS256: whoever checks could sign as well.
        case secret(Secret)
        case key(AsymmetricKey)
    }

    /// The `kid` of tokens that it signs.
    package var id: String
    package var material: Material
    /// When its certificate begins and ends to hold; `nil` for a bare key.
    package var validity: Range<Timestamp>?

    package init(id: String, material: Material, validity: Range<Timestamp>? = nil) {
        self.id = id
        self.material = material
        self.validity = validity
    }

    package var algorithm: TokenAlgorithm {
        switch material {
        case .secret: .hs256
        case .key(let key): key.algorithm
        }
    }

    package var canSign: Bool {
        switch material {
        case .secret: true
        case .key(let key): key.isPrivate
        }
    }

    /// What to say of its strength: `32 bytes`, `2048 bits`.
    package var strength: String {
        switch material {
        case .secret(let secret): "\(secret.count) \(secret.count == 1 ? "byte" : "bytes")"
        case .key(let key): "\(key.bits) bits"
        }
    }

    /// The key as others may see it, in a key set; `nil` for a secret, which nobody may.
    package var publicText: String? {
        switch material {
        case .secret: nil
        case .key(let key): JSONWebKey.text(of: key, id: id)
        }
    }

    /// The signature of `message`; `nil` when this is the public half of a key alone.
    func signature(of message: [UInt8]) -> [UInt8]? {
        switch material {
        case .secret(let secret): MessageDigest.hmacSHA256(message, key: secret.exposed())
        case .key(let key): key.signature(of: message)
        }
    }

    func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        switch material {
        case .secret(let secret):
            MessageDigest.isEqual(MessageDigest.hmacSHA256(message, key: secret.exposed()), signature)
        case .key(let key): key.verifies(signature, of: message)
        }
    }

    package static func == (left: TokenKey, right: TokenKey) -> Bool {
        guard left.id == right.id, left.validity == right.validity else { return false }
        switch (left.material, right.material) {
        case (.secret(let one), .secret(let other)): return one == other
        case (.key(let one), .key(let other)): return one.isPrivate == other.isPrivate && one.isPair(of: other)
        case (.secret, .key), (.key, .secret): return false
        }
    }
}
