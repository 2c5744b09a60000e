package import CoreServices
import Primitives
package import TerminalKit

/// The filter of an open list: what holds, and what is being typed.
package struct FilterLine: Sendable {
    /// What a key came to.
    enum Outcome {
        case nothing
        /// Another filter holds.
        case changed
        /// What is typed cannot be understood, and Enter was pressed.
        case refused(FilterError)
    }

    package private(set) var filter = Filter.everything
    /// The line being typed; `nil` when nobody types.
    package private(set) var input: TextInput?
    package private(set) var problem: FilterError?
    private var before = Filter.everything
    private var history: [String] = []

    package init() {}

    mutating func begin() {
        input = TextInput(text: filter.text, history: history)
        before = filter
        problem = nil
    }

    mutating func clear() {
        filter = .everything
        input = nil
        problem = nil
    }

    mutating func typed(_ press: KeyPress, secondsFromUTC zone: Int) -> Outcome? {
        guard var line = input else { return nil }
        let outcome = line.handle(press)
        input = line
        switch outcome {
        case .edited: return preview(zone)
        case .moved, .ignored: return .nothing
        case .submitted:
            if let problem { return .refused(problem) }
            input = nil
            history = line.history
            return .nothing
        case .cancelled:
            input = nil
            problem = nil
            defer { filter = before }
            return filter.terms == before.terms ? .nothing : .changed
        }
    }

    mutating func paste(_ text: String, secondsFromUTC zone: Int) -> Outcome {
        guard input != nil else { return .nothing }
        input?.paste(text)
        return preview(zone)
    }

    private mutating func preview(_ zone: Int) -> Outcome {
        do throws(FilterError) {
            let wanted = try Filter(parsing: input?.text ?? "", secondsFromUTC: zone)
            problem = nil
            defer { filter = wanted }
            return wanted.terms == filter.terms ? .nothing : .changed
        } catch {
            problem = error
            return .nothing
        }
    }
}
