import Primitives
import TerminalKit

/// What the frame asks of every pane. A pane changes its own part of the state, and of the rest only the notice, the
/// overlay and `wantedJump`.
protocol PaneUpdate {
    typealias Effects = [Effect<ConsoleMessage>]

    /// The pane comes to the front.
    func enter(_ state: inout ConsoleState) -> Effects
    /// The store changed, or a minute ended, while the pane is in front: at most once a second.
    func refresh(_ state: inout ConsoleState) -> Effects
    /// A command that is not the frame's.
    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects
    /// Gives a key to the line being typed; `nil` when nobody types.
    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> Effects?
    func paste(_ text: String, _ state: inout ConsoleState) -> Effects
    func mouse(_ event: MouseEvent, _ state: inout ConsoleState) -> Effects
    /// Leaves what is open in the pane; `nil` when there is nothing to leave.
    func goBack(_ state: inout ConsoleState) -> Effects?
    /// Shows a thing of this pane; the pane is in front already.
    func show(_ jump: ConsoleJump, _ state: inout ConsoleState) -> Effects
    /// Whether exactly that is open which a jump has opened, so that leaving it leads back.
    func isAt(_ jump: ConsoleJump, _ state: ConsoleState) -> Bool
    /// Takes the sizes that the layout gives now; after every message while the pane is in front.
    func settle(_ state: inout ConsoleState)
    /// Makes anew what depends on the width of the screen or on whether personal data shows.
    func rebuild(_ state: inout ConsoleState)
    /// Asks for rows beyond an edge that the screen has come near; after every message while the pane is in front.
    func loadMore(_ state: inout ConsoleState) -> Effects
}

extension PaneUpdate {
    func typed(_: KeyPress, _: inout ConsoleState) -> Effects? { nil }
    func paste(_: String, _: inout ConsoleState) -> Effects { [] }
    func mouse(_: MouseEvent, _: inout ConsoleState) -> Effects { [] }
    func goBack(_: inout ConsoleState) -> Effects? { nil }
    func show(_: ConsoleJump, _: inout ConsoleState) -> Effects { [] }
    func isAt(_: ConsoleJump, _: ConsoleState) -> Bool { false }
    func rebuild(_: inout ConsoleState) {}
    func loadMore(_: inout ConsoleState) -> Effects { [] }

    /// Does what an operator asked for, then says `done`, or why not.
    func act(_ done: DisplayText, _ work: @escaping @Sendable () async throws -> Void) -> Effects {
        act {
            try await work()
            return done
        }
    }

    /// Does what an operator asked for, then says what `work` gives, or why not.
    func act(_ work: @escaping @Sendable () async throws -> DisplayText) -> Effects {
        [
            .run { send in
                if let answer = await Asking.answer({ try await work() }) { send(.acted(answer)) }
            }
        ]
    }

    /// Asks a service, and sends the message made of its answer; none when the answer is no longer wanted.
    func ask<Value: Sendable>(
        _ id: EffectID,
        cancelInFlight: Bool = true,
        _ question: @escaping @Sendable () async throws -> Value,
        then message: @escaping @Sendable (Result<Value, QueryFailure>) -> ConsoleMessage
    ) -> Effects {
        [
            .run(id: id, cancelInFlight: cancelInFlight) { send in
                if let answer = await Asking.answer(question) { send(message(answer)) }
            }
        ]
    }
}

/// A question to a service.
enum Asking {
    /// The answer, or why there is none; `nil` when it is no longer wanted.
    static func answer<Value: Sendable>(
        _ question: () async throws -> Value
    ) async -> Result<Value, QueryFailure>? {
        do {
            return .success(try await question())
        } catch is CancellationError {
            return nil
        } catch {
            return .failure(QueryFailure(error))
        }
    }
}
