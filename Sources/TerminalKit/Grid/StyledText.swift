package import Primitives

/// A line of text whose pieces have looks of their own.
package struct StyledText: Sendable, Equatable {
    /// One piece.
    package struct Span: Sendable, Equatable {
        package var text: DisplayText
        package var slot: StyleSlot

        package init(text: DisplayText, slot: StyleSlot) {
            self.text = text
            self.slot = slot
        }
    }

    package var spans: [Span]

    package init(_ spans: [Span] = []) {
        self.spans = spans
    }

    package init(_ text: DisplayText, _ slot: StyleSlot = .text) {
        spans = text.isEmpty ? [] : [Span(text: text, slot: slot)]
    }

    package var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }

    /// Terminal columns this takes.
    package var width: Int { spans.reduce(0) { $0 + $1.text.width } }

    /// The text without its looks.
    package var text: DisplayText { spans.map(\.text).joined() }

    /// The text cut to at most `columns` columns, ending in `…` if something was cut.
    package func truncated(to columns: Int) -> StyledText {
        guard width > columns else { return self }
        guard columns > 0 else { return StyledText() }
        var rest = columns - 1
        var kept: [Span] = []
        for span in spans {
            let width = span.text.width
            if width > rest {
                kept.append(Span(text: span.text.prefix(columns: rest) + "…", slot: span.slot))
                break
            }
            kept.append(span)
            rest -= width
        }
        return StyledText(kept)
    }

    package static func + (left: StyledText, right: StyledText) -> StyledText {
        StyledText(left.spans + right.spans)
    }

    package static func += (left: inout StyledText, right: StyledText) {
        left.spans += right.spans
    }
}

extension StyledText: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) {
        self.init(DisplayText(stringLiteral: value))
    }

    package init(stringInterpolation: DisplayText.StringInterpolation) {
        self.init(DisplayText(stringInterpolation: stringInterpolation))
    }
}
