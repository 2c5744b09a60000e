import Primitives
import Testing

@testable import CoreServices

struct TokenStockTests {
    private let start = TokenSample.issued
    private let minter: TokenMinter

    init() throws {
        minter = try #require(TokenMinter(TokenSample.configuration()))
    }

    private func after(_ seconds: Int) -> Timestamp { start.advanced(by: .seconds(seconds)) }

    @Test func `a token is handed out again until it holds too short, and to nobody else`() throws {
        let stock = TokenStock(renewBefore: .seconds(600))
        let ada = try TokenSample.ada()
        let token = try minter.mint(for: ada, at: start)
        stock.keep(token, for: ada)
        #expect(stock.token(for: ada, at: after(2999)) == token)
        #expect(stock.token(for: ada, at: after(3000)) == nil)
        #expect(stock.token(for: ada, at: after(-1)) == nil)
        #expect(stock.token(for: try TokenIdentity(subject: "u-1", email: "ada@example.org"), at: start) == nil)
    }

    @Test func `what is used is replaced before it runs out, what is not is let go`() throws {
        let stock = TokenStock(renewBefore: .seconds(600))
        let ada = try TokenSample.ada()
        let bob = try TokenIdentity(subject: "u-2")
        for identity in [ada, bob] { stock.keep(try minter.mint(for: identity, at: start), for: identity) }
        _ = stock.token(for: ada, at: after(10))
        let renewed = after(2900)
        var signed: [TokenIdentity] = []
        stock.renew(at: renewed) {
            signed.append($0)
            return try? minter.mint(for: $0, at: renewed)
        }
        #expect(signed == [ada])
        #expect(stock.token(for: ada, at: after(3100))?.issuedAt == renewed)
        stock.renew(at: after(3100)) { _ in nil }
        #expect(stock.count == 1)
        stock.renew(at: after(9000)) { _ in nil }
        #expect(stock.token(for: ada, at: after(9000)) == nil)
    }

    @Test func `a full stock forgets who has not asked for the longest time`() throws {
        let stock = TokenStock(renewBefore: .seconds(600))
        let token = try minter.mint(for: try TokenSample.ada(), at: start)
        let people = try (0...TokenStock.limit).map { try TokenIdentity(subject: "u-\($0)") }
        for person in people { stock.keep(token, for: person) }
        #expect(stock.count <= TokenStock.limit)
        let end = after(100)
        #expect(stock.token(for: people[0], at: end) == nil)
        #expect(stock.token(for: people[TokenStock.limit], at: end) == token)
        #expect(stock.token(for: people[TokenStock.limit - 1], at: end) == token)
    }
}
