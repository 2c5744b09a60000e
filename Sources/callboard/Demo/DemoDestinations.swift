import CoreServices
import Foundation
import Primitives
import Simulator

/// What the demo's workflows send to: the simulated systems, as a configuration names them.
enum DemoDestinations {
    /// - Parameter url: Where the simulated systems are, without a slash at its end.
    static func all(at url: String) -> [DestinationConfiguration] {
        let credentials = RemoteCredentials()
        let all = [
            DestinationConfiguration(
                name: "acme-salesforce",
                kind: .salesforce,
                baseURL: "\(url)/salesforce",
                authorisation: .clientCredentials(
                    tokenURL: "\(url)/salesforce/services/oauth2/token",
                    clientID: credentials.salesforceClientID,
                    clientSecret: Secret(credentials.salesforceClientSecret)
                )
            ),
            DestinationConfiguration(
                name: "newsletter",
                kind: .mailchimp,
                baseURL: "\(url)/mailchimp",
                authorisation: .basic(user: "callboard", password: Secret(credentials.mailchimpKey))
            ),
            DestinationConfiguration(
                name: "braze",
                kind: .braze,
                baseURL: "\(url)/braze",
                authorisation: .bearer(Secret(credentials.brazeKey))
            ),
            DestinationConfiguration(
                name: "globex-leads",
                kind: .http,
                baseURL: "\(url)/\(DemoRemotes.brokenSponsor)",
                authorisation: .standardWebhooks(Secret(credentials.sponsorSecret))
            ),
            DestinationConfiguration(
                name: "soylent-hubspot",
                kind: .hubspot,
                baseURL: "\(url)/hubspot",
                authorisation: .bearer(Secret(credentials.hubSpotToken))
            ),
            DestinationConfiguration(
                name: "analytics",
                kind: .segment,
                baseURL: "\(url)/segment",
                authorisation: .header(
                    name: "Authorization",
                    prefix: "Basic ",
                    secret: Secret(Data("\(credentials.segmentWriteKey):".utf8).base64EncodedString())
                )
            ),
            DestinationConfiguration(
                name: "crew-slack",
                kind: .slack,
                baseURL: url,
                authorisation: .secretURL(Secret("\(url)/slack/services/\(credentials.slackPath)"))
            ),
            DestinationConfiguration(name: "lead-inbox", kind: .http, baseURL: "\(url)/http/lead-inbox"),
        ]
        return all.map { destination in
            var destination = destination
            destination.flow = destination.kind.defaultFlow
            destination.settings = destination.kind.defaultSettings.filter { !$0.value.isEmpty }
            if destination.kind == .mailchimp { destination.settings["listID"] = "expohub" }
            destination.allowedNetworks = [AddressRange(bytes: [127, 0, 0, 0], prefixLength: 8)]
            return destination
        }
    }
}
