/// What a key, or the palette, asks the console to do.
package enum ConsoleCommand: Sendable, Hashable {
    // Everywhere
    case help, palette, quit, back, comeBack, redraw, suspend, reveal
    case show(Pane)
    // Moving
    case up, down, pageUp, pageDown, halfPageUp, halfPageDown, first, last
    // Live
    case open, filter, clearFilter, follow, copy, raw, nextRefusal, previousRefusal
    // Detail
    case nextTab, previousTab, nextEvent, previousEvent, search, nextMatch, previousMatch, runs, leads
    // Overlays
    case close, confirm, choose, writeReason
    // Other panes
    case workflows(WorkflowsCommand)
    case failures(FailuresCommand)
    case sponsors(SponsorsCommand)
    case connect(ConnectCommand)
    case access(AccessCommand)
    case destinations(DestinationsCommand)
    case audit(AuditCommand)
}
