/// The texts that `callboard init` writes.
///
/// Keys with a default stand behind `//` and show the true default: a test takes the slashes away and loads the result.
package enum ConfigurationTemplate {
    /// The name of the one secret that both texts know.
    package static let secretName = "komo-main"

    /// `callboard.json5` with every key.
    package static let configuration = """
        // The configuration of callboard, in JSON5: comments, unquoted keys and trailing
        // commas are fine. Relative paths begin at the folder of this file.
        // 'callboard doctor' checks it and says what to change.
        {
          // Shown in the header.
          eventName: "My event",

          // An IANA time zone for the times on screen; the machine's own when left out.
          // timeZone: "Australia/Sydney",

          // Where the store lives; $XDG_DATA_HOME/callboard or ~/.local/share/callboard when left out.
          // dataDirectory: "data",

          // A theme's name, and a folder with themes of your own.
          // theme: "dark",
          // themesDirectory: "themes",

          // The folder with the workflows, one in each file that ends in .json5.
          // workflowsDirectory: "workflows",

          listener: {
            // 127.0.0.1 is reached from this machine only, which is right behind a tunnel or a
            // reverse proxy; 0.0.0.0 is reached from everywhere.
            // host: "127.0.0.1",
            // port: 8787,

            // TLS: PEM files, both or none.
            // certificateFile: "tls/certificate.pem",
            // privateKeyFile: "tls/private-key.pem",

            // bodyLimit: "1MiB",
            // headerLimit: "16KiB",
            // connectionLimit: 1024,
            // connectionLimitPerAddress: 256,

            // Requests a second that one address may send to one endpoint; more get 429. None when left out.
            // rateLimit: 100,

            // A connection on which nothing moves is closed after idleTimeout; a request must be
            // whole within requestTimeout.
            // idleTimeout: "30s",
            // requestTimeout: "15s",
          },

          komo: {
            // Each endpoint takes webhooks at /webhooks/komo/{name}. How a sender proves itself:
            //   secret-path        the URL ends in the secret: /webhooks/komo/{name}/{secret}
            //   static-header      a header holds the secret; keys: header, prefix
            //   hmac-sha256        a header holds HMAC-SHA256 of the body; keys: header, prefix,
            //                      encoding ("hex" or "base64")
            //   standard-webhooks  standardwebhooks.com; key: tolerance (such as "5m")
            //   none               no proof; only with a listener on loopback
            // Secrets are never written here. Say where each is kept; any in the list is accepted,
            // so that one can be replaced by the next without a gap:
            //   { secret: "NAME" }  a line 'NAME = ...' of callboard.secrets beside this file
            //   { env: "NAME" }     an environment variable
            //   { file: "PATH" }    a file that holds nothing else
            endpoints: [
              { name: "main", authentication: { profile: "secret-path", secrets: [{ secret: "komo-main" }] } },
            ],
          },

          // Connecting customers' HR systems through Kombo. region: eu, us or ca, to which key and secrets
          // belong. publicAddress is where others reach the listener, for the hand-off page and short links.
          // callers are customers' own front ends: whom a link is for is decided here, not by their requests.
          kombo: {
            // region: "eu",
            // linkType: "embedded",
            // connectLibrary: "https://unpkg.com/@kombo-api/connect@1/dist/index.js",
            // rateLimit: 1,
            // { apiKey: { secret: "kombo" }, webhookSecrets: [{ secret: "kombo-webhook" }],
            //   publicAddress: "https://hub.example.com", language: "en",
            //   callers: [{ name: "acme", secrets: [{ secret: "acme-front-end" }], email: "hr@acme.example",
            //               organisation: "Acme, Inc.", originID: "36123", category: "HRIS" }] }
          },

          // Whose card is whose: ids, or names in which * stands for any text; also by a tag, or by what
          // an app attaches. Tags such as sponsor:acme-corp make sponsors known by themselves.
          sponsors: [
            // { name: "Acme Corp", tag: "sponsor:acme-corp", cards: ["Acme *"], goal: 2500 },
            // { name: "Globex", extensionData: { key: "sponsor_id", value: "globex" } },
          ],

          // Whom exports leave out for lack of consent: not-refused leaves out who said no, opted-in all
          // who did not say yes, everyone nobody. Who may read leads over HTTP: one sponsor's, or "*".
          leads: {
            // consent: "not-refused",
            // api: { rateLimit: 50, readers: [{ sponsor: "Acme Corp", secrets: [{ secret: "acme-reads" }] }] },
          },

          // What workflows send to. The kinds: salesforce, mailchimp, braze, hubspot, zoho, klaviyo,
          // segment, airtable, slack, and http for everything else. Secrets as above. All of them
          // may say: concurrency, rate (requests a second), burst, maximumAttempts, connectTimeout,
          // totalTimeout, idleTimeout, responseLimit, and allowNetworks for servers that are not public.
          destinations: [
            // { name: "crm", kind: "salesforce", url: "https://acme.my.salesforce.com", apiVersion: "v61.0",
            //   authorisation: { clientID: "...", clientSecret: { secret: "salesforce" } } },
            // { name: "news", kind: "mailchimp", listID: "...", authorisation: { secret: { secret: "mailchimp" } } },
            // { name: "braze", kind: "braze", url: "https://rest.iad-01.braze.com",
            //   authorisation: { secret: { secret: "braze" } } },
            // { name: "crew", kind: "slack", authorisation: { secret: { secret: "slack-url" } } },
            // { name: "acme", kind: "http", url: "https://leads.acme.example/komo",
            //   authorisation: { profile: "standard-webhooks", secret: { secret: "acme" } } },
            // { name: "office", kind: "http", url: "https://hub.office.example", allowNetworks: ["10.1.0.0/16"],
            //   authorisation: { profile: "bearer", secret: { env: "OFFICE_TOKEN" } }, rate: 20 },
          ],

          // When this machine's own connection was down, what it held up goes out at so many steps a second.
          uplink: {
            // drainRate: 20,
          },
        }

        """

    /// `callboard.secrets` with one secret, and the path at which Komo reaches the endpoint.
    static func secrets(_ secret: String) -> String {
        """
        # The secrets that callboard.json5 names: lines 'name = value'. Keep this file to yourself (mode 600).
        #
        # Komo posts to a URL that ends in:
        #   /webhooks/komo/main/\(secret)
        \(secretName) = \(secret)

        """
    }
}
