import Simulator

/// What `callboard-sim --help` prints.
enum SimulatorHelp {
    static var text: String {
        let defaults = TrafficProportions()
        let proportions = AdjustableProportion.all.map { proportion in
            let option = "  --\(proportion.name) P"
            let padding = String(repeating: " ", count: max(1, 25 - option.count))
            let tenths = Int((defaults[keyPath: proportion.path] * 1000).rounded())
            let number = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
            return option + padding + "\(proportion.summary) [\(number)%]"
        }
        return """
            Stands in for Komo: posts the webhooks of a live event to a listener.

            Usage: callboard-sim komo --url URL [options]
                   callboard-sim komo --print [options]

              --url URL              where to post, such as http://127.0.0.1:8787/webhooks/komo
              --print                post nothing; write one body per line to standard output
              --rate N               events per second on average, 0 for as fast as possible [20]
              --count N              stop after so many [never; 1000 with --print]
              --seed N               repeat a run exactly [by chance]
              --start TIME           time of the first event [now; 2026-05-01T09:00:00Z with --print]
              --connections N        requests under way at once [4]

            How requests prove themselves:
              --profile NAME         standard-webhooks, hmac-sha256, static-header or none [none]
              --secret-env NAME      the environment variable that holds the secret
              --secret-file FILE     the file that holds the secret
              --header NAME          for hmac-sha256 [X-Signature] and static-header [Authorization]
              --prefix TEXT          before the value in that header [none; 'Bearer ']
              --encoding NAME        hex or base64, for hmac-sha256 [hex]

            How often things happen, as 0.5% or 0.005:
            \(proportions.joined(separator: "\n"))
            """
    }
}
