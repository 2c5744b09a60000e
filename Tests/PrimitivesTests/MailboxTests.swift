import Foundation
import Primitives
import Testing

struct MailboxTests {
    @Test func `Messages come out in the order they went in, as many as asked for`() {
        let mailbox = Mailbox<Int>()
        for number in 1...5 { mailbox.post(number) }
        #expect(mailbox.drain(limit: 2) == [1, 2])
        #expect(isReadable(mailbox))
        #expect(mailbox.drain() == [3, 4, 5])
        #expect(!isReadable(mailbox))
        #expect(mailbox.isEmpty)
    }

    @Test func `A keyed message replaces the one that waits, in its place`() {
        let mailbox = Mailbox<String>()
        mailbox.post("hint 1", replacing: "hint")
        mailbox.post("other")
        mailbox.post("hint 2", replacing: "hint")
        #expect(mailbox.drain() == ["hint 2", "other"])
        mailbox.post("hint 3", replacing: "hint")
        #expect(mailbox.drain() == ["hint 3"])
    }

    @Test func `A full mailbox drops the oldest and counts it`() {
        let mailbox = Mailbox<Int>(capacity: 3)
        for number in 1...10 { mailbox.post(number) }
        #expect(mailbox.lost == 7)
        #expect(mailbox.drain() == [8, 9, 10])
    }

    @Test func `Keys stay right after many messages were dropped`() {
        let mailbox = Mailbox<Int>(capacity: 4)
        for number in 1...50 { mailbox.post(number) }
        mailbox.post(100, replacing: "key")
        for number in 51...52 { mailbox.post(number) }
        mailbox.post(101, replacing: "key")
        #expect(mailbox.drain() == [50, 101, 51, 52])
    }

    @Test func `Many threads lose nothing`() async {
        let mailbox = Mailbox<Int>(capacity: 100_000)
        await withTaskGroup(of: Void.self) { group in
            for start in 0..<8 {
                group.addTask { for number in 0..<1000 { mailbox.post(start * 1000 + number) } }
            }
        }
        #expect(mailbox.drain().sorted() == Array(0..<8000))
    }

    @Test func `Waking makes the descriptor readable without a message`() {
        let mailbox = Mailbox<Int>()
        mailbox.wake()
        #expect(isReadable(mailbox))
        #expect(mailbox.drain().isEmpty)
    }

    private func isReadable(_ mailbox: Mailbox<Int>) -> Bool {
        var entry = pollfd(fd: mailbox.fileDescriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) == 1
    }
}
