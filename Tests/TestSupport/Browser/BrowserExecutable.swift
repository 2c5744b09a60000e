import Foundation

/// Where the browser of this machine is.
enum BrowserExecutable {
    private static let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]

    /// - Throws: ``TestFailure`` that says what to install when there is none.
    static func path(in search: String? = ProcessInfo.processInfo.environment["PATH"]) throws -> String {
        let folders = (search ?? "").split(separator: ":").map(String.init)
        for name in names {
            for folder in folders {
                let path = "\(folder)/\(name)"
                if FileManager.default.isExecutableFile(atPath: path) { return path }
            }
        }
        throw TestFailure(
            "there is no Chromium on the PATH; install it with '.ci/install-libraries --with-tests' or 'apt-get install chromium'"
        )
    }
}
