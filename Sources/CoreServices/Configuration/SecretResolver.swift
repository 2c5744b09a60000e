import Primitives

/// Finds secrets where the configuration says they are kept.
struct SecretResolver {
    /// The kinds of places, by the name each has in the file.
    enum Place: String, CaseIterable {
        /// A variable of the environment.
        case env
        /// A file that holds one secret and nothing else.
        case file
        /// A line of `callboard.secrets` beside the configuration.
        case secret
    }

    enum Failure: Error, Equatable {
        /// It is not there, or may not be used; what to do about it.
        case absent(String)
        /// The secrets file itself is at fault.
        case brokenFile([ConfigurationProblem])
    }

    private static let sizeLimit = 64 << 10

    private let directory: String
    private let surroundings: ConfigurationSurroundings
    private var secretsFile: Result<SecretsFile, Failure>?

    /// `directory` is where relative paths begin and where `callboard.secrets` lies.
    init(directory: String, surroundings: ConfigurationSurroundings) {
        self.directory = directory
        self.surroundings = surroundings
    }

    mutating func resolve(_ place: Place, _ name: String) throws(Failure) -> Secret {
        switch place {
        case .env:
            guard let value = surroundings.variable(name) else {
                throw .absent("the environment variable \(name) is not set; set it before starting callboard")
            }
            return Secret(value)
        case .file: return try read(surroundings.resolve(name, from: directory))
        case .secret: return try find(name)
        }
    }

    private func read(_ path: String) throws(Failure) -> Secret {
        let contents: SmallFile.Contents
        do {
            contents = try SmallFile.read(path, limit: Self.sizeLimit)
        } catch {
            throw .absent("\(path) \(error.message)")
        }
        guard contents.permissions & 0o077 == 0 else { throw .absent(ConfigurationDecoding.tooOpen(path)) }
        var bytes = contents.bytes[...]
        // Editors and `echo` end a file with a line feed, which is no part of the secret.
        while let last = bytes.last, last == 0x0a || last == 0x0d { bytes.removeLast() }
        return Secret(bytes: Array(bytes))
    }

    private mutating func find(_ name: String) throws(Failure) -> Secret {
        let path = "\(directory)/\(SecretsFile.name)"
        let result: Result<SecretsFile, Failure>
        if let known = secretsFile {
            result = known
        } else {
            result = Self.load(path)
            secretsFile = result
        }
        let file = try result.get()
        if let secret = file.secrets[name] { return secret }
        let suggestion = NearestName.find(name, among: file.secrets.keys.sorted()).map { "; did you mean '\($0)'" }
        throw .absent("'\(name)' is not in \(path)\(suggestion ?? "; add a line '\(name) = ...'")")
    }

    private static func load(_ path: String) -> Result<SecretsFile, Failure> {
        do {
            let contents = try SmallFile.read(path, limit: sizeLimit)
            guard contents.permissions & 0o077 == 0 else {
                return .failure(broken(path, ConfigurationDecoding.tooOpen(path)))
            }
            let file = SecretsFile(contents.bytes, path: path)
            return file.problems.isEmpty ? .success(file) : .failure(.brokenFile(file.problems))
        } catch {
            return .failure(broken(path, "\(error.message); it holds the secrets that the configuration names"))
        }
    }

    private static func broken(_ path: String, _ message: String) -> Failure {
        .brokenFile([ConfigurationProblem(file: path, key: "", message: message)])
    }
}
