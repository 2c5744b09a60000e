import Primitives

/// What to do about a refused request, in plain words.
enum RefusalAdvice {
    static func text(status: Int) -> DisplayText {
        switch status {
        case 400:
            "The body was no JSON object. Look at what the sender posts; nothing of it was kept."
        case 401:
            """
            The sender did not prove itself. If it is yours, compare its secret with the one of this endpoint; if many \
            addresses try, somebody else knows the URL.
            """
        case 404: "Nothing listens at that path. Compare the URL in the Komo portal with the endpoints configured here."
        case 405: "Webhooks are taken by POST only."
        case 408: "The sender was too slow to finish its request; it may try again."
        case 413: "The body was larger than listener.bodyLimit allows."
        case 429: "One address sent more, or held more connections, than the limits allow; it was told to wait."
        case 431: "The headers were larger than listener.headerLimit allows."
        case 503:
            "The event could not be put on disk, so the sender was told to try again. callboard doctor says why."
        default: "Nothing of the request was kept."
        }
    }
}
