import CoreServices
import TerminalKit

/// What became of the events on the screen, asked only where the list has room to tell.
struct LiveRunSummaries {
    /// Narrower lists do not tell it.
    static let leastColumns = 116
    /// More than these are not remembered.
    private static let limit = 4000

    let live: LiveUpdate

    /// Asks about visible events of which nothing is known, or with `anew` also about those whose runs may go on.
    func ask(anew: Bool, _ state: inout ConsoleState) -> LiveUpdate.Effects {
        guard let question = live.services.runSummaries, !state.live.isSumming,
            state.layout.list.columns >= Self.leastColumns
        else { return [] }
        let known = state.live.runSummaries
        let first = state.live.firstVisible
        let visible = state.live.rows.dropFirst(first).prefix(state.live.pageRows)
        let wanted = visible.filter { $0.identity.offset == 0 }.map(\.identity.sequence).filter { sequence in
            guard let summary = known[sequence] else { return true }
            return anew && (summary.running > 0 || summary == RunSummary())
        }
        guard !wanted.isEmpty else { return [] }
        state.live.isSumming = true
        return live.ask("live.runSummaries", cancelInFlight: false) {
            try await question(wanted)
        } then: {
            .live(.runSummaries(of: wanted, $0))
        }
    }

    func take(_ answer: Result<[Int64: RunSummary], QueryFailure>, of asked: [Int64], _ state: inout ConsoleState) {
        state.live.isSumming = false
        if state.live.runSummaries.count > Self.limit { state.live.runSummaries = [:] }
        let found = (try? answer.get()) ?? [:]
        // What has no run, or could not be told, is asked again only once something has changed.
        for sequence in asked { state.live.runSummaries[sequence] = found[sequence] ?? RunSummary() }
    }
}

extension LiveState {
    /// Whether a list so wide tells what became of each event.
    func tellsRuns(columns: Int) -> Bool {
        columns >= LiveRunSummaries.leastColumns && !runSummaries.isEmpty
    }
}
