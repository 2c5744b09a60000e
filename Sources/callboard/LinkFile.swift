package import Console
import Foundation
import Glibc
package import Primitives

/// Files with links in them, in a folder that only this account can read.
package struct LinkFile: Sendable {
    private let folder: String

    package init(folder: String) {
        self.folder = folder
    }

    /// Writes a link and a line end into a file of mode 0600, in the place of the one before, and gives its path.
    package func write(_ link: Secret, named name: String) throws(QueryFailure) -> String {
        try write(link.exposed() + Array("\n".utf8), named: name)
    }

    /// Writes a page that leads a browser to a link, so that no program's arguments hold it.
    func writePage(to link: Secret, named name: String) throws(QueryFailure) -> String {
        let address = String(decoding: link.exposed(), as: UTF8.self)
            .replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
        let page = """
            <!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">
            <meta http-equiv="refresh" content="0; url=&quot;\(address)&quot;"><title>callboard</title>
            <a href="\(address)">Connect</a>

            """
        return try write(Array(page.utf8), named: name)
    }

    func remove(_ path: String) { unlink(path) }

    private func write(_ bytes: [UInt8], named name: String) throws(QueryFailure) -> String {
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw QueryFailure(reason: "the folder \(folder) could not be made: \(error.localizedDescription)")
        }
        let path = "\(folder)/\(name)"
        // What lies there may be another's, or lead elsewhere, so nothing is written into it.
        unlink(path)
        let file = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.failure(path, errno) }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else {
                let code = errno
                unlink(path)
                throw Self.failure(path, code)
            }
            rest = rest.dropFirst(max(0, count))
        }
        return path
    }

    private static func failure(_ path: String, _ code: Int32) -> QueryFailure {
        QueryFailure(reason: "\(path) could not be written: \(String(cString: strerror(code)))")
    }
}
