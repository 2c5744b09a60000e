import CCurl
import Glibc
import Primitives

extension Transfer {
    /// What an exchange came to, from libcurl's verdict and what was noted on the way.
    func outcome(_ code: CURLcode) -> Result<HTTPReply, TransportFailure> {
        // libcurl takes a reply for whole that ends amid its headers.
        if code == CURLE_OK, reply.isHeadOver {
            return .success(HTTPReply(status: easy.status, headers: reply.headers, body: reply.body))
        }
        return .failure(failure(code))
    }

    /// The failure of an exchange that ended because the process is stopping.
    var cancellation: TransportFailure {
        failure(.cancelled, "the request to \(host) was stopped before its reply came")
    }

    private var host: String { target.host }

    private func failure(_ kind: TransportFailure.Kind, _ message: String) -> TransportFailure {
        TransportFailure(kind, mayHaveBeenProcessed: hasSent, message: message)
    }

    private func failure(_ code: CURLcode) -> TransportFailure {
        if isIdleTooLong {
            return failure(.timeout, "\(host) went silent for \(request.limits.idleTimeout.unitText)")
        }
        if let excess = reply.excess { return failure(.tooLarge, "\(host) \(excess)") }
        if wasHeldBack { return failure(.reset, "\(host) closed the connection before it answered") }
        if let refusal = refusals.first, socketsOpened == 0 || code == CURLE_ABORTED_BY_CALLBACK {
            return failure(.refusedAddress, Self.sentence(host, refusal))
        }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: return failure(.unresolvable, "the name \(host) has no address")
        case CURLE_OPERATION_TIMEDOUT: return timeout
        case CURLE_COULDNT_CONNECT:
            let reason = easy.systemError == 0 ? "no address could be reached" : Self.words(easy.systemError)
            return failure(.connect, "cannot connect to \(host), port \(target.port): \(reason)")
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS:
            return failure(.tls, "no secure connection to \(host): \(detail(code))")
        case CURLE_GOT_NOTHING: return failure(.reset, "\(host) closed the connection before it answered")
        case CURLE_SEND_ERROR: return failure(.reset, "the connection to \(host) was lost while sending")
        case CURLE_RECV_ERROR where reply.headers.isEmpty || detail(code).hasPrefix("Recv failure"):
            return failure(.reset, "the connection to \(host) was lost before the reply was whole")
        case CURLE_OK, CURLE_PARTIAL_FILE: return failure(.malformed, "the reply of \(host) ended before it was whole")
        case CURLE_URL_MALFORMAT: return failure(.unusableRequest, "\(host) is not the name of a host")
        case CURLE_OUT_OF_MEMORY: return failure(.connect, "there is no memory left for the request to \(host)")
        default:
            if hasSent { return failure(.malformed, "what \(host) sent is not a proper HTTP reply: \(detail(code))") }
            return failure(.connect, "the request to \(host) could not be sent: \(detail(code))")
        }
    }

    private var timeout: TransportFailure {
        let limits = request.limits
        if !isIssued, ContinuousClock.now < deadline {
            return failure(.timeout, "\(host) took no connection within \(limits.connectTimeout.unitText)")
        }
        return failure(.timeout, "\(host) did not answer within \(limits.totalTimeout.unitText)")
    }

    private func detail(_ code: CURLcode) -> String {
        let text = easy.failureText
        return text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
    }

    private static func sentence(_ host: String, _ refusal: (address: String, words: String)) -> String {
        host == refusal.address
            ? "refused: \(host) is \(refusal.words)"
            : "refused: \(host) resolves to \(refusal.words) \(refusal.address)"
    }

    private static func words(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
