import Primitives

@testable import CoreServices

/// Destinations of every kind, as a configuration would name them.
enum ConnectorFixture {
    static let secret = "s3cr3t-0123456789"
    static let slackURL = "https://hooks.slack.com/services/T0/B0/x1y2z3"
    static let now = Timestamp(milliseconds: 1_777_627_800_000)

    static func destination(_ kind: DestinationConfiguration.Kind) -> DestinationConfiguration {
        let secret = Secret(secret)
        var destination = DestinationConfiguration(name: kind.rawValue, kind: kind, baseURL: kind.sampleURL)
        destination.settings = kind.defaultSettings.mapValues { $0.isEmpty ? "abc123" : $0 }
        switch kind {
        case .http: destination.authorisation = .none
        case .salesforce, .zoho:
            destination.authorisation = .clientCredentials(
                tokenURL: "\(kind.sampleURL)/services/oauth2/token",
                clientID: "id",
                clientSecret: secret
            )
        case .mailchimp: destination.authorisation = .basic(user: "callboard", password: secret)
        case .braze, .hubspot, .airtable: destination.authorisation = .bearer(secret)
        case .klaviyo, .segment:
            destination.authorisation = .header(name: "Authorization", prefix: "Klaviyo-API-Key ", secret: secret)
        case .slack: destination.authorisation = .secretURL(Secret(slackURL))
        }
        return destination
    }

    static func destination(for operation: CoreServices.Operation) -> DestinationConfiguration {
        destination(operation.kinds?.first ?? .http)
    }

    static func outcome(
        _ operation: CoreServices.Operation,
        _ status: Int,
        _ body: String,
        headers: [HeaderField] = []
    ) -> StepOutcome {
        Connector.outcome(
            of: HTTPReply(status: status, headers: headers, body: Array(body.utf8)),
            to: operation,
            at: destination(for: operation),
            now: now
        )
    }

    /// An outcome in one word, its code and how long to wait.
    static func summary(_ outcome: StepOutcome) -> String {
        switch outcome {
        case .success(let output): "success\(output["note"]?.string.map { ": \($0)" } ?? "")"
        case .retry(let failure, let after):
            "retry \(failure.code)\(after.map { " after \($0.unitText)" } ?? "")"
                + (failure.concernsWholeDestination ? " all" : "")
        case .permanent(let failure): "permanent \(failure.code)"
        case .reauthorise(let failure): "reauthorise \(failure.code)"
        case .ambiguous(let failure): "ambiguous \(failure.code)"
        }
    }
}
