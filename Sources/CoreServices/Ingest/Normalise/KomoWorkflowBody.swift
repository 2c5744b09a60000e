/// The body for the HTTP Request action of a Komo workflow.
///
/// Komo's recipes document the placeholders `contact.email`, `contact.first_name`, `contact.last_name`, `card.name`,
/// `gameplay.score` and `form_fields.company`; the others follow their pattern. A placeholder that Komo leaves empty
/// or as it stands counts as absent, so the whole body can be pasted and trimmed later.
package enum KomoWorkflowBody {
    /// Paste this into the action's body. Set `event` to the workflow's trigger, and give `form_fields` one line for
    /// each Unique ID of the form.
    package static let template = """
        {
          "event": "Gameplay.DataCaptured",
          "timestamp": "{{ timestamp }}",
          "site": {
            "id": "{{ site.id }}",
            "name": "{{ site.name }}"
          },
          "card": {
            "id": "{{ card.id }}",
            "name": "{{ card.name }}",
            "type": "{{ card.type }}"
          },
          "contact": {
            "id": "{{ contact.id }}",
            "email": "{{ contact.email }}",
            "phone": "{{ contact.phone }}",
            "first_name": "{{ contact.first_name }}",
            "last_name": "{{ contact.last_name }}",
            "profile_id": "{{ contact.profile_id }}",
            "session_id": "{{ contact.session_id }}",
            "tags": "{{ contact.tags }}",
            "optin": "{{ contact.optin }}"
          },
          "form_fields": {
            "company": "{{ form_fields.company }}"
          },
          "gameplay": {
            "score": "{{ gameplay.score }}",
            "correct": "{{ gameplay.correct }}",
            "qualified": "{{ gameplay.qualified }}"
          },
          "prize": {
            "id": "{{ prize.id }}",
            "name": "{{ prize.name }}",
            "recipient_id": "{{ prize.recipient_id }}"
          },
          "coupon": {
            "id": "{{ coupon.id }}",
            "code": "{{ coupon.code }}",
            "offer_id": "{{ coupon.offer_id }}",
            "offer_name": "{{ coupon.offer_name }}"
          },
          "extension_data": {
            "event_id": "{{ extension_data.event_id }}",
            "attendee_id": "{{ extension_data.attendee_id }}",
            "ticket_type": "{{ extension_data.ticket_type }}",
            "session_id": "{{ extension_data.session_id }}",
            "sponsor_id": "{{ extension_data.sponsor_id }}"
          },
          "entry": {
            "competition_entry_id": "{{ entry.competition_entry_id }}",
            "submission_id": "{{ entry.submission_id }}"
          }
        }
        """
}
