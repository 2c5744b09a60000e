import Console
import Foundation
import Glibc
import Primitives

/// Opens a link in a browser of this machine, where a person would see it.
package struct LinkBrowser: Sendable {
    /// How long the page that leads to the link stays: a browser that is not running yet takes its time.
    private static let pageLifetime = Duration.seconds(30)

    private let environment: [String: String]

    package init(environment: [String: String]) {
        self.environment = environment
    }

    /// Why no browser can be opened; `nil` when one can.
    package var obstacle: String? {
        if ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].contains(where: { isSet($0) }) {
            return "a browser would open on the machine that you reached by SSH; c copies the link, s shows a QR code"
        }
        guard isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") else {
            return "this machine shows no windows, so there is no browser; c copies the link, s shows a QR code"
        }
        return opener == nil ? "there is no xdg-open on this machine; c copies the link" : nil
    }

    /// Opens a link by way of a page that only this account can read, and which then goes.
    func open(_ link: Secret, by files: LinkFile) async throws {
        if let obstacle { throw QueryFailure(reason: obstacle) }
        guard let opener else { return }
        let page = try files.writePage(to: link, named: "open-\(UInt32.random(in: 0...UInt32.max)).html")
        let process = Process()
        process.executableURL = URL(filePath: opener)
        process.arguments = [page]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            files.remove(page)
            throw QueryFailure(reason: "\(opener) could not be started: \(error.localizedDescription)")
        }
        Task.detached {
            try? await Task.sleep(for: Self.pageLifetime)
            files.remove(page)
        }
    }

    private func isSet(_ name: String) -> Bool { environment[name]?.isEmpty == false }

    private var opener: String? {
        (environment["PATH"] ?? "").split(separator: ":").lazy
            .map { "\($0)/xdg-open" }
            .first { access($0, X_OK) == 0 }
    }
}
