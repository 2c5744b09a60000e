package import CoreServices
package import Primitives

/// What the first line tells: how fast events arrive, when the last one came, what was refused.
package struct HeaderState: Sendable, Equatable {
    /// How far back the rate looks.
    static let rateWindow = Duration.seconds(5)

    package var statistics = IngestStatistics()
    package var lastSequence: Int64 = 0
    package var indexedSequence: Int64 = 0
    private var samples: [Sample] = []
    private var firstHint: Timestamp?
    private var initialRate: (value: Double, until: Timestamp)?
    /// Whether something arrived since the statistics were asked for.
    package var isStale = true

    private struct Sample: Sendable, Equatable {
        var time: Timestamp
        var sequence: Int64
    }

    package init() {}

    package static func == (left: HeaderState, right: HeaderState) -> Bool {
        left.statistics == right.statistics && left.lastSequence == right.lastSequence && left.samples == right.samples
    }

    /// Takes the rate that the store knew when the console opened, for as long as it has none of its own.
    package mutating func begin(rate: Double, now: Timestamp) {
        initialRate = (rate, now.advanced(by: Self.rateWindow))
    }

    /// Notes how far the journal has come.
    package mutating func note(_ hint: ChangeFeed.Hint, now: Timestamp) {
        lastSequence = hint.lastSequence
        indexedSequence = hint.indexedSequence
        isStale = true
        let since = firstHint ?? now
        firstHint = since
        // What was there when the console opened has not arrived just now.
        if now.since(since) < .seconds(1) { samples = [] }
        sample(now: now)
    }

    /// Lets time pass, so that a rate falls when nothing arrives.
    package mutating func sample(now: Timestamp) {
        guard firstHint != nil else { return }
        samples.append(Sample(time: now, sequence: lastSequence))
        let begin = now.advanced(by: .zero - Self.rateWindow)
        // One sample older than the window stays, as the point from which is counted.
        while samples.count > 2, samples[1].time <= begin { samples.removeFirst() }
    }

    /// Events a second; `nil` until two moments have been seen.
    package func rate(now: Timestamp) -> Double? {
        guard let first = samples.first, let last = samples.last, last.time.since(first.time) >= .seconds(2) else {
            return initialRate.flatMap { now < $0.until ? $0.value : nil }
        }
        let seconds = Double(last.time.since(first.time).milliseconds) / 1000
        return Double(last.sequence - first.sequence) / seconds
    }
}
