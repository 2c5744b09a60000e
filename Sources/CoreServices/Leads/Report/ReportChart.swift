import Foundation
import Primitives

/// Charts of a report as inline SVG, to be read without colour too: bars carry their numbers, charts their words.
struct ReportChart {
    private static let width = 720.0
    private static let barsHeight = 180.0

    let zone: TimeZone

    /// Upright bars over time: entries pale, new leads dark before them.
    func course(_ course: [LeadHour], _ pace: SponsorReport.Pace) -> String {
        guard let busiest = course.max(by: { $0.entries < $1.entries }) else { return "" }
        let most = Double(max(1, course.map { max($0.entries, $0.leads) }.max() ?? 1))
        let step = Self.width / Double(course.count)
        let bar = max(1, step * 0.8)
        var svg = HTMLText()
        let unit = pace == .hours ? "hour" : "day"
        let leads = course.reduce(0) { $0 + $1.leads }
        svg.add(
            """
            <svg role="img" viewBox="0 0 \(Self.number(Self.width)) \(Self.number(Self.barsHeight + 40))" \
            aria-label="Leads and entries by \(unit): \(leads) leads; most entries, \(busiest.entries), \
            from \(label(busiest.start, pace, isLong: true))">
            """
        )
        for (index, hour) in course.enumerated() {
            let left = Double(index) * step + (step - bar) / 2
            for (value, style) in [(hour.entries, "entries"), (hour.leads, "leads")] where value > 0 {
                let height = max(1, Double(value) / most * (Self.barsHeight - 16))
                svg.add(
                    """
                    <rect class="\(style)" x="\(Self.number(left))" y="\(Self.number(Self.barsHeight - height))" \
                    width="\(Self.number(bar))" height="\(Self.number(height))"><title>\
                    \(label(hour.start, pace, isLong: true)): \(HTMLText.grouped(hour.leads)) leads, \
                    \(HTMLText.grouped(hour.entries)) entries</title></rect>
                    """
                )
            }
            if course.count <= 24, hour.entries > 0 {
                let height = Double(max(hour.entries, hour.leads)) / most * (Self.barsHeight - 16)
                svg.add(Self.word(HTMLText.grouped(hour.entries), x: left + bar / 2, y: Self.barsHeight - height - 4))
            }
        }
        svg.add(
            """
            <line class="axis" x1="0" y1="\(Self.number(Self.barsHeight))" x2="\(Self.number(Self.width))" \
            y2="\(Self.number(Self.barsHeight))"/>
            """
        )
        // As many labels as fit, beginning with the first bar.
        let every = Int((Double(course.count) * 64 / Self.width).rounded(.up))
        for index in stride(from: 0, to: course.count, by: max(1, every)) {
            let middle = (Double(index) + 0.5) * step
            let start = course[index].start
            svg.add(Self.word(label(start, pace, isLong: false), x: middle, y: Self.barsHeight + 16))
            if pace == .hours, index == 0 || isFirstOfDay(start) {
                svg.add(Self.word(label(start, .days, isLong: false), x: middle, y: Self.barsHeight + 32))
            }
        }
        svg.add("</svg>")
        return svg.text
    }

    /// Lying bars, one for each thing, with its number behind.
    func bars(_ rows: [(name: String, count: Int)], unit: String) -> String {
        guard !rows.isEmpty else { return "" }
        let most = Double(max(1, rows.map(\.count).max() ?? 1))
        let nameWidth = 260.0
        let room = Self.width - nameWidth - 80
        var svg = HTMLText()
        let height = Double(rows.count) * 26 + 4
        svg.add(
            """
            <svg role="img" viewBox="0 0 \(Self.number(Self.width)) \(Self.number(height))" \
            aria-label="\(HTMLText.escaped(unit)) by name: \
            \(rows.map { "\(HTMLText.escaped($0.name)) \($0.count)" }.joined(separator: ", "))">
            """
        )
        for (index, row) in rows.enumerated() {
            let top = Double(index) * 26 + 4
            let length = max(1, Double(row.count) / most * room)
            let name = HTMLText.escaped(DisplayText(untrusted: row.name).truncated(to: 38).string)
            svg.add(
                #"<text x="\#(Self.number(nameWidth - 8))" y="\#(Self.number(top + 14))" class="name">\#(name)</text>"#
            )
            svg.add(
                """
                <rect class="leads" x="\(Self.number(nameWidth))" y="\(Self.number(top))" \
                width="\(Self.number(length))" height="18"/>
                """
            )
            svg.add(
                """
                <text x="\(Self.number(nameWidth + length + 6))" y="\(Self.number(top + 14))">\
                \(HTMLText.grouped(row.count))</text>
                """
            )
        }
        svg.add("</svg>")
        return svg.text
    }

    // MARK: - Words

    private func isFirstOfDay(_ time: Timestamp) -> Bool {
        (time.milliseconds / 60_000 + Int64(zone.secondsFromGMT(for: time.date) / 60)) % 1_440 == 0
    }

    private func label(_ time: Timestamp, _ pace: SponsorReport.Pace, isLong: Bool) -> String {
        let full = time.text(secondsFromUTC: zone.secondsFromGMT(for: time.date))
        let day = String(full.prefix(10))
        let clock = String(full.dropFirst(11).prefix(5))
        switch pace {
        case .hours: return isLong ? "\(day) \(clock)" : clock
        case .days: return isLong ? day : String(day.dropFirst(5))
        }
    }

    private static func word(_ text: String, x: Double, y: Double) -> String {
        #"<text x="\#(number(x))" y="\#(number(y))" class="tick">\#(text)</text>"#
    }

    private static func number(_ value: Double) -> String { String(format: "%.1f", value) }
}
