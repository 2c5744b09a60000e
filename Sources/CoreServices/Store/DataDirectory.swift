import Foundation

/// The folder that holds everything callboard keeps: the journal, the search index, the lock and the log.
package struct DataDirectory: Sendable, Equatable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// The journal: the one file that must not be lost.
    package var journal: String { path + "/journal.db" }
    /// The search index, which can be built again from the journal.
    package var searchIndex: String { path + "/search.db" }
    package var instanceLock: String { path + "/callboard.lock" }
    package var searchLock: String { path + "/search.lock" }
    package var log: String { path + "/callboard.log" }

    /// Makes the folder, readable by its owner only, unless it is there.
    ///
    /// - Throws: `StoreError.cannotMakeDirectory`.
    package func create() throws(StoreError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error ?? error
            throw .cannotMakeDirectory(path: path, reason: Self.reason(cause as NSError))
        }
    }

    /// The system's words where there are any; Foundation's are a sentence of their own.
    private static func reason(_ error: NSError) -> String {
        if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
        return error.localizedFailureReason ?? error.localizedDescription
    }

    package var holdsStore: Bool { FileManager.default.fileExists(atPath: journal) }
}

/// Why a store cannot be used.
package enum StoreError: Error, Equatable, CustomStringConvertible {
    case cannotMakeDirectory(path: String, reason: String)
    case cannotLock(path: String, reason: String)
    case noStore(path: String)
    /// The journal is there and cannot be read as one.
    case damaged(path: String, reason: String)
    /// An earlier callboard made the journal, and only an owner brings it up to date.
    case outdated(path: String)

    package var description: String {
        switch self {
        case .cannotMakeDirectory(let path, let reason):
            "cannot make the data folder \(path): \(reason); choose another with --data or dataDirectory"
        case .cannotLock(let path, let reason):
            "cannot lock \(path): \(reason); check who owns the data folder"
        case .noStore(let path):
            "there is no callboard store in \(path); start `callboard` or `callboard serve` there first, or name another"
                + " folder with --data"
        case .damaged(let path, let reason):
            "\(path) is damaged or not a callboard store (\(reason)); put a copy of it in its place, or name another"
                + " folder with --data"
        case .outdated(let path):
            "an earlier callboard made \(path); start `callboard` or `callboard serve` once to bring it up to date"
        }
    }
}
