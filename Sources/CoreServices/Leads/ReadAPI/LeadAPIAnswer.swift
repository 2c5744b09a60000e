import Foundation
import WebServer

/// An answer of the read API before it is known whether the reader has it already.
struct LeadAPIAnswer: Sendable {
    var body: [UInt8]
    var contentType: String
    var headers: [HTTPHeader] = []

    init(body: [UInt8], contentType: String) {
        self.body = body
        self.contentType = contentType
    }

    /// A page of leads with where to go on.
    init(
        _ page: LeadPage,
        form: LeadAPIQuestion.Form,
        next: String,
        excluded: Int,
        arguments: [(name: String, value: String)]
    ) {
        switch form {
        case .csv:
            body = page.body
            contentType = "text/csv; charset=utf-8"
        case .json:
            body = Array("{\"leads\":[".utf8)
            body.reserveCapacity(page.body.count + 256)
            body += page.body
            body +=
                """
                \n],"next_cursor":"\(next)","has_more":\(page.hasMore),"excluded_for_lack_of_consent":\(excluded)}\n
                """.utf8
            contentType = "application/json"
        }
        headers = [
            HTTPHeader(name: "X-Next-Cursor", value: next), HTTPHeader(name: "X-Has-More", value: "\(page.hasMore)"),
            HTTPHeader(name: "X-Excluded-For-Lack-Of-Consent", value: String(excluded)),
        ]
        if page.hasMore { headers.append(Self.link(arguments, next)) }
    }

    private static func link(_ arguments: [(name: String, value: String)], _ next: String) -> HTTPHeader {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        let others = arguments.filter { $0.name != "cursor" } + [(name: "cursor", value: next)]
        let query = others.map { "\($0.name)=\($0.value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")" }
        return HTTPHeader(name: "Link", value: "</api/leads?\(query.joined(separator: "&"))>; rel=\"next\"")
    }

    /// The answer, or 304 where the reader has it.
    func response(ifNoneMatch known: String?) -> HTTPResponse {
        let hash = SHA256Stream()
        hash.take(body)
        hash.take(Array(contentType.utf8))
        let tag = "\"\(hash.hex().prefix(32))\""
        let always = [
            HTTPHeader(name: "ETag", value: tag),
            HTTPHeader(name: "Cache-Control", value: "private, no-cache"),
            HTTPHeader(name: "Vary", value: "Accept, Authorization"),
            HTTPHeader(name: "X-Content-Type-Options", value: "nosniff"),
        ]
        let tags = (known ?? "").split(separator: ",").map { $0.drop { $0 == " " }.trimmingPrefix("W/") }
        if tags.contains(where: { $0 == tag || $0 == "*" }) {
            return HTTPResponse(status: 304, body: "", contentType: nil, headers: headers + always)
        }
        return HTTPResponse(
            status: 200,
            body: String(decoding: body, as: UTF8.self),
            contentType: contentType,
            headers: headers + always
        )
    }
}
