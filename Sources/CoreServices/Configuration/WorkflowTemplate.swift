/// The sample that `callboard init` puts into the folder of workflows: it counts once it is renamed.
package enum WorkflowTemplate {
    package static let fileName = "example.json5.sample"

    /// One workflow that needs no destination, and a step for those who have one.
    package static let sample = """
        // A workflow: when its trigger fires within its scope, its steps run. One workflow a file.
        // Rename this one to example.json5 and it counts; 'callboard workflows check' lists every
        // mistake, 'callboard workflows test NAME --event SEQUENCE' shows what it would do.
        {
          name: "Tag Acme's qualified leads",
          summary: "Marks everybody who qualified at one of Acme's cards.",
          // Gameplay.DataCaptured, Gameplay.DataCapturedQualified, Gameplay.Ended, Prize.Won,
          // Coupon.Redeemed or Contact.Created
          trigger: "Gameplay.DataCapturedQualified",
          // or { site: "Expo *" }, or "workspace" for everything
          scope: { card: "Acme *" },
          // The filter of the console, to narrow it down further.
          // where: "body.form_fields.optin:true",
          steps: [
            {
              id: "tag",
              action: "contact.update",
              addTags: ["sponsor:acme-corp"],
              // What is missing needs a default, or may be left out where it is optional.
              setProperties: { company: "{{ form_fields.company | trim | optional }}" },
            },
            // Sends to a destination that callboard.json5 names.
            // {
            //   id: "send", action: "http.request", destination: "acme", method: "POST", url: "/leads",
            //   body: { email: "{{ contact.email }}", card: "{{ card.name | default: 'none' }}" },
            // },
          ],
        }

        """
}
