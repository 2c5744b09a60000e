import CoreServices
import Foundation
import Primitives
import Synchronization
import Testing

struct ListenerLimitTests {
    @Test func `a body that drips is answered 408 and counted`() throws {
        let fixture = try ListenerFixture { $0.requestTimeout = .milliseconds(100) }
        let client = try fixture.client()
        client.send("POST /webhooks/komo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"event\":")
        #expect(client.response()?.status == 408)
        #expect(client.isClosedByServer())
        let rejections = fixture.sink.awaitRejections(1)
        #expect(rejections.map(\.status) == [408])
        #expect(rejections.map(\.endpoint) == ["main"])
    }

    @Test func `headers that drip are answered 408 and counted`() throws {
        let fixture = try ListenerFixture { $0.requestTimeout = .milliseconds(100) }
        let client = try fixture.client()
        client.send("POST /webhooks/komo HTTP/1.1\r\nHost: loc")
        #expect(client.response()?.status == 408)
        #expect(client.isClosedByServer())
        #expect(fixture.sink.awaitRejections(1).map(\.reason) == ["request too slow"])
    }

    @Test func `headers that drip on a used connection are answered 408 too`() throws {
        let fixture = try ListenerFixture { $0.requestTimeout = .milliseconds(100) }
        let client = try fixture.client()
        client.send(ListenerFixture.request(ListenerFixture.body("a")))
        #expect(client.response()?.status == 200)
        // One byte at a time, until the server has had enough of it.
        for byte in Array("POST /webhooks/komo HTTP/1.1\r\nX-Long: ".utf8) + [UInt8](repeating: 0x78, count: 2000) {
            // The pace of a slow sender, not a wait for anything.
            usleep(1000)
            if !client.send([byte]) { break }
        }
        #expect(client.response()?.status == 408)
        #expect(fixture.sink.awaitRejections(1).map(\.status) == [408])
    }

    @Test func `a request that waits for the sink is not slow`() throws {
        let fixture = try ListenerFixture { $0.requestTimeout = .milliseconds(50) }
        fixture.sink.hold()
        let slow = try fixture.client()
        slow.send(ListenerFixture.request(ListenerFixture.body("a")))
        try #require(fixture.sink.awaitHeld(1))
        // A sender that is slow indeed: when it has been sent away, so many sweeps have passed over the other.
        let dripping = try fixture.client()
        dripping.send("POST /webhooks/komo HTTP/1.1\r\n")
        #expect(dripping.response()?.status == 408)
        fixture.sink.release()
        #expect(slow.response()?.status == 200)
    }

    @Test func `an idle connection is closed without a word`() throws {
        let fixture = try ListenerFixture { $0.idleTimeout = .seconds(1) }
        let client = try fixture.client()
        client.send(ListenerFixture.request(ListenerFixture.body("a")))
        #expect(client.response()?.status == 200)
        #expect(client.isClosedByServer())
        #expect(fixture.sink.rejections.isEmpty)
    }

    @Test func `connections beyond the limit are told so and the others go on`() throws {
        let fixture = try ListenerFixture { $0.connectionLimit = 2 }
        let first = try fixture.client()
        let second = try fixture.client()
        for (client, name) in [(first, "a"), (second, "b")] {
            client.send(ListenerFixture.request(ListenerFixture.body(name)))
            #expect(client.response()?.status == 200)
        }
        let third = try fixture.post(ListenerFixture.body("c"))
        #expect(third?.status == 503)
        #expect(third?.headers["retry-after"] == "5")
        #expect(fixture.sink.rejections.map(\.reason) == ["too many connections"])
        first.send(ListenerFixture.request(ListenerFixture.body("d")))
        #expect(first.response()?.status == 200)
    }

    @Test func `connections from one address beyond its limit are answered 429`() throws {
        let fixture = try ListenerFixture { $0.connectionLimitPerAddress = 1 }
        let first = try fixture.client()
        first.send(ListenerFixture.request(ListenerFixture.body("a")))
        #expect(first.response()?.status == 200)
        let second = try fixture.post(ListenerFixture.body("b"))
        #expect(second?.status == 429)
        #expect(second?.headers["retry-after"] == "5")
        #expect(fixture.sink.rejections.map(\.reason) == ["too many connections from one address"])
    }

    @Test func `an address that posts too often is answered 429 until it has waited`() throws {
        let now = Mutex(Timestamp(milliseconds: 0))
        let fixture = try ListenerFixture(clock: WallClock { now.withLock { $0 } }) {
            $0.rateLimit = RateLimit(perSecond: 0.5, burst: 2)
        }
        let statuses = try ["a", "b", "c"].map { try fixture.post(ListenerFixture.body($0))?.status }
        #expect(statuses == [200, 200, 429])
        #expect(try fixture.post(ListenerFixture.body("c"))?.headers["retry-after"] == "2")
        #expect(fixture.sink.rejections.map(\.reason).first == "too many requests from one address")
        now.withLock { $0 = Timestamp(milliseconds: 2000) }
        #expect(try fixture.post(ListenerFixture.body("c"))?.status == 200)
        now.withLock { $0 = Timestamp(milliseconds: 0) }
        #expect(try fixture.post(ListenerFixture.body("d"))?.status == 429)
    }

    @Test func `more requests at once than the sink may hold are answered 503`() throws {
        let fixture = try ListenerFixture(inFlightLimit: 2)
        fixture.sink.hold()
        let waiting = try ["a", "b"].map { name in
            let client = try fixture.client()
            client.send(ListenerFixture.request(ListenerFixture.body(name)))
            return client
        }
        try #require(fixture.sink.awaitHeld(2))
        let refused = try fixture.post(ListenerFixture.body("c"))
        #expect(refused?.status == 503)
        #expect(refused?.headers["retry-after"] == "1")
        fixture.sink.release()
        #expect(waiting.map { $0.response()?.status } == [200, 200])
        #expect(try fixture.post(ListenerFixture.body("c"))?.status == 200)
    }
}
