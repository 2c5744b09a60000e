import CoreServices

/// Whether Kombo takes the API key; only where one is configured.
enum KomboCheck {
    static let check = DoctorCheck { examination in
        guard let kombo = examination.configuration?.kombo, kombo.apiKey != nil else { return [] }
        var findings = [key(kombo)]
        if kombo.webhookSecrets.isEmpty {
            findings.append(
                .note("kombo", "no webhookSecrets: Kombo's webhooks are not believed, so only tokens connect")
            )
        }
        if kombo.publicAddress == nil, examination.configuration?.listener.isLoopback == true {
            findings.append(
                .note("kombo", "no publicAddress: short links and the hand-off page work on this machine only")
            )
        }
        return findings
    }

    private static func key(_ kombo: KomboConfiguration) -> DoctorFinding {
        do {
            let desk = try ConnectDesk(kombo)
            defer { desk.close() }
            let environment = try waitFor { try await desk.checkAPIKey() }
            return .ok("kombo", "\(kombo.place) takes the API key, environment \(environment)")
        } catch let failure as ConnectFailure where failure.isPassing {
            return .note("kombo", "\(failure)")
        } catch {
            return .wrong("kombo", "\(error)")
        }
    }
}
