import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

/// Tokens that others made, and keys made by the `openssl` command.
enum TokenSample {
    static let issued = Timestamp(milliseconds: 1_700_000_000_000)
    static let shortSecret = Secret("komo-test-secret")
    /// HS256 under `shortSecret`, made with jsonwebtoken's defaults.
    static let komo =
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1LTEiLCJlbWFpbCI6ImFkYUBleGFtcGxlLmNvbSIsImZpcnN0X25hbWUiOiJBZGEiLCJsYXN0X25hbWUiOiJMb3ZlbGFjZSIsImlhdCI6MTcwMDAwMDAwMCwiZXhwIjoxNzAwMDAzNjAwLCJpc3MiOiJldmVudC1jb25zb2xlIn0.z7qosnbkdeCec4IMWd3DrTLpDJUgd1ORUvJh2lbTmO8"

    /// RFC 7515, appendix A.1: HS256.
    static let rfcHS256 =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    static let rfcSecret =
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"

    /// RFC 7515, appendix A.2: RS256.
    static let rfcRS256 =
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
    static let rfcRSAKey =
        #"{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}"#

    /// RFC 7515, appendix A.3: ES256.
    static let rfcES256 =
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
    static let rfcECKey =
        #"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#

    /// Shortly before the tokens of RFC 7515 expire.
    static let rfcTime = Timestamp(milliseconds: 1_300_819_379_000)

    static func key(_ json: String, id: String = "") throws -> TokenKey {
        TokenKey(id: id, material: .key(try JSONWebKey.key(try JSONReader.read(Array(json.utf8)))))
    }

    /// A new private key in PEM form, as the `openssl` command makes it.
    static func privateKey(_ algorithm: TokenAlgorithm, bits: Int = 2048) throws -> String {
        let command =
            algorithm == .rs256
            ? ["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:\(bits)"]
            : ["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
        let pem = try Shell.run(command)
        try #require(pem.contains("PRIVATE KEY"))
        return pem
    }

    /// A token of these two JSON texts, signed by `key` whatever they say.
    static func forged(_ header: String, _ claims: String, by key: TokenKey) -> [UInt8] {
        let signed = Base64URL.encode(Array(header.utf8)) + [0x2e] + Base64URL.encode(Array(claims.utf8))
        return signed + [0x2e] + Base64URL.encode(key.signature(of: signed) ?? [])
    }

    static let secretKey = TokenKey(id: "one", material: .secret(Secret("0123456789abcdef0123456789abcdef")))

    /// A configuration in which `keys` sign and check.
    static func configuration(_ keys: [TokenKey] = [secretKey]) -> SSOConfiguration {
        var configuration = SSOConfiguration()
        configuration.issuer = "event-console"
        configuration.keys = keys
        return configuration
    }

    static func ada() throws -> TokenIdentity {
        try TokenIdentity(subject: "u-1", email: "ada@example.com", firstName: "Ada", lastName: "Lovelace")
    }
}
