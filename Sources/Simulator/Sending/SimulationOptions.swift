/// Where simulated traffic goes, and how much of it.
package struct SimulationOptions: Sendable, Equatable {
    package var url: String
    package var authentication: SenderAuthentication
    package var traffic: TrafficOptions
    /// Stop after so many requests; `nil` goes on until stopped.
    package var count: Int?
    /// Requests under way at once, each on a connection and a thread of its own.
    package var connections = 4

    package init(url: String, authentication: SenderAuthentication, traffic: TrafficOptions, count: Int? = nil) {
        self.url = url
        self.authentication = authentication
        self.traffic = traffic
        self.count = count
    }
}
