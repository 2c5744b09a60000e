/// What a cell means, which a theme gives a look.
///
/// The raw value is the name in theme files; a slot that a theme leaves out looks like the slot named by the part
/// before the last dot, and in the end like body text.
package enum StyleSlot: String, Sendable, Hashable, CaseIterable {
    /// Body text; its two colours are the whole screen's.
    case text = "ui.text"
    /// What may be overlooked: units, hints, ages.
    case muted = "ui.text.muted"
    /// The answer in a line of detail.
    case strong = "ui.text.strong"
    case border = "ui.border"
    case borderFocus = "ui.border.focus"
    /// Titles of boxes and groups.
    case title = "ui.title"
    /// The first line of the screen.
    case header = "ui.header"
    case tab = "ui.tab"
    case tabActive = "ui.tab.active"
    /// The line under the tabs that changes how everything reads.
    case banner = "ui.banner"
    case bannerTrouble = "ui.banner.trouble"
    /// Column titles.
    case tableHeader = "ui.table.header"
    /// Laid over the row where you are.
    case rowSelected = "ui.row.selected"
    /// Laid over rows marked for a bulk action.
    case rowMarked = "ui.row.marked"
    case footerKey = "ui.footer.key"
    case footerText = "ui.footer.text"
    /// Ground of modal boxes.
    case modal = "ui.modal"
    case input = "ui.input"
    case inputError = "ui.input.error"
    case scrollbar = "ui.scrollbar"
    /// Laid over text that a search found.
    case match = "ui.match"
    /// Laid over the found text where you are.
    case matchCurrent = "ui.match.current"
    case statusSuccess = "status.success"
    case statusFailed = "status.failed"
    case statusRunning = "status.running"
    case statusPending = "status.pending"
    case statusWaiting = "status.waiting"
    case statusDead = "status.dead"
    case levelInfo = "level.info"
    case levelWarning = "level.warning"
    case levelError = "level.error"
    case chartLow = "chart.low"
    case chartMid = "chart.mid"
    case chartHigh = "chart.high"
    /// Names of fields in JSON and key-value lists.
    case dataKey = "data.key"
    case dataString = "data.string"
    case dataNumber = "data.number"
    /// true, false, null.
    case dataConstant = "data.constant"
    /// Codes that telephones read: white drawn on black, whatever the theme.
    case code = "ui.code"
    /// The one colour for where you are.
    case accent = "accent"

    /// The names to look under, the slot's own first: `status.failed`, `status`, then body text.
    var lookupNames: [String] {
        var names = [rawValue]
        while let last = names.last, let dot = last.lastIndex(of: ".") { names.append(String(last[..<dot])) }
        return names
    }

    /// Every name that a theme file may give a look: slots and the groups they fall back to.
    static let knownNames = Set(allCases.flatMap(\.lookupNames))
}
