import CCrypto
import CMicroHTTPD
import Database

/// The versions of the C libraries that the core services run with, which may differ from those built against.
package enum LibraryVersions {
    /// Such as `0.9.75`.
    package static var microHTTPD: String {
        String(cString: MHD_get_version())
    }

    /// Such as `3.0.15`.
    package static var openSSL: String {
        "\(OPENSSL_version_major()).\(OPENSSL_version_minor()).\(OPENSSL_version_patch())"
    }

    /// Such as `3.40.1`.
    package static var sqlite: String {
        sqliteLibraryVersion()
    }
}
