package import Primitives

/// A question asked of events, in the one filter language of every pane and command.
///
/// Terms stand side by side and all must hold:
/// - `acme trivia`: words, each the beginning of some word anywhere in the event
/// - `"first prize"`: these words, in this order
/// - `trigger:Prize.*  card:trivia  site:expo  email:@example.com  person:lovelace  sponsor:acme  source:komo
///   endpoint:main`: the same, in one field only
/// - `body.form_fields.company:kg`: a value anywhere in the JSON body, by its path
/// - `steps.lookup.body.totalSize:1`: what an earlier step of a run got back, in a decision only; a text holds the
///   value somewhere, a number, true or false is it
/// - `since:15m  until:2026-05-01T09:30`: by time received
/// - a `-` before any of them turns it round
package struct Filter: Sendable, Equatable {
    /// One condition, or its opposite.
    package struct Term: Sendable, Equatable {
        package var isNegated: Bool
        package var condition: Condition
    }

    package enum Condition: Sendable, Equatable {
        case anywhere(String)
        case field(Field, String)
        /// The member names that lead to the value; all digits for a place in an array.
        case bodyPath([String], String)
        /// The step's id and the member names that lead into what it got back; only decisions may ask for it.
        case stepPath([String], String)
        case since(Moment)
        case until(Moment)
    }

    /// The fields that have names of their own.
    package enum Field: String, Sendable, CaseIterable {
        case trigger, card, site, email, person, sponsor, source, endpoint
    }

    /// A time that is given, or is so long ago whenever the question is asked.
    package enum Moment: Sendable, Equatable {
        case at(Timestamp)
        case ago(Duration)

        package func resolved(now: Timestamp) -> Timestamp {
            switch self {
            case .at(let time): time
            case .ago(let duration): now.advanced(by: .zero - duration)
            }
        }
    }

    package var terms: [Term]
    /// What was typed.
    package var text: String

    /// The filter that every event passes.
    package static let everything = Filter(terms: [], text: "")

    package var isEverything: Bool { terms.isEmpty }

    /// Names of the wire stand in the index as they came; only the workflow names have aliases to resolve.
    static func canonicalTrigger(_ text: String) -> String {
        text.contains(".") ? Trigger(alias: text)?.name ?? text : text
    }
}

/// Why a filter cannot be understood, and where.
package struct FilterError: Error, Equatable, CustomStringConvertible {
    /// The character at which the trouble starts, counted from 1.
    package let column: Int
    package let message: String

    package var description: String { "filter, column \(column): \(message)" }
}
