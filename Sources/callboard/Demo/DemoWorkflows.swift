import Foundation

/// The demo's workflows, as files that people could have written.
enum DemoWorkflows {
    /// Writes the files into a folder that is not there yet.
    static func write(into folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, text) in files {
            try text.write(toFile: "\(folder)/\(name).json5", atomically: true, encoding: .utf8)
        }
    }

    /// Text by file name.
    static let files: [(name: String, text: String)] = [
        (
            "acme-salesforce",
            """
            {
              name: "Acme to Salesforce",
              summary: "Everybody who plays an Acme card becomes a Lead.",
              trigger: "Gameplay.DataCaptured",
              scope: { card: "Acme Corp *" },
              steps: [
                { id: "tag", title: "Tag the contact", action: "contact.update", addTags: ["sponsor:acme-corp"] },
                {
                  id: "lead", title: "Salesforce create Lead", action: "salesforce.create",
                  destination: "acme-salesforce", object: "Lead",
                  fields: {
                    FirstName: "{{ contact.first_name | optional }}",
                    LastName: "{{ contact.last_name | default: 'Unknown' }}",
                    // Some people leave it out, and Salesforce does not take a Lead without one.
                    Company: "{{ form_fields.company | optional }}",
                    Email: "{{ contact.email }}",
                    LeadSource: "{{ card.name }}",
                  },
                },
              ],
            }

            """
        ),
        (
            "winners-braze",
            """
            {
              name: "Winners to Braze",
              summary: "Who wins gets the message that tells where to fetch the prize.",
              trigger: "Prize.Won",
              steps: [
                {
                  id: "track", title: "Braze track winner", action: "braze.trackUser", destination: "braze",
                  attributes: { first_name: "{{ contact.first_name | default: 'there' }}", winner: true },
                  events: { name: "prize_won", properties: { prize: "{{ prize.name }}", card: "{{ card.name }}" } },
                },
              ],
            }

            """
        ),
        (
            "newsletter",
            """
            {
              name: "Newsletter",
              summary: "Who signs up and agrees gets the newsletter.",
              trigger: "Contact.Created",
              where: "body.optin:true",
              steps: [
                {
                  id: "subscribe", title: "Mailchimp subscribe", action: "mailchimp.upsertSubscriber",
                  destination: "newsletter",
                  fields: {
                    FNAME: "{{ contact.first_name | default: '' }}", LNAME: "{{ contact.last_name | default: '' }}",
                  },
                },
                {
                  id: "tag", title: "Mailchimp tag", action: "mailchimp.tagSubscriber", destination: "newsletter",
                  add: ["expo-hub-2026"],
                },
              ],
            }

            """
        ),
        (
            "globex-leads",
            """
            {
              name: "Globex leads",
              summary: "Globex takes its leads at a webhook of its own.",
              trigger: "Gameplay.DataCaptured",
              scope: { card: "Globex *" },
              steps: [
                { id: "send", title: "Send the lead to Globex", action: "sponsor.webhook", destination: "globex-leads" },
              ],
            }

            """
        ),
        (
            "umbrella-desk",
            """
            {
              name: "Umbrella lead desk",
              summary: "New people become Leads, known ones get a tag; what Salesforce refuses goes to the inbox.",
              trigger: "Gameplay.DataCaptured",
              scope: { card: "Umbrella *" },
              steps: [
                {
                  id: "lookup", title: "Salesforce find Lead", action: "salesforce.get", destination: "acme-salesforce",
                  object: "Lead", where: "Email = '{{ contact.email }}'", onFailure: "inbox",
                },
                {
                  id: "isNew", title: "Is the person new?", action: "decision",
                  where: "steps.lookup.body.totalSize:0", onSuccess: "create", onFailure: "known",
                },
                {
                  id: "create", title: "Salesforce create Lead", action: "salesforce.create",
                  destination: "acme-salesforce", object: "Lead",
                  fields: {
                    LastName: "{{ contact.last_name | default: 'Unknown' }}",
                    Company: "{{ form_fields.company | default: 'Unknown' }}",
                    Email: "{{ contact.email }}",
                  },
                  onSuccess: "end", onFailure: "inbox",
                },
                {
                  id: "known", title: "Tag who is known", action: "contact.update", addTags: ["sponsor:umbrella"],
                  onSuccess: "end",
                },
                {
                  id: "inbox", title: "Post to the inbox", action: "http.request", destination: "lead-inbox",
                  url: "{destination}", repeatable: "keyed",
                  body: { email: "{{ contact.email }}", card: "{{ card.name }}", seq: "{{ event.seq | json }}" },
                },
              ],
            }

            """
        ),
        (
            "soylent-hubspot",
            """
            {
              name: "Soylent to HubSpot",
              trigger: "Gameplay.DataCaptured",
              scope: { card: "Soylent *" },
              steps: [
                {
                  id: "contact", title: "HubSpot upsert contact", action: "hubspot.upsertContact",
                  destination: "soylent-hubspot",
                  fields: {
                    firstname: "{{ contact.first_name | default: '' }}",
                    lastname: "{{ contact.last_name | default: '' }}",
                    company: "{{ form_fields.company | optional }}",
                  },
                },
              ],
            }

            """
        ),
        (
            "analytics",
            """
            {
              name: "Games to Segment",
              trigger: "Gameplay.Ended",
              steps: [
                {
                  id: "track", title: "Segment track", action: "segment.track", destination: "analytics",
                  event: "Game ended",
                  properties: { card: "{{ card.name }}", score: "{{ gameplay.score | json }}" },
                },
              ],
            }

            """
        ),
        (
            "slack-ping",
            """
            {
              name: "Slack ping",
              summary: "The crew sees coupons come in.",
              trigger: "Coupon.Redeemed",
              steps: [
                {
                  id: "post", title: "Slack post", action: "slack.postMessage", destination: "crew-slack",
                  text: "{{ coupon.offer_name }}: coupon {{ coupon.code }} redeemed",
                },
              ],
            }

            """
        ),
    ]
}
