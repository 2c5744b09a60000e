/// A system that Kombo can connect.
package struct ConnectTool: Sendable, Equatable, Identifiable {
    /// Kombo's id, such as `personio`.
    package var id: String
    /// Its name, such as `Personio`; Kombo's text, unsanitised.
    package var label: String
    /// How customers connect it, in Kombo's help.
    package var guideURL: String?

    package init(id: String, label: String, guideURL: String? = nil) {
        self.id = id
        self.label = label
        self.guideURL = guideURL
    }
}

extension [ConnectTool] {
    /// Those that `text` may mean: by the beginning of id or label first, then by any part of them.
    package func completions(of text: String) -> [ConnectTool] {
        let wanted = text.lowercased()
        guard !wanted.isEmpty else { return self }
        let starting = filter { $0.id.lowercased().hasPrefix(wanted) || $0.label.lowercased().hasPrefix(wanted) }
        let holding = filter { tool in
            !starting.contains(tool)
                && (tool.id.lowercased().contains(wanted) || tool.label.lowercased().contains(wanted))
        }
        return starting + holding
    }
}
