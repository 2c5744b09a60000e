/// Finds what a person probably meant when they mistyped a name.
package enum NearestName {
    /// The candidate that differs least from `typed`, or `nil` when none is close enough to be worth suggesting.
    ///
    /// Close enough is a third of the typed name's length, at least one edit and at most three; a candidate that
    /// `typed` begins counts as one edit. Ties go to the candidate listed first. Case is ignored.
    package static func find(_ typed: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(typed.lowercased().unicodeScalars.prefix(longestConsidered))
        guard !wanted.isEmpty else { return nil }
        let allowance = min(3, max(1, wanted.count / 3))
        var best: (name: String, edits: Int)?
        for candidate in candidates {
            let other = Array(candidate.lowercased().unicodeScalars.prefix(longestConsidered))
            let isBeginning = wanted.count >= 2 && other.starts(with: wanted)
            let edits = isBeginning && other.count > wanted.count ? 1 : distance(wanted, other)
            if edits <= allowance, edits < best?.edits ?? .max { best = (candidate, edits) }
        }
        return best?.name
    }

    /// Longer names are compared by their first scalars only, so that a hostile argument costs little.
    private static let longestConsidered = 64

    /// Insertions, deletions, replacements and swaps of neighbours that turn one into the other.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, scalar) in left.enumerated() {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for (column, other) in right.enumerated() {
                var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (scalar == other ? 0 : 1))
                if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
