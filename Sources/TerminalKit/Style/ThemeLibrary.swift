internal import Foundation

/// The themes there are: those built in, and `NAME.theme` files in folders, which win over built-in ones.
package struct ThemeLibrary: Sendable {
    private let folders: [String]

    /// Looks in `folders`, the first first, then among the built-in themes.
    package init(folders: [String] = []) {
        self.folders = folders
    }

    /// Names of the built-in themes.
    package static let builtInNames = ["dark", "light", "mono"]

    /// The theme called `name`.
    ///
    /// - Throws: `ThemeError` when there is none, or its file cannot be read or is wrong.
    package func theme(named name: String) throws(ThemeError) -> Theme {
        try theme(named: name, mayInherit: true)
    }

    /// Names of all themes, in order.
    package var names: [String] {
        var found = Set(Self.builtInNames)
        for folder in folders {
            for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            where file.hasSuffix(".theme") {
                found.insert(String(file.dropLast(".theme".count)))
            }
        }
        return found.sorted()
    }

    private func theme(named name: String, mayInherit: Bool) throws(ThemeError) -> Theme {
        guard let (source, file) = try source(of: name) else {
            throw ThemeError(
                file: "\(name).theme",
                line: 0,
                column: 0,
                message: "no such theme; there are \(names.joined(separator: ", "))"
            )
        }
        return try ThemeParser.parse(source, name: name, file: file) { parent throws(ThemeError) in
            guard mayInherit, parent != name, try self.source(of: parent) != nil else { return nil }
            return try theme(named: parent, mayInherit: false)
        }
    }

    private func source(of name: String) throws(ThemeError) -> (source: String, file: String)? {
        // A name is no path: it must not lead out of the folders.
        guard !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else { return nil }
        for folder in folders {
            let path = "\(folder)/\(name).theme"
            guard FileManager.default.fileExists(atPath: path) else { continue }
            guard let data = FileManager.default.contents(atPath: path) else {
                throw ThemeError(file: path, line: 0, column: 0, message: "cannot be read; check its permissions")
            }
            guard let text = String(validating: data, as: UTF8.self) else {
                throw ThemeError(file: path, line: 0, column: 0, message: "is not UTF-8 text; save it as UTF-8")
            }
            return (text, path)
        }
        guard let text = Self.builtInSource(of: name) else { return nil }
        return (text, "\(name).theme")
    }

    private static func builtInSource(of name: String) -> String? {
        switch name {
        case "dark": String(decoding: PackageResources.dark_theme, as: UTF8.self)
        case "light": String(decoding: PackageResources.light_theme, as: UTF8.self)
        case "mono": String(decoding: PackageResources.mono_theme, as: UTF8.self)
        default: nil
        }
    }
}
