import Foundation
import Glibc

/// What another process has used so far, as the kernel counts it.
struct ProcessUsage {
    /// Processor time of all its threads.
    let seconds: Double
    let residentMebibytes: Double

    init(_ process: pid_t) {
        let fields = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        // The name in parentheses may hold anything; what is counted comes behind it.
        let numbers = fields.split(separator: ")").last?.split(separator: " ").map { Double($0) ?? 0 } ?? []
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        seconds = numbers.count > 12 ? (numbers[11] + numbers[12]) / ticks : 0
        let pages = numbers.count > 21 ? numbers[21] : 0
        residentMebibytes = pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
    }
}
