import Foundation

/// Writes a first configuration with a fresh secret; never touches a file that exists.
package struct ConfigurationInitialiser: Sendable {
    /// What was written, as absolute paths.
    package struct Written: Sendable, Equatable {
        /// The path of `callboard.json5`.
        package var configurationFile: String
        /// The path of `callboard.secrets`.
        package var secretsFile: String
        /// The path of the sample workflow; `nil` when there is one already, or it could not be written.
        package var sampleFile: String?
    }

    /// Why nothing was written.
    package struct Failure: Error, Equatable, CustomStringConvertible {
        /// One sentence: which file, why, and what to do.
        package var description: String
    }

    private let directory: String

    /// `directory` is an absolute path; it is made when it is not there.
    package init(directory: String) {
        self.directory = directory
    }

    /// Writes both files, the secrets with mode 600, and a sample workflow.
    ///
    /// - Throws: When either file exists already or cannot be written; then neither is left behind.
    package func write() throws(Failure) -> Written {
        var written = Written(
            configurationFile: "\(directory)/\(ConfigurationLoader.fileName)",
            secretsFile: "\(directory)/\(SecretsFile.name)"
        )
        for path in [written.configurationFile, written.secretsFile] {
            var status = stat()
            if lstat(path, &status) == 0 { throw Self.exists(path) }
        }
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        } catch {
            throw Failure(description: "\(directory) cannot be made; choose another folder with --directory.")
        }
        try Self.create(written.secretsFile, ConfigurationTemplate.secrets(Self.freshSecret()), permissions: 0o600)
        do {
            try Self.create(written.configurationFile, ConfigurationTemplate.configuration, permissions: 0o644)
        } catch {
            unlink(written.secretsFile)
            throw error
        }
        written.sampleFile = writeSample()
        return written
    }

    /// Nobody needs the sample to begin, so that nothing is said where it cannot be written.
    private func writeSample() -> String? {
        let folder = "\(directory)/workflows"
        let path = "\(folder)/\(WorkflowTemplate.fileName)"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Self.create(path, WorkflowTemplate.sample, permissions: 0o644)
            return path
        } catch {
            return nil
        }
    }

    /// 256 bits from the system's generator, in hex so that they fit any header and any URL.
    private static func freshSecret() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<32).map { _ in
            let digits = String(UInt8.random(in: .min ... .max, using: &generator), radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private static func create(_ path: String, _ text: String, permissions: mode_t) throws(Failure) {
        // O_EXCL: a file that appeared since the check is not overwritten either.
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, permissions)
        guard descriptor >= 0 else {
            if errno == EEXIST { throw exists(path) }
            throw Failure(description: "\(path) cannot be written (\(String(cString: strerror(errno)))).")
        }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let reason = String(cString: strerror(errno))
                unlink(path)
                throw Failure(description: "\(path) cannot be written (\(reason)).")
            }
            rest = rest.dropFirst(count)
        }
    }

    private static func exists(_ path: String) -> Failure {
        Failure(description: "\(path) exists and is left as it is; move it away or choose a folder with --directory.")
    }
}
