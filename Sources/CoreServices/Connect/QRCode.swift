import CQREncode

/// A text as a code that telephones read, in modules that are dark or light.
package struct QRCode: Sendable, Equatable {
    /// Modules in a row, and rows.
    package let size: Int
    private let dark: [Bool]

    /// `nil` when the text is too long for any code.
    package init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard width > 0, let modules = code.pointee.data else { return nil }
        size = width
        // The lowest bit says whether a module is dark; the others say what it is there for.
        dark = (0..<width * width).map { modules[$0] & 1 == 1 }
    }

    /// Whether a module is dark; those around the code are light.
    package func isDark(row: Int, column: Int) -> Bool {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return false }
        return dark[row * size + column]
    }
}
