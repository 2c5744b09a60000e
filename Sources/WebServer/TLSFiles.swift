import CMicroHTTPD
import Foundation

/// The certificate and private key as PEM text; both absent for plain HTTP.
struct TLSFiles {
    private var certificate: String?
    private var privateKey: String?

    init(_ options: HTTPServerOptions) throws(HTTPServerError) {
        switch (options.certificateFile, options.privateKeyFile) {
        case (nil, nil): return
        case (let certificatePath?, let keyPath?):
            guard mhd_shim_has_tls() != 0 else { throw .tlsMissing }
            certificate = try Self.read(certificatePath)
            privateKey = try Self.read(keyPath)
        default: throw .certificatePairIncomplete
        }
    }

    func withPointers<Result>(
        _ use: (UnsafePointer<CChar>?, UnsafePointer<CChar>?) -> Result
    ) -> Result {
        guard let certificate, let privateKey else { return use(nil, nil) }
        return certificate.withCString { certificate in privateKey.withCString { use(certificate, $0) } }
    }

    private static func read(_ path: String) throws(HTTPServerError) -> String {
        guard let file = fopen(path, "r") else {
            throw .fileUnreadable(path: path, reason: String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        // Far more than a chain of certificates needs, so that a wrong path does not fill the memory.
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        if count == 0 { throw .fileUnreadable(path: path, reason: "it is empty") }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
