import Dispatch
package import Primitives
import Synchronization

/// Brings lines of events into a store, many under way at once so that they share commits.
///
/// A line that is no event is reported and does not stop the rest.
package final class EventImporter: Sendable {
    /// A longer line is refused: the largest body, escaped as badly as can be, with room for its headers.
    package static let lineLimit = 16 << 20
    /// How many events wait for the disk at most.
    private static let depth = 1024

    private let store: Store
    private let clock: WallClock
    private let erased: ErasedPeople
    private let places = DispatchSemaphore(value: 0)
    private let state = Mutex(State())

    private struct State {
        var report = ImportReport()
        var failure: (any Error)?
    }

    /// - Precondition: the store is not open as a viewer.
    /// - Throws: `SQLiteError` when the store cannot be read.
    package init(store: Store, clock: WallClock = .system) throws {
        self.store = store
        erased = try ErasedPeople(in: try JournalSchema.openForReading(store.directory))
        self.clock = clock
        for _ in 0..<Self.depth { places.signal() }
    }

    /// Reads every line of `descriptor`, which stays open; `name` is what reports call it.
    ///
    /// - Throws: ``ImportFailure`` when it cannot be read or the store cannot be written. What came before stays stored.
    package func read(descriptor: Int32, name: String) throws {
        var lines = LineReader(descriptor: descriptor, limit: Self.lineLimit)
        var number = 0
        while let line = try next(&lines, name) {
            number += 1
            switch line {
            case .tooLong: refuse(name, number, "the line is longer than \(Self.lineLimit >> 20) MiB")
            case .bytes(let bytes): take(number == 1 ? Self.withoutMark(bytes) : bytes, name, number)
            }
            if let failure = state.withLock({ $0.failure }) {
                throw ImportFailure(name: name, line: number, reason: "\(failure)")
            }
        }
        waitForAll()
        if let failure = state.withLock({ $0.failure }) {
            throw ImportFailure(name: name, line: number, reason: "\(failure)")
        }
    }

    /// What has come of the lines so far.
    package var report: ImportReport {
        waitForAll()
        return state.withLock { $0.report }
    }

    private func next(_ lines: inout LineReader, _ name: String) throws -> LineReader.Line? {
        do {
            return try lines.next()
        } catch {
            throw ImportFailure(name: name, line: nil, reason: error.reason)
        }
    }

    private func take(_ line: [UInt8], _ name: String, _ number: Int) {
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { return }
        let event: Event
        do {
            event = try EventImport.event(fromLine: line, now: clock.now())
        } catch {
            refuse(name, number, error.description)
            return
        }
        guard !erased.concerns(event) else {
            state.withLock { $0.report.erased += 1 }
            return
        }
        places.wait()
        store.importEvent(event) { [self] result in
            state.withLock { state in
                switch result {
                case .success(true): state.report.imported += 1
                case .success(false): state.report.alreadyThere += 1
                case .failure(let error): state.failure = state.failure ?? error
                }
            }
            places.signal()
        }
    }

    private func refuse(_ name: String, _ number: Int, _ reason: String) {
        state.withLock { $0.report.refuse(ImportReport.Refusal(name: name, line: number, reason: reason)) }
    }

    private func waitForAll() {
        for _ in 0..<Self.depth { places.wait() }
        for _ in 0..<Self.depth { places.signal() }
    }

    /// The line without the mark with which some editors begin a file.
    private static func withoutMark(_ line: [UInt8]) -> [UInt8] {
        line.starts(with: [0xef, 0xbb, 0xbf]) ? Array(line.dropFirst(3)) : line
    }
}
