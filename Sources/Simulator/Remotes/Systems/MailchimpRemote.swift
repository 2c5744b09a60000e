import Foundation
import Synchronization
import WebServer

/// `/mailchimp/3.0`: members of lists and their tags.
final class MailchimpRemote: Remote {
    private struct Member {
        var email: String
        var status: String
        var tags: Set<String> = []
    }

    let name = "mailchimp"
    private let key: String
    private let members = Mutex<[String: Member]>([:])

    private static let connectionLimit = 10
    private static let statuses = ["subscribed", "unsubscribed", "cleaned", "pending", "transactional"]

    init(_ credentials: RemoteCredentials) {
        key = credentials.mailchimpKey
    }

    var endpoints: [RemoteEndpoint] {
        let member = "/3.0/lists/{list}/members/{hash}"
        return [
            RemoteEndpoint("PUT", member) { call in self.refused(call) ?? self.put(call) },
            RemoteEndpoint("GET", member) { call in self.refused(call) ?? RemoteAnswer(self.show(call)) },
            RemoteEndpoint("POST", member + "/tags") { call in self.refused(call) ?? self.tag(call) },
        ]
    }

    func refusal(_ status: Int, headers: [HTTPHeader]) -> HTTPResponse {
        let title =
            switch status {
            case 401: "API Key Invalid"
            case 404: "Resource Not Found"
            case 429: "Too Many Requests"
            default: status >= 500 ? "Internal Server Error" : "Invalid Resource"
            }
        return problem(status, title, "simulated fault", headers: headers)
    }

    private func refused(_ call: RemoteCall) -> RemoteAnswer? {
        let basic = call.authorisation(after: "Basic ").flatMap { Data(base64Encoded: $0) }
        let password = basic.map { String(decoding: $0, as: UTF8.self) }?.split(separator: ":", maxSplits: 1).last
        guard call.bearer == key || password.map(String.init) == key else {
            return RemoteAnswer(problem(401, "API Key Invalid", "Your API key may be invalid."))
        }
        guard call.underWay <= Self.connectionLimit else {
            let text = "You have exceeded the limit of \(Self.connectionLimit) simultaneous connections."
            return RemoteAnswer(problem(429, "Too Many Requests", text), violations: ["too many connections at once"])
        }
        return nil
    }

    private func put(_ call: RemoteCall) -> RemoteAnswer {
        guard let fields = JSONFields(call.body) else { return RemoteAnswer(notJSON) }
        guard let email = fields.text("email_address") else {
            return invalid("email_address", "This value should not be blank.")
        }
        guard EmailAddress.isValid(email) else {
            return invalid("email_address", "Please provide a valid email address.")
        }
        let hash = call.parameters[1]
        guard hash == BodyDigest.md5(email.lowercased()) || hash.lowercased() == email.lowercased() else {
            let answer = invalid("email_address", "The subscriber hash is not that of this address.")
            return RemoteAnswer(answer.response, violations: ["path and body name different members"])
        }
        for name in ["status", "status_if_new"] {
            if let status = fields.text(name), !Self.statuses.contains(status) {
                return invalid(name, "Unknown status.")
            }
        }
        if email.lowercased().hasPrefix("forgotten") {
            let text = "\(email) was permanently deleted and cannot be re-imported."
            return RemoteAnswer(problem(400, "Forgotten Email Not Subscribed", text))
        }
        let key = memberKey(call, email: email)
        let status = fields.text("status")
        return members.withLock { members in
            var violations: [String] = []
            var member: Member
            if let known = members[key] {
                member = known
                if let status {
                    let isBack = known.status != "subscribed" && status == "subscribed"
                    violations = [isBack ? "somebody who left was subscribed again" : "status sent for a known member"]
                    member.status = status
                }
            } else {
                guard let first = fields.text("status_if_new") ?? status else {
                    return invalid("status_if_new", "This value should not be blank.")
                }
                member = Member(email: email, status: first)
            }
            members[key] = member
            return .processed(.json(200, Self.json(member)), [key], violations: violations)
        }
    }

    private func tag(_ call: RemoteCall) -> RemoteAnswer {
        guard let fields = JSONFields(call.body) else { return RemoteAnswer(notJSON) }
        guard let tags = fields.objects("tags") else { return invalid("tags", "This value should be an array.") }
        for tag in tags {
            guard tag.text("name") != nil else { return invalid("tags.name", "This value should not be blank.") }
            guard ["active", "inactive"].contains(tag.text("status") ?? "") else {
                return invalid("tags.status", "This value should be active or inactive.")
            }
        }
        let key = memberKey(call)
        return members.withLock { members in
            guard members[key] != nil else { return RemoteAnswer(missing) }
            for tag in tags {
                guard let name = tag.text("name") else { continue }
                if tag.text("status") == "active" {
                    members[key]?.tags.insert(name)
                } else {
                    members[key]?.tags.remove(name)
                }
            }
            return .processed(.noContent, [key])
        }
    }

    private func show(_ call: RemoteCall) -> HTTPResponse {
        members.withLock { $0[memberKey(call)] }.map { .json(200, Self.json($0)) } ?? missing
    }

    private func memberKey(_ call: RemoteCall, email: String? = nil) -> String {
        let named = call.parameters[1]
        let hash =
            email.map { BodyDigest.md5($0.lowercased()) }
            ?? (named.contains("@") ? BodyDigest.md5(named.lowercased()) : named)
        return "\(call.parameters[0])/\(hash)"
    }

    private static func json(_ member: Member) -> OrderedJSON {
        let tags = member.tags.sorted().enumerated().map { index, name in
            OrderedJSON.object([("id", .integer(index + 1)), ("name", .string(name))])
        }
        return .object([
            ("id", .string(BodyDigest.md5(member.email.lowercased()))), ("email_address", .string(member.email)),
            ("status", .string(member.status)), ("tags", .array(tags)),
        ])
    }

    private var notJSON: HTTPResponse {
        problem(400, "JSON Parse Error", "We encountered an unspecified JSON parsing error.")
    }
    private var missing: HTTPResponse {
        problem(404, "Resource Not Found", "The requested resource could not be found.")
    }

    private func invalid(_ field: String, _ message: String) -> RemoteAnswer {
        let error: OrderedJSON = .object([("field", .string(field)), ("message", .string(message))])
        let detail = "The resource submitted could not be validated."
        return RemoteAnswer(problem(400, "Invalid Resource", detail, errors: [error]))
    }

    private func problem(
        _ status: Int,
        _ title: String,
        _ detail: String,
        errors: [OrderedJSON] = [],
        headers: [HTTPHeader] = []
    ) -> HTTPResponse {
        var members: [(key: String, value: OrderedJSON)] = [
            ("type", .string("https://mailchimp.com/developer/marketing/docs/errors/")), ("title", .string(title)),
            ("status", .integer(status)), ("detail", .string(detail)),
            ("instance", .string("00000000-0000-4000-8000-000000000000")),
        ]
        if !errors.isEmpty { members.append(("errors", .array(errors))) }
        return .json(status, .object(members), type: "application/problem+json", headers: headers)
    }
}
