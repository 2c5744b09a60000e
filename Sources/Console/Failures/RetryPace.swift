import Primitives

/// How fast a retry of many steps goes.
package enum RetryPace {
    /// Steps a second, slowest first.
    static let all: [Double] = [1, 5, 10, 50]
    package static let usual: Double = 10

    static func faster(than pace: Double) -> Double { all.first { $0 > pace } ?? all[all.count - 1] }
    static func slower(than pace: Double) -> Double { all.last { $0 < pace } ?? all[0] }

    /// `10/s, about 4 s, first one alone as a probe`.
    static func text(_ pace: Double, count: Int) -> DisplayText {
        let seconds = Int64((Double(count) / pace).rounded(.up))
        let time = Readable.age(.seconds(max(1, seconds)))
        return "\(Int(pace))/s, about \(time)\(count > 1 ? ", first one alone as a probe" : "")"
    }
}
