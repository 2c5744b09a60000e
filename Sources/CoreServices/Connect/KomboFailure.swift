import Primitives

/// Kombo's errors in the words of callboard: what happened, and what to do.
enum KomboFailure {
    /// What was asked about.
    enum Subject: Sendable, Equatable {
        case link, token, other
        case integration(String)
    }

    /// More of a message is not kept.
    private static let messageLimit = 300

    static func of(_ failure: TransportFailure, place: String) -> ConnectFailure {
        switch failure.kind {
        case .refusedAddress, .unusableRequest:
            ConnectFailure(
                .network,
                "Kombo (\(place)) was not asked, because \(failure.message)",
                nextStep: "correct kombo.url, or name its network in kombo.allowNetworks"
            )
        case .tls:
            ConnectFailure(
                .network,
                "Kombo (\(place)) cannot be reached safely: \(failure.message)",
                nextStep: "check this machine's clock and whether something stands between it and the internet"
            )
        case .cancelled:
            ConnectFailure(
                .nobodyRuns,
                "Kombo (\(place)) was not asked, because callboard is stopping",
                nextStep: "it goes on when callboard runs again"
            )
        default:
            ConnectFailure(
                .network,
                "Kombo (\(place)) cannot be reached: \(failure.message)",
                nextStep: "check this machine's connection; it is tried again by itself"
            )
        }
    }

    static func unexpected(_ what: String, place: String) -> ConnectFailure {
        ConnectFailure(
            .unexpectedAnswer,
            "Kombo (\(place)) answered with \(what)",
            nextStep: "check kombo.region and kombo.url, and whether a proxy answers in Kombo's place"
        )
    }

    /// The failure that an answer other than 200 tells of.
    static func of(
        _ reply: HTTPReply,
        body: JSONValue?,
        subject: Subject,
        place: String,
        now: Timestamp
    ) -> ConnectFailure {
        let error = body?["error"]
        let told = Told(
            code: error?["code"]?.string ?? "",
            message: String((error?["message"]?.string ?? "").prefix(messageLimit)),
            title: error?["title"]?.string ?? "",
            status: reply.status
        )
        var failure = Self.failure(told, subject, place)
        failure.logURL = error?["log_url"]?.string
        if failure.isPassing {
            failure.retryAfterSeconds = RetryAfter.read(reply, now: now).map { Int($0.components.seconds) }
        }
        return failure
    }

    private struct Told {
        var code: String
        var message: String
        var title: String
        var status: Int

        /// What Kombo said, or else its status.
        var words: String { message.isEmpty ? title.isEmpty ? "HTTP \(status)" : title : message.trimmingEnd }
    }

    private static func failure(_ told: Told, _ subject: Subject, _ place: String) -> ConnectFailure {
        switch (told.code, told.status) {
        case ("PLATFORM.AUTHENTICATION_INVALID", _), ("", 401):
            ConnectFailure(
                .keyRefused,
                "Kombo (\(place)) does not take the API key",
                nextStep:
                    "check kombo.apiKey and kombo.region, since a key of another region is refused the same way; 'callboard connect check' tells which"
            )
        case ("PLATFORM.IP_NOT_WHITELISTED", _):
            ConnectFailure(
                .addressNotListed,
                "Kombo (\(place)) takes requests from listed addresses only, and this machine's is none of them",
                nextStep: "add the address in Kombo's dashboard"
            )
        case ("PLATFORM.RATE_LIMIT_EXCEEDED", _), ("PLATFORM.CONCURRENCY_LIMIT_EXCEEDED", _), (_, 429):
            ConnectFailure(
                .rateLimited,
                "Kombo (\(place)) takes no more requests for the moment",
                nextStep: "wait a little; it is tried again by itself"
            )
        case ("PLATFORM.TASK_TIMED_OUT", _), (_, 500...):
            ConnectFailure(
                .unavailable,
                "Kombo (\(place)) cannot do it now: \(told.words)",
                nextStep: "wait a little; it is tried again by itself"
            )
        default: refusal(told, subject, place)
        }
    }

    private static func refusal(_ told: Told, _ subject: Subject, _ place: String) -> ConnectFailure {
        switch subject {
        case .token: return token(told, place)
        case .integration(let id) where told.code == "PLATFORM.INTEGRATION_NOT_FOUND" || told.status == 404:
            return ConnectFailure(
                .integrationUnknown,
                "Kombo (\(place)) does not know the integration \(id)",
                nextStep: "it may have been deleted or belong to another region; begin a new flow to connect again"
            )
        case .link, .integration, .other:
            return ConnectFailure(
                .inputRefused,
                "Kombo (\(place)) refuses the request: \(told.words)",
                nextStep: "correct the details and begin again"
            )
        }
    }

    /// Kombo documents no code of its own for a token that does not work, so its words are looked at.
    private static func token(_ told: Told, _ place: String) -> ConnectFailure {
        let words = (told.code + " " + told.title + " " + told.message).lowercased()
        if words.contains("expired") {
            return ConnectFailure(
                .tokenExpired,
                "the token has expired: Kombo (\(place)) takes one only for a short while",
                nextStep: "open the link again to get a new token, or make a new link"
            )
        }
        if words.contains("already") || words.contains("used") {
            return ConnectFailure(
                .tokenUsed,
                "the token has been used already",
                nextStep:
                    "if this flow does not become connected by Kombo's webhook, open the link again to get a new token"
            )
        }
        return ConnectFailure(
            .tokenUnknown,
            "Kombo (\(place)) does not know the token: \(told.words)",
            nextStep: "copy the whole token again, and check that it is of this link and this region"
        )
    }
}

extension String {
    /// Without a full stop and white space at the end.
    fileprivate var trimmingEnd: String {
        var text = self
        while let last = text.last, last.isWhitespace || last == "." { text.removeLast() }
        return text
    }
}
