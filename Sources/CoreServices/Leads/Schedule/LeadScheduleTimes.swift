import Foundation
import Primitives

/// When a schedule is due, by the clocks of the event.
struct LeadScheduleTimes {
    let zone: TimeZone
    let closesAt: Timestamp?

    /// The newest due time that is not after `now`; `nil` when there has been none.
    func last(_ time: LeadSchedule.Time, upTo now: Timestamp) -> Timestamp? {
        switch time {
        case .atClose: return closesAt.flatMap { $0 <= now ? $0 : nil }
        case .every(let interval): return place(in: interval, now)
        case .daily(let minute):
            let today = daily(minute, on: now, daysLater: 0)
            return today <= now ? today : daily(minute, on: now, daysLater: -1)
        }
    }

    /// The first due time after `now`; `nil` when there is none any more.
    func next(_ time: LeadSchedule.Time, after now: Timestamp) -> Timestamp? {
        switch time {
        case .atClose: return closesAt.flatMap { $0 > now ? $0 : nil }
        case .every(let interval):
            // Where clocks are changed, places move by what is less than an interval or a multiple of it.
            let next = place(in: interval, now.advanced(by: interval))
            return next > now ? next : next.advanced(by: interval)
        case .daily(let minute):
            let today = daily(minute, on: now, daysLater: 0)
            return today > now ? today : daily(minute, on: now, daysLater: 1)
        }
    }

    /// How many due times lie after `earlier` and up to `later`; at most so many are counted.
    func count(_ time: LeadSchedule.Time, after earlier: Timestamp, upTo later: Timestamp, limit: Int = 10_000) -> Int {
        var count = 0
        var place = earlier
        while count < limit, let next = next(time, after: place), next <= later {
            count += 1
            place = next
        }
        return count
    }

    /// The last multiple of an interval since midnight.
    private func place(in interval: Duration, _ now: Timestamp) -> Timestamp {
        let midnight = WorkflowInspection.startOfDay(now, zone: zone)
        let step = max(1, interval.milliseconds)
        let passed = now.milliseconds - midnight.milliseconds
        return Timestamp(milliseconds: midnight.milliseconds + passed / step * step)
    }

    private func daily(_ minute: Int, on now: Timestamp, daysLater: Int) -> Timestamp {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let day = calendar.date(byAdding: .day, value: daysLater, to: calendar.startOfDay(for: now.date)) ?? now.date
        // A time that the change of clocks leaves out is the next one that there is.
        let date = calendar.date(
            bySettingHour: minute / 60,
            minute: minute % 60,
            second: 0,
            of: day,
            matchingPolicy: .nextTime
        )
        return Timestamp(date ?? day)
    }
}
