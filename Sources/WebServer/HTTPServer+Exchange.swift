import CMicroHTTPD
import Dispatch
import Primitives
import Synchronization

/// The life of a request, called in this order on the server's thread.
extension HTTPServer {
    /// Whether a connection from `address` is heard at all.
    func admits(_ address: String) -> Bool {
        if isDraining.load(ordering: .acquiring) { return false }
        if registry.hasRoom(for: address) { return true }
        refuse(503, "too many connections", address: address)
        return false
    }

    /// The headers are in; `nil` when the sweeper has closed the connection.
    func begin(_ connection: OpaquePointer, _ peer: Peer, method: String, path: String) -> Exchange? {
        peer.readingSince.store(DispatchTime.now().uptimeNanoseconds, ordering: .releasing)
        let (plan, endpoint) = plan(method, path, peer)
        let exchange = Exchange(connection: connection, peer: peer, endpoint: endpoint, plan: plan, isTLS: isTLS)
        peer.exchange.withLock { $0 = exchange }
        return peer.move(from: .waiting, to: .reading) ? exchange : nil
    }

    private func plan(_ method: String, _ path: String, _ peer: Peer) -> (Exchange.Plan, endpoint: String) {
        let close = HTTPHeader(name: "Connection", value: "close")
        switch peer.excess {
        case .total:
            let text = "too many connections; come back later"
            return (refusal(503, "too many connections", text, retryAfterSeconds: 5, headers: [close]), "")
        case .address:
            let text = "too many connections from this address; close some"
            let reason = "too many connections from one address"
            return (refusal(429, reason, text, retryAfterSeconds: 5, headers: [close]), "")
        case nil: break
        }
        if isDraining.load(ordering: .acquiring) {
            let text = "shutting down; send it again"
            return (refusal(503, "shutting down", text, retryAfterSeconds: 5, headers: [close]), "")
        }
        switch routes.match(method, path) {
        case .route(let route, let parameters):
            return (.handle(route, parameters: parameters), route.endpoint(parameters))
        case .otherMethods(let methods):
            let allow = HTTPHeader(name: "Allow", value: methods.joined(separator: ", "))
            let text = "wrong method; use \(methods.joined(separator: " or "))"
            return (refusal(405, "wrong method", text, headers: [allow]), "")
        case .nothing:
            return (refusal(404, "no such path", "no such path; check the address that you post to"), "")
        }
    }

    private func refusal(
        _ status: Int,
        _ reason: String,
        _ text: String,
        retryAfterSeconds: Int? = nil,
        headers: [HTTPHeader] = []
    ) -> Exchange.Plan {
        .refuse(.refusal(status, text, retryAfterSeconds: retryAfterSeconds, headers: headers), reason: reason)
    }

    private func tooLarge(limit: Int) -> Exchange.Plan {
        refusal(413, "body too large", "the body is larger than \(limit) bytes; send less in one request")
    }

    /// Refuses before the body where waiting for it makes no sense, or prepares for it.
    func answerEarly(_ exchange: Exchange) -> Bool {
        if BodyFraming(exchange.connection).isAmbiguous {
            exchange.plan = refusal(
                400,
                "length of the body unclear",
                "the headers do not say clearly where the body ends; send one Content-Length, or chunks",
                headers: [HTTPHeader(name: "Connection", value: "close")]
            )
            return refuse(exchange)
        }
        let announced = mhd_shim_header(exchange.connection, "Content-Length").flatMap { Int(String(cString: $0)) }
        if case .handle(let route, _) = exchange.plan {
            if let announced, announced > route.bodyLimit {
                exchange.plan = tooLarge(limit: route.bodyLimit)
                return refuse(exchange)
            }
            // Only what a small request needs: a large one has to arrive before it gets memory.
            exchange.body.reserveCapacity(min(announced ?? 0, 16_384))
            return true
        }
        // A small body is let in and thrown away, which keeps the connection; one that waits for leave is told no.
        let waits = mhd_shim_header(exchange.connection, "Expect") != nil
        return waits || announced ?? 0 > 65_536 ? refuse(exchange) : true
    }

    /// Some of the body; false closes the connection.
    func receive(_ bytes: UnsafeRawBufferPointer, _ exchange: Exchange) -> Bool {
        guard case .handle(let route, _) = exchange.plan else { return true }
        if exchange.body.count + bytes.count <= route.bodyLimit {
            exchange.body.append(contentsOf: bytes)
            return true
        }
        exchange.body = []
        exchange.plan = tooLarge(limit: route.bodyLimit)
        // Under TLS nothing can be said past the library: the rest is thrown away until the end or the deadline.
        if isTLS { return true }
        // The library takes no answer in the middle of a body.
        guard exchange.peer.move(from: .reading, to: .expired) else { return false }
        if case .refuse(let response, let reason) = exchange.plan {
            refuse(response.status, reason, endpoint: exchange.endpoint, address: exchange.peer.address)
            RawAnswer.send(response, on: exchange.peer.socket)
        }
        return false
    }

    /// The body is whole, or the answer has come.
    func proceed(_ exchange: Exchange) -> Bool {
        if let response = exchange.answered {
            return !exchange.isSent && response.queue(on: exchange.connection)
        }
        if exchange.isDispatched { return true }
        guard case .handle(let route, let parameters) = exchange.plan else { return refuse(exchange) }
        guard exchange.peer.move(from: .reading, to: .answering) else { return false }
        exchange.isDispatched = true
        if inFlight.add(1, ordering: .acquiringAndReleasing).oldValue >= inFlightLimit {
            refuse(503, "too many requests at once", endpoint: exchange.endpoint, address: exchange.peer.address)
            exchange.answer(.refusal(503, "too many requests at once; send it again", retryAfterSeconds: 1))
        } else {
            let request = HTTPRequest(
                parameters: parameters,
                body: exchange.body,
                remoteAddress: exchange.peer.address,
                receivedAt: clock.now(),
                connection: exchange.connection
            )
            exchange.body = []
            route.handler(request, HTTPResponder(exchange: exchange))
        }
        if let response = exchange.answered { return !exchange.isSent && response.queue(on: exchange.connection) }
        exchange.suspend()
        return true
    }

    /// Sends the planned refusal.
    private func refuse(_ exchange: Exchange) -> Bool {
        guard case .refuse(let response, let reason) = exchange.plan,
            exchange.peer.move(from: .reading, to: .answering)
        else { return false }
        refuse(response.status, reason, endpoint: exchange.endpoint, address: exchange.peer.address)
        return response.queue(on: exchange.connection)
    }

    /// The answer is sent, or the connection broke.
    func end(_ exchange: Exchange, _ reason: MHD_RequestTerminationCode) {
        let peer = exchange.peer
        if exchange.isDispatched { inFlight.subtract(1, ordering: .acquiringAndReleasing) }
        if peer.phase.load(ordering: .acquiring) == .reading {
            if reason == .REQUEST_TERMINATED_TIMEOUT_REACHED {
                refuse(408, "request too slow", endpoint: exchange.endpoint, address: peer.address)
            } else {
                refuse(400, "connection closed within a request", endpoint: exchange.endpoint, address: peer.address)
            }
        }
        peer.exchange.withLock { $0 = nil }
        peer.requestCount.add(1, ordering: .acquiringAndReleasing)
        if !peer.move(from: .answering, to: .waiting) { _ = peer.move(from: .reading, to: .waiting) }
    }

    /// The library answered by itself: not HTTP, or headers too long. It does not tell whom.
    func refusedByLibrary(status: Int) {
        switch status {
        case 400: refuse(400, "request is not HTTP", address: "")
        case 413: refuse(413, "body too large", address: "")
        case 414: refuse(414, "path too long", address: "")
        case 431: refuse(431, "headers too large", address: "")
        case 505: refuse(505, "unknown version of HTTP", address: "")
        default: break
        }
    }
}
