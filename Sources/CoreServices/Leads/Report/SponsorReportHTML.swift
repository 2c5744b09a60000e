import Foundation
import Primitives

/// A report as one HTML file that needs nothing else: no script, no font, no picture and no request.
struct SponsorReportHTML {
    private let report: SponsorReport
    private let eventName: String
    private let consent: ConsentRule
    private let zone: TimeZone
    private let version: String

    init(_ report: SponsorReport, eventName: String, consent: ConsentRule, zone: TimeZone, version: String) {
        self.report = report
        self.eventName = eventName
        self.consent = consent
        self.zone = zone
        self.version = version
    }

    var text: String {
        var html = HTMLText()
        let name = HTMLText.escaped(report.sponsor?.name ?? "All sponsors")
        let event = HTMLText.escaped(eventName)
        html.add(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>\(name), \(event)</title>
            <style>
            \(Self.style)
            </style>
            </head>
            <body>
            <header>
            <p class="event">\(event)</p>
            <h1>\(name)</h1>
            <p>\(period)</p>
            </header>
            """
        )
        addFigures(to: &html)
        addCourse(to: &html)
        if report.sponsor == nil { addBoard(to: &html) } else { addCards(to: &html) }
        addNotes(to: &html)
        html.add("</body>\n</html>")
        return html.text
    }

    // MARK: - Parts

    private var row: SponsorBoard.Row? {
        report.sponsor.flatMap { sponsor in report.board.rows.first { $0.id == sponsor.id } }
    }

    private func addFigures(to html: inout HTMLText) {
        html.add("<section class=\"figures\">")
        let board = report.board
        if report.sponsor == nil {
            html.add(figure("people reached", board.people))
            html.add(figure("entries", board.entries))
            html.add(figure("sponsors", board.rows.count { $0.leads > 0 }))
            html.add(figure("left out of exports", board.excluded))
        } else {
            html.add(figure("unique leads", row?.leads ?? 0))
            html.add(figure("entries", row?.entries ?? 0))
            html.add(figure("qualified", row?.qualified ?? 0))
            html.add(figure("opted in", row?.optedIn ?? 0))
            html.add(figure("left out of exports", row.map { consent.excluded(of: $0) } ?? 0))
        }
        html.add("</section>")
        if let goal = report.sponsor?.goal, goal > 0 {
            let part = Double(row?.leads ?? 0) / Double(goal)
            let percent = Int((part * 100).rounded(.down))
            html.add(
                """
                <p class="goal">\(percent) % of the goal of \(HTMLText.grouped(goal)) leads</p>
                <svg role="img" viewBox="0 0 720 14" aria-label="\(percent) percent of the goal">
                <rect class="ground" x="0" y="0" width="720" height="14"/>
                <rect class="leads" x="0" y="0" width="\(String(format: "%.1f", min(1, part) * 720))" height="14"/>
                </svg>
                """
            )
        }
    }

    private func figure(_ words: String, _ number: Int) -> String {
        "<div><strong>\(HTMLText.grouped(number))</strong><span>\(words)</span></div>"
    }

    private func addCourse(to html: inout HTMLText) {
        guard !report.course.isEmpty else {
            return html.add("<p>Nobody has entered yet.</p>")
        }
        html.add("<section>")
        html.add("<h2>\(report.pace == .hours ? "Hour by hour" : "Day by day")</h2>")
        html.add(
            """
            <p class="key"><i class="leads"></i> new leads <i class="entries"></i> all entries, \
            with their number where there is room</p>
            """
        )
        html.add(ReportChart(zone: zone).course(report.course, report.pace))
        html.add("</section>")
    }

    private func addCards(to html: inout HTMLText) {
        guard !report.cards.isEmpty else { return }
        html.add("<section>")
        html.add("<h2>Where they came from</h2>")
        html.add("<p class=\"key\">Entries by card</p>")
        let rows = report.cards.map { (name: $0.card.isEmpty ? "without a card" : $0.card, count: $0.entries) }
        html.add(ReportChart(zone: zone).bars(rows, unit: "entries"))
        html.add("</section>")
    }

    private func addBoard(to html: inout HTMLText) {
        html.add(
            """
            <section>
            <h2>Sponsors by unique leads</h2>
            <table>
            <thead><tr><th>#</th><th class="text">sponsor</th><th>leads</th><th>entries</th><th>qualified</th>\
            <th>opted in</th><th>goal</th></tr></thead>
            <tbody>
            """
        )
        for row in report.board.rows { html.add(tableRow(row)) }
        let nobody = report.board.unattributed
        if nobody.entries > 0 { html.add(tableRow(nobody)) }
        html.add("</tbody>\n</table>")
        if !report.board.reasons.isEmpty {
            let reasons = report.board.reasons.map { "\($0.reason) \(HTMLText.grouped($0.entries))" }
            html.add("<p class=\"key\">Unattributed: \(HTMLText.escaped(reasons.joined(separator: ", ")))</p>")
        }
        html.add("</section>")
    }

    private func tableRow(_ row: SponsorBoard.Row) -> String {
        let goal = row.sponsor.goal.map { "\(row.leads * 100 / max(1, $0)) %" } ?? ""
        let numbers = [row.leads, row.entries, row.qualified, row.optedIn].map { "<td>\(HTMLText.grouped($0))</td>" }
        return
            "<tr><td>\(row.rank.map(String.init) ?? "")</td><td class=\"text\">\(HTMLText.escaped(row.sponsor.name))</td>"
            + numbers.joined() + "<td>\(goal)</td></tr>"
    }

    private func addNotes(to html: inout HTMLText) {
        let rule =
            switch consent {
            case .everyone: "Exports leave nobody out."
            case .notRefused: "Exports leave out whoever refused to be contacted."
            case .optedIn: "Exports leave out whoever did not agree to be contacted."
            }
        let waiting = report.board.waiting
        html.add(
            """
            <footer>
            <p>A lead is one person for one sponsor: the same e-mail address, else the same phone number, else the same \
            profile, else the same session. An entry is one submission. \(rule)\
            \(waiting > 0 ? " \(HTMLText.grouped(waiting)) events were not counted yet." : "")</p>
            <p>Written \(time(report.readAt)) (\(HTMLText.escaped(zone.identifier))) by \(HTMLText.escaped(version)).</p>
            </footer>
            """
        )
    }

    private var period: String {
        guard let first = report.course.first, let last = report.course.last else { return "Nothing has come in yet." }
        let length: Duration = report.pace == .hours ? .seconds(3_600) : .seconds(86_400)
        return "\(time(first.start)) to \(time(last.start.advanced(by: length)))"
    }

    private func time(_ time: Timestamp) -> String {
        String(time.text(secondsFromUTC: zone.secondsFromGMT(for: time.date)).prefix(16))
    }

    private static let style = """
        :root { --ink: #1c1c1c; --quiet: #5f5f5f; --leads: #1f5fa8; --entries: #b9d2ec; --line: #d4d4d4; }
        * { box-sizing: border-box; }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: #fff; max-width: 46rem; \
        margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 2rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
        h2 { font-size: 1.1rem; margin: 2rem 0 .25rem; }
        p { margin: .25rem 0; }
        .event, .key, footer { color: var(--quiet); }
        .figures { display: flex; flex-wrap: wrap; gap: .75rem 2.5rem; margin: 1.5rem 0 1rem; }
        .figures strong { display: block; font-size: 1.9rem; line-height: 1.1; font-variant-numeric: tabular-nums; }
        .figures span { color: var(--quiet); }
        svg { width: 100%; height: auto; display: block; font: 11px system-ui, sans-serif; }
        svg text { fill: var(--ink); }
        svg .tick { text-anchor: middle; fill: var(--quiet); }
        svg .name { text-anchor: end; }
        svg .axis { stroke: var(--line); }
        rect.leads { fill: var(--leads); } rect.entries { fill: var(--entries); } rect.ground { fill: #ececec; }
        i { display: inline-block; width: .8em; height: .8em; } i.leads { background: var(--leads); } \
        i.entries { background: var(--entries); }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: right; padding: .2rem .5rem; border-bottom: 1px solid var(--line); }
        th.text, td.text { text-align: left; overflow-wrap: anywhere; }
        footer { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: .5rem; font-size: .85rem; }
        @media print { body { margin: 0; max-width: none; } section, tr { break-inside: avoid; } \
        rect, i { print-color-adjust: exact; -webkit-print-color-adjust: exact; } @page { margin: 18mm; } }
        """
}
