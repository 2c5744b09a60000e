/// Workflow files as people write them.
enum WorkflowSample {
    static let lead = """
        // Creates a Lead for everybody who agreed to be contacted.
        {
          name: 'Leads to the CRM',
          summary: 'Creates a Lead for everybody who agreed.',
          trigger: 'CompetitionEntrySuccess',
          scope: { card: 'Acme *' },
          where: '-email:@acme.example',
          steps: [
            { id: 'lookup', action: 'http.request', destination: 'crm', method: 'GET',
              url: '/leads?email={{ contact.email }}' },
            { id: 'known', title: 'Is the Lead there?', action: 'decision',
              where: 'steps.lookup.body.totalSize:0', onSuccess: 'create', onFailure: 'tag' },
            { id: 'create', action: 'http.request', destination: 'crm', method: 'POST', url: '/leads',
              headers: { 'X-Source': 'expo' },
              body: { Email: '{{ contact.email | lower }}', Score: '{{ gameplay.score | json | optional }}',
                      Company: "{{ form_fields.company | default: 'Unknown' }}", Rating: 5, Tags: ['expo'] } },
            { id: 'tag', action: 'contact.update', addTags: ['lead', '{{ sponsor.tag | optional }}'],
              setProperties: { company: '{{ form_fields.company | optional }}' } },
          ],
        }
        """

    static let webhook = """
        {
          name: 'Tell the sponsor', trigger: 'Prize.Won', scope: { site: 'Expo Hub' },
          steps: [
            { id: 'post', action: 'http.request', destination: 'sponsor', url: '/hooks',
              form: { email: '{{ contact.email }}', prize: '{{ prize.name }}' }, onFailure: 'mark' },
            { id: 'mark', action: 'contact.update', removeTags: ['told'] },
          ],
        }
        """

    static let tag = """
        { "name": "Tag everybody", "trigger": "Contact.Created", "scope": "workspace",
          "steps": [{ "id": "tag", "action": "contact.update", "addTags": ["sponsor:{{ card.name | lower }}"] }] }
        """
}
