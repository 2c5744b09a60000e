import CCurl
import Primitives

/// Drives all exchanges of a client with libcurl's multi interface. Belongs to one thread.
final class TransferLoop {
    struct Settings: Sendable {
        var connectionLimitPerHost: Int
        /// A file of certificates in PEM form; `nil` for those of the system.
        var trustedCertificates: String?
        /// Stands in for the name service where it gives an answer.
        var addresses: (@Sendable (_ host: String) -> [String]?)?
    }

    /// Requests to one host: those under way are counted, the others wait in order.
    private struct Lane {
        var underWay = 0
        var waiting: [Waiting] = []
        var head = 0
    }

    private struct Waiting {
        var entry: TransferInbox.Entry
        var target: RequestTarget
    }

    private let multi: UnsafeMutableRawPointer
    private let inbox: TransferInbox
    private let settings: Settings
    private var active: [UnsafeMutableRawPointer: Transfer] = [:]
    private var lanes: [String: Lane] = [:]
    private var spareHandles: [EasyHandle] = []
    private var nextIdleLook = ContinuousClock.Instant.now

    init(multi: TransferInbox.MultiHandle, inbox: TransferInbox, settings: Settings) {
        self.multi = multi.pointer
        self.inbox = inbox
        self.settings = settings
        // More would only be kept open for nothing, or run into the limit of descriptors.
        _ = curl_shim_multi_set_long(self.multi, CURLMOPT_MAXCONNECTS, 256)
    }

    /// Works until the inbox says stop, then ends what is left.
    func run() {
        while true {
            let (entries, isStopping) = inbox.takeAll()
            entries.forEach(admit)
            if isStopping { break }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            let hasMore = collect()
            endIdle()
            if !hasMore, inbox.mayWait() { curl_multi_poll(multi, nil, 0, waitMilliseconds(), nil) }
        }
        cancelAll()
        spareHandles = []
        curl_multi_cleanup(multi)
    }

    private func admit(_ entry: TransferInbox.Entry) {
        let target: RequestTarget
        do throws(TransportFailure) { target = try RequestTarget(of: entry.request) } catch {
            return entry.completion(.failure(error))
        }
        lanes[target.key, default: Lane()].waiting.append(Waiting(entry: entry, target: target))
        startWaiting(in: target.key)
    }

    private func startWaiting(in key: String) {
        guard var lane = lanes[key] else { return }
        while lane.underWay < settings.connectionLimitPerHost, lane.head < lane.waiting.count {
            let next = lane.waiting[lane.head]
            lane.head += 1
            if start(next) { lane.underWay += 1 }
        }
        if lane.head * 2 > lane.waiting.count {
            lane.waiting.removeFirst(lane.head)
            lane.head = 0
        }
        lanes[key] = lane.underWay == 0 && lane.waiting.isEmpty ? nil : lane
    }

    private func start(_ waiting: Waiting) -> Bool {
        guard let easy = spareHandles.popLast() ?? EasyHandle() else {
            let message = "there is no memory left for the request to \(waiting.target.host)"
            waiting.entry.completion(.failure(.init(.connect, mayHaveBeenProcessed: false, message: message)))
            return false
        }
        let transfer = Transfer(
            waiting.entry.request,
            waiting.target,
            easy,
            completion: waiting.entry.completion
        )
        if begin(transfer) { return true }
        spareHandles.append(easy)
        transfer.completion(transfer.outcome(CURLE_OUT_OF_MEMORY))
        return false
    }

    private func begin(_ transfer: Transfer) -> Bool {
        let addresses = settings.addresses?(transfer.target.host) ?? []
        transfer.easy.reset()
        guard
            transfer.easy.prepare(
                for: transfer,
                trustedCertificates: settings.trustedCertificates,
                addresses: addresses
            ),
            curl_multi_add_handle(multi, transfer.easy.pointer) == CURLM_OK
        else { return false }
        active[transfer.easy.pointer] = transfer
        nextIdleLook = min(nextIdleLook, .now + transfer.request.limits.idleTimeout)
        return true
    }

    /// Ends what libcurl has finished; whether something began in its place.
    private func collect() -> Bool {
        var hasMore = false
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
                let transfer = active[easy]
            else { continue }
            finish(transfer, message.pointee.data.result)
            hasMore = true
        }
        return hasMore
    }

    private func finish(_ transfer: Transfer, _ code: CURLcode) {
        curl_multi_remove_handle(multi, transfer.easy.pointer)
        active[transfer.easy.pointer] = nil
        let isKeptConnectionRefused = transfer.wantsOwnConnection && !transfer.isIssued && transfer.refusals.isEmpty
        if isKeptConnectionRefused, code == CURLE_ABORTED_BY_CALLBACK, begin(transfer) { return }
        let outcome = transfer.outcome(code)
        spareHandles.append(transfer.easy)
        lanes[transfer.target.key]?.underWay -= 1
        startWaiting(in: transfer.target.key)
        transfer.completion(outcome)
    }

    /// Ends exchanges on which nothing has moved for too long; libcurl itself knows only whole seconds.
    private func endIdle() {
        let now = ContinuousClock.now
        guard now >= nextIdleLook else { return }
        var next = now + .seconds(60)
        for transfer in active.values {
            let uploaded = transfer.easy.uploadedBytes
            if uploaded != transfer.uploadedAtLastLook || !transfer.isIssued {
                transfer.uploadedAtLastLook = uploaded
                transfer.lastActivity = now
            }
            let end = transfer.lastActivity + transfer.request.limits.idleTimeout
            if end <= now {
                transfer.isIdleTooLong = true
                finish(transfer, CURLE_OPERATION_TIMEDOUT)
            } else {
                next = min(next, end)
            }
        }
        nextIdleLook = next
    }

    private func waitMilliseconds() -> Int32 {
        guard !active.isEmpty else { return 60_000 }
        // After a refusal libcurl goes on to the next address only when it is asked, or when seconds have passed.
        if active.values.contains(where: { !$0.refusals.isEmpty && !$0.isIssued }) { return 1 }
        return Int32(min(60_000, max(1, (nextIdleLook - .now).milliseconds + 1)))
    }

    private func cancelAll() {
        let underWay = active.values
        active = [:]
        for transfer in underWay {
            curl_multi_remove_handle(multi, transfer.easy.pointer)
            transfer.completion(.failure(transfer.cancellation))
        }
        for lane in lanes.values {
            for waiting in lane.waiting[lane.head...] {
                waiting.entry.completion(.failure(HTTPClient.stopped))
            }
        }
        lanes = [:]
    }
}
