import Foundation
import Glibc

/// Who acts: the account and the machine, as the audit record names them.
package struct OperatorAccount: Sendable, Equatable, CustomStringConvertible {
    package var user: String
    package var host: String

    package init(user: String, host: String) {
        self.user = user
        self.host = host
    }

    /// The account that this process runs under.
    package static var current: OperatorAccount {
        var name = [CChar](repeating: 0, count: 256)
        let isNamed = gethostname(&name, name.count) == 0
        let host = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return OperatorAccount(user: ProcessInfo.processInfo.userName, host: isNamed ? host : "unknown")
    }

    package var description: String { "\(user)@\(host)" }
}
