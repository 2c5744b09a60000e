/// Turns byte offsets of a text into the line and column that an editor shows.
struct SourceMap {
    private let bytes: [UInt8]
    private let lineStarts: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lineStarts = [0] + bytes.indices.filter { bytes[$0] == 0x0a }.map { $0 + 1 }
    }

    /// The line and the column of `offset`, both counted from 1; the column counts Unicode scalars.
    func position(of offset: Int) -> (line: Int, column: Int) {
        let offset = min(max(offset, 0), bytes.count)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let before = bytes[lineStarts[low]..<offset]
        let scalars = before.count { $0 & 0xc0 != 0x80 }
        let hasByteOrderMark = low == 0 && before.starts(with: [0xef, 0xbb, 0xbf])
        return (low + 1, scalars + 1 - (hasByteOrderMark ? 1 : 0))
    }
}
