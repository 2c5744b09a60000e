/// 64 bits of a text (FNV-1a); never zero, which stands for no text.
struct WordHash: Sendable, Hashable {
    let value: UInt64

    init(_ text: String) {
        var text = text
        self = text.withUTF8 { WordHash($0) }
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        value = hash == 0 ? 1 : hash
    }
}

/// Who a person is, by the hash of the key and by how sure the key is.
struct PersonTrace: Sendable, Hashable {
    var key: WordHash
    var rank: Int8

    init(_ key: String) {
        self.key = WordHash(key)
        rank = Int8(PersonRecord.rank(of: key))
    }
}
