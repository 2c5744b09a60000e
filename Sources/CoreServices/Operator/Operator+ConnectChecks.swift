import Database
import Primitives

extension Operator {
    static func flow(_ id: Int64, in connection: SQLiteConnection) throws -> ConnectFlow {
        guard let flow = try ConnectFlowRecord.named(id, in: connection) else {
            throw OperatorRefusal.unknown("connect flow \(id)")
        }
        return flow
    }

    static func integration(_ id: String, in connection: SQLiteConnection) throws -> Connection {
        guard let found = try ConnectionRecord.named(id, in: connection) else {
            throw OperatorRefusal.unknown("integration \(id)")
        }
        guard !found.isDeleted else {
            throw OperatorRefusal.pointless("integration \(id) is deleted; begin a new flow to connect again")
        }
        return found
    }

    /// Why a flow takes no token as it stands.
    static func whyNoToken(_ flow: ConnectFlow) -> String {
        switch flow.state {
        case .following, .complete:
            "flow \(flow.id) is connected already, by \(flow.winner?.words ?? "somebody else"); the token is not needed"
        case .exchanging: "a token for flow \(flow.id) is being exchanged already; wait for what comes of it"
        case .details: "flow \(flow.id) has no link yet, so no token can belong to it; wait for the link"
        case .abandoned, .failed, .waiting, .expired:
            "flow \(flow.id) is \(flow.state.words); begin a new one and use the token of its own link"
        }
    }

    /// A pasted token without what came along; `nil` when it cannot be one.
    static func trimmed(_ token: Secret) -> Secret? {
        var bytes = token.exposed()[...]
        while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        guard (1...longestToken).contains(bytes.count), bytes.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            return nil
        }
        return Secret(bytes: Array(bytes))
    }
}

extension ConnectDetails {
    /// What was asked for, for the record: no e-mail address.
    var words: String {
        var words = [category.rawValue, "for \(organisation) (origin \(originID))", linkType.name]
        if let tool { words.append("tool \(tool)") }
        if let language { words.append(language.rawValue) }
        return words.joined(separator: ", ")
    }
}

extension String {
    /// Without white space at both ends.
    var trimmingSpace: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
