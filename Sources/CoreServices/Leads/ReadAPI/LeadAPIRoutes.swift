import Database
import Foundation
import Primitives
import WebServer

/// `GET /api/sponsors`, `/api/leads` and `/api/openapi.json`: leads for whoever has a token.
struct LeadAPIRoutes: Sendable {
    /// Connections of its own, so that readers hold up nobody at the console, and the other way round.
    private static let connectionCount = 2

    private let pool: ReaderPool
    private let clock: WallClock
    private let known = KnownSponsors()
    private let readers: [LeadAPIConfiguration.Reader]
    private let consent: ConsentRule
    private let zone: TimeZone
    private let limiter: RateLimiter
    private let refused: @Sendable (Rejection) -> Void

    /// - Parameter refused: Told of everything that is refused; must not wait.
    /// - Throws: `SQLiteError` when the store cannot be opened once more.
    init(store: Store, configuration: Configuration, refused: @escaping @Sendable (Rejection) -> Void) throws {
        let directory = store.directory
        let isUsed = !configuration.leads.api.readers.isEmpty
        pool = try ReaderPool(count: isUsed ? Self.connectionCount : 0) { try JournalSchema.openForReading(directory) }
        clock = store.clock
        readers = configuration.leads.api.readers
        consent = configuration.leads.consent
        zone = configuration.timeZone.flatMap(TimeZone.init(identifier:)) ?? .current
        limiter = RateLimiter(configuration.leads.api.rateLimit)
        self.refused = refused
    }

    /// None while nobody may read.
    var routes: [Route] {
        guard !readers.isEmpty else { return [] }
        let document = HTTPResponse(status: 200, json: LeadAPIDocument.text)
        return [
            Route("GET", "/api/openapi.json") { _, responder in responder.respond(document) },
            Route("GET", "/api/sponsors") { answer($0, $1, sponsors) },
            Route("GET", "/api/leads") { answer($0, $1, leads) },
        ]
    }

    /// A request, as far as it matters here.
    private struct Asked: Sendable {
        var reader: LeadAPIConfiguration.Reader
        var arguments: [(name: String, value: String)]
        var accept: String?
        var ifNoneMatch: String?
    }

    private typealias Handler = @Sendable (Asked, SQLiteConnection) throws -> LeadAPIAnswer

    /// Checks who asks, then has the question answered away from the server's threads.
    private func answer(_ request: HTTPRequest, _ responder: HTTPResponder, _ handler: @escaping Handler) {
        let address = request.remoteAddress
        let now = request.receivedAt
        let asked: Asked
        do throws(LeadAPIProblem) {
            let reader = try reader(request.header("Authorization"))
            if let wait = limiter.secondsToWait(endpoint: reader.name, address: "", now: now) {
                throw .tooMany(retryAfterSeconds: wait)
            }
            asked = Asked(
                reader: reader,
                arguments: request.arguments,
                accept: request.header("Accept"),
                ifNoneMatch: request.header("If-None-Match")
            )
        } catch {
            tell(error, address, now)
            responder.respond(error.response)
            return
        }
        pool.read { connection in
            do {
                let answer = try connection.transaction(.deferred) { try handler(asked, connection) }
                responder.respond(answer.response(ifNoneMatch: asked.ifNoneMatch))
            } catch let problem as LeadAPIProblem {
                tell(problem, address, now)
                responder.respond(problem.response)
            } catch {
                responder.respond(LeadAPIProblem.unavailable.response)
            }
        }
    }

    private func tell(_ problem: LeadAPIProblem, _ address: String, _ now: Timestamp) {
        refused(
            Rejection(
                status: problem.status,
                reason: "read API: \(problem.title.lowercased())",
                endpoint: "api",
                remoteAddress: address,
                receivedAt: now
            )
        )
    }

    private func reader(_ authorization: String?) throws(LeadAPIProblem) -> LeadAPIConfiguration.Reader {
        let words = (authorization ?? "").split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else { throw .withoutToken }
        let token = Array(words[1].utf8)
        // All are compared, so that the time tells nothing about which one it nearly was.
        var found: LeadAPIConfiguration.Reader?
        for reader in readers {
            for secret in reader.secrets where secret.matches(token) { found = reader }
        }
        guard let found else { throw .wrongToken }
        return found
    }

    // MARK: - Sponsors

    @Sendable private func sponsors(_ asked: Asked, _ connection: SQLiteConnection) throws -> LeadAPIAnswer {
        if let argument = asked.arguments.first {
            throw LeadAPIProblem.unusable("'\(argument.name.prefix(64))' cannot be asked here; ask without anything")
        }
        guard try LeadAPIQuestion([], secondsFromUTC: 0).form(accept: asked.accept) == .json else {
            throw LeadAPIProblem.notAcceptable
        }
        let board = try SponsorBoardQueries.board(consent: consent, now: clock.now(), in: connection)
        let own = asked.reader.sponsor == "*" ? nil : try ownSponsor(asked.reader, try known.directory(in: connection))
        let rows = own.map { own in board.rows.filter { $0.id == own.id } } ?? board.rows + [board.unattributed]
        var times = LocalTimeText(zone: zone)
        let list = rows.map { LeadAPISponsors.text($0, consent: consent, times: &times) }
        var body = "{\"sponsors\":[\n" + list.joined(separator: ",\n") + "\n]"
        if own == nil { body += ",\"unique_people\":\(board.people)" }
        return LeadAPIAnswer(body: Array((body + "}\n").utf8), contentType: "application/json")
    }

    // MARK: - Leads

    @Sendable private func leads(_ asked: Asked, _ connection: SQLiteConnection) throws -> LeadAPIAnswer {
        let seconds = zone.secondsFromGMT(for: clock.now().date)
        let question = try LeadAPIQuestion(asked.arguments, secondsFromUTC: seconds)
        let form = try question.form(accept: asked.accept)
        let directory = try known.directory(in: connection)
        let sponsor = try sponsor(of: question, asked.reader, directory)
        let fingerprint = question.fingerprint(sponsor: sponsor?.id)
        if let cursor = question.cursor, cursor.question != fingerprint {
            throw LeadAPIProblem.unusable(
                "this cursor belongs to another question; ask with the same sponsor, card and times, or without cursor"
            )
        }
        let request = LeadRequest(
            sponsor: sponsor?.id,
            card: question.card,
            since: question.since,
            until: question.until,
            consent: consent,
            qualifiedOnly: question.qualifiedOnly
        )
        let after = question.cursor?.changed ?? 0
        let page = try LeadPages.page(
            request,
            changedAfter: after,
            limit: question.limit,
            form: form,
            times: LocalTimeText(zone: zone),
            directory: directory,
            in: connection
        )
        let excluded = try SponsorBoardQueries.excluded(sponsor?.id, consent, in: connection)
        let next = LeadCursor(changed: page.changed, question: fingerprint).text
        return LeadAPIAnswer(page, form: form, next: next, excluded: excluded, arguments: asked.arguments)
    }

    /// The sponsor whose leads are asked for; `nil` for those of all.
    private func sponsor(
        of question: LeadAPIQuestion,
        _ reader: LeadAPIConfiguration.Reader,
        _ directory: KnownSponsors.Directory
    ) throws(LeadAPIProblem) -> Sponsor? {
        let own = reader.sponsor == "*" ? nil : try ownSponsor(reader, directory)
        var wanted = own
        for name in [question.sponsor, question.tag].compactMap(\.self) {
            guard let found = directory.named(name) else {
                // A sponsor's token must not tell which other sponsors there are.
                if let own { throw Self.otherSponsor(own) }
                throw LeadAPIProblem.unusable("there is no sponsor '\(name.prefix(80))'; GET /api/sponsors lists them")
            }
            if let own, own.id != found.id { throw Self.otherSponsor(own) }
            if let wanted, wanted.id != found.id {
                throw LeadAPIProblem.unusable("sponsor and tag name two sponsors; give one of them")
            }
            wanted = found
        }
        return wanted
    }

    private static func otherSponsor(_ own: Sponsor) -> LeadAPIProblem {
        .forbidden("it is for the leads of \(own.name) only; ask without sponsor and tag, or with that one")
    }

    private func ownSponsor(
        _ reader: LeadAPIConfiguration.Reader,
        _ directory: KnownSponsors.Directory
    ) throws(LeadAPIProblem) -> Sponsor {
        guard let own = directory.named(reader.sponsor), own.id != Sponsor.unattributedID else {
            throw LeadAPIProblem.forbidden(
                "it is for the sponsor \(reader.sponsor), of whom nothing is known yet; ask whoever runs the event"
            )
        }
        return own
    }
}
