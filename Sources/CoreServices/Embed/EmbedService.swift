import Database
import Primitives
import WebServer

/// What serves embedded pages in the process that owns the store.
struct EmbedService: Sendable {
    let routes: [Route]
    private let traffic: EmbedTrafficQueue

    /// - Throws: `WriterUnavailable` or `SQLiteError` when the store cannot be read.
    init(store: Store, configuration: Configuration, sink: any EventSink) throws {
        guard let writer = store.writer else { throw WriterUnavailable.closed }
        let traffic = EmbedTrafficQueue(writer: writer)
        let key = try writer.writeAndWait { try EmbedTrafficRecord.key(in: $0) }
        self.traffic = traffic
        routes = EmbedRoutes(configuration.embed, key: key, sink: sink, traffic: traffic).routes
    }

    /// Returns when what was noted is on disk.
    func finish() { traffic.finish() }
}
