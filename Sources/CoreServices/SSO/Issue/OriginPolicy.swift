import WebServer

/// Whether the page that asks is one that may.
enum OriginPolicy {
    enum Verdict: Equatable {
        /// The origin to answer to; empty for one that is not a page's, or that the page shares with us.
        case allowed(String)
        case blocked
    }

    static func judge(_ request: HTTPRequest, listed: [String]) -> Verdict {
        judge(
            origin: request.header("Origin"),
            host: request.header("Host"),
            fetchSite: request.header("Sec-Fetch-Site"),
            listed: listed
        )
    }

    /// - Parameters:
    ///   - origin: The header `Origin`, which browsers set on their own and no script can change.
    ///   - host: The header `Host`: a page that was served here is at home.
    ///   - fetchSite: The header `Sec-Fetch-Site`.
    static func judge(origin: String?, host: String?, fetchSite: String?, listed: [String]) -> Verdict {
        guard let origin else {
            // Backends say neither; a browser that asks across sites and hides from where follows somebody's link.
            return fetchSite == "cross-site" ? .blocked : .allowed("")
        }
        if listed.contains(origin) { return .allowed(origin) }
        guard let page = URLOrigin(origin), page.rest.isEmpty else { return .blocked }
        if listed.contains(page.text) { return .allowed(origin) }
        guard let host, let here = URLOrigin("\(page.scheme)://\(host)"), here.isSameServer(as: page) else {
            return .blocked
        }
        return .allowed("")
    }
}
