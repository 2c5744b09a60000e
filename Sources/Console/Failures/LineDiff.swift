/// What differs between two texts, line by line.
enum LineDiff {
    enum Line: Equatable {
        case same(String)
        case removed(String)
        case added(String)
        /// So many equal lines that are left out.
        case skipped(Int)
    }

    /// The lines that differ, with one equal line around each change.
    static func lines(from old: String, to new: String) -> [Line] {
        let old = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let new = new.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let difference = new.difference(from: old)
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var lines: [Line] = []
        var left = 0
        var right = 0
        while left < old.count || right < new.count {
            if left < old.count, removed.contains(left) {
                lines.append(.removed(old[left]))
                left += 1
            } else if right < new.count, added.contains(right) {
                lines.append(.added(new[right]))
                right += 1
            } else if left < old.count {
                lines.append(.same(old[left]))
                left += 1
                right += 1
            } else {
                break
            }
        }
        return shortened(lines)
    }

    private static func shortened(_ lines: [Line]) -> [Line] {
        func isSame(_ index: Int) -> Bool {
            guard lines.indices.contains(index) else { return true }
            if case .same = lines[index] { return true }
            return false
        }
        var result: [Line] = []
        var skipped = 0
        for index in lines.indices {
            if isSame(index), isSame(index - 1), isSame(index + 1) {
                skipped += 1
                continue
            }
            if skipped > 0 { result.append(.skipped(skipped)) }
            skipped = 0
            result.append(lines[index])
        }
        if skipped > 0 { result.append(.skipped(skipped)) }
        return result
    }
}
