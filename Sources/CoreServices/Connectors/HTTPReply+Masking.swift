import Primitives

extension HTTPReply {
    /// The reply with a secret that the remote echoes replaced, before anybody reads it.
    func masking(_ secret: Secret) -> HTTPReply {
        let bytes = secret.exposed()
        guard !bytes.isEmpty else { return self }
        let text = String(decoding: bytes, as: UTF8.self)
        var masked = self
        masked.headers = headers.map { header in
            HeaderField(name: header.name, value: header.value.replacing(text, with: SecretMask.mark))
        }
        masked.body = body.replacing(bytes, with: Array(SecretMask.mark.utf8))
        return masked
    }
}
