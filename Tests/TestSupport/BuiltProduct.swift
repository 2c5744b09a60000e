package import Foundation

/// The programs that were built together with the tests.
package enum BuiltProduct {
    /// The executable of this name, which SwiftPM puts beside the test bundle in debug and in release.
    ///
    /// - Throws: ``TestFailure`` when there is none.
    package static func url(_ name: String) throws -> URL {
        // The bundle of the tests is itself the program that runs.
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let product = tests.deletingLastPathComponent().appending(path: name, directoryHint: .notDirectory)
        guard FileManager.default.isExecutableFile(atPath: product.path(percentEncoded: false)) else {
            throw TestFailure(
                "there is no program \(product.path(percentEncoded: false)); run 'swift build --build-tests'"
            )
        }
        return product
    }
}
