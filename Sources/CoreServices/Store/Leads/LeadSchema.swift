/// The tables of sponsors and leads, in the journal's file so that an event's counts move in the transaction that moves
/// the planner's place. All but `sponsor` follow from the events, the sponsors' rules and the contacts' tags.
enum LeadSchema {
    static let tables = """
        -- id 0 is Unattributed, where the entries are that fit nobody.
        CREATE TABLE sponsor (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            tag TEXT NOT NULL,
            -- The tag without the spellings that mean the same, see SponsorTag.
            tag_key TEXT NOT NULL UNIQUE,
            origin TEXT NOT NULL CHECK (origin IN ('unattributed', 'configured', 'added', 'discovered')),
            -- JSON list of card ids and name patterns.
            cards TEXT NOT NULL DEFAULT '[]',
            extension_key TEXT,
            extension_value TEXT,
            goal INTEGER,
            -- Rules are tried in this order.
            position INTEGER NOT NULL DEFAULT 0,
            is_active INTEGER NOT NULL DEFAULT 1
        ) STRICT;
        INSERT INTO sponsor (id, name, tag, tag_key, origin) VALUES (0, 'Unattributed', '', '', 'unattributed');

        CREATE TABLE lead_state (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            -- Events up to here are counted.
            counted_seq INTEGER NOT NULL DEFAULT 0,
            -- Grows with every change of the table sponsor.
            directory_version INTEGER NOT NULL DEFAULT 0,
            -- The number of the newest change of a lead.
            changes INTEGER NOT NULL DEFAULT 0,
            -- People with at least one lead.
            people INTEGER NOT NULL DEFAULT 0,
            -- While entries are being given to other sponsors: done up to here, of entries up to there.
            reattributed_entry INTEGER,
            reattribution_end INTEGER,
            reattribution_started_at INTEGER
        ) STRICT;
        INSERT INTO lead_state (id) VALUES (1);

        CREATE TABLE person (
            id INTEGER PRIMARY KEY,
            -- As PersonKey says it; `entry:…` where an entry does not say who.
            key TEXT NOT NULL UNIQUE,
            leads INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        -- One submission, with what else happened because of it.
        CREATE TABLE entry (
            id INTEGER PRIMARY KEY,
            person_id INTEGER NOT NULL,
            card_id TEXT,
            card_name TEXT,
            -- JSON; NULL where there are none.
            tags TEXT,
            extension TEXT,
            -- Ids between commas, such as `,3,7,`; `,0,` while it fits nobody.
            sponsors TEXT NOT NULL,
            -- What decided: see Attribution.Reason.
            reason TEXT NOT NULL,
            is_qualified INTEGER NOT NULL DEFAULT 0,
            -- Whether a form was seen, and not only what follows from one.
            is_submitted INTEGER NOT NULL DEFAULT 0,
            -- Whether no id ties it to a form.
            is_loose INTEGER NOT NULL DEFAULT 0,
            -- Of the first event that came, whatever came later.
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX entry_person ON entry (person_id);
        CREATE INDEX entry_unattributed ON entry (reason) WHERE sponsors = ',0,';

        -- `entry:` and Komo's id of the competition entry, `submission:` and that of the submission, `coupon:` and so on.
        CREATE TABLE entry_key (
            key TEXT PRIMARY KEY,
            entry_id INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE entry_event (
            entry_id INTEGER NOT NULL,
            event_seq INTEGER NOT NULL,
            PRIMARY KEY (entry_id, event_seq)
        ) STRICT, WITHOUT ROWID;

        -- One person for one sponsor.
        CREATE TABLE lead (
            id INTEGER PRIMARY KEY,
            sponsor_id INTEGER NOT NULL,
            person_id INTEGER NOT NULL,
            -- The lead's name outside this store; the same after a recount.
            reference TEXT NOT NULL,
            entries INTEGER NOT NULL,
            -- Entries that qualified.
            qualified INTEGER NOT NULL,
            -- The latest word: 1 yes, 0 no, NULL nothing said.
            consent INTEGER,
            score REAL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            first_seq INTEGER NOT NULL,
            last_seq INTEGER NOT NULL,
            -- The number of its newest change, of no other lead.
            changed INTEGER NOT NULL,
            card_id TEXT,
            card_name TEXT,
            first_name TEXT,
            last_name TEXT,
            email TEXT,
            phone TEXT,
            company TEXT,
            job_title TEXT,
            country TEXT,
            -- JSON object of the other answers; NULL without any.
            custom TEXT,
            -- JSON lists of names and codes; NULL without any.
            prizes TEXT,
            coupons TEXT,
            -- Sequence numbers between commas, at most the newest LeadState.listLimit.
            events TEXT NOT NULL,
            UNIQUE (sponsor_id, person_id)
        ) STRICT;
        CREATE UNIQUE INDEX lead_changed ON lead (sponsor_id, changed);
        CREATE INDEX lead_person ON lead (person_id);

        CREATE TABLE sponsor_tally (
            sponsor_id INTEGER PRIMARY KEY,
            leads INTEGER NOT NULL DEFAULT 0,
            entries INTEGER NOT NULL DEFAULT 0,
            -- Leads with a qualified entry, that said yes, and that said no.
            qualified INTEGER NOT NULL DEFAULT 0,
            opted_in INTEGER NOT NULL DEFAULT 0,
            refused INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE lead_minute (
            sponsor_id INTEGER NOT NULL,
            minute INTEGER NOT NULL,
            leads INTEGER NOT NULL DEFAULT 0,
            entries INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (sponsor_id, minute)
        ) STRICT, WITHOUT ROWID;

        """

    /// For whoever reads the leads of all sponsors by their changes.
    static let readOrder = "CREATE UNIQUE INDEX lead_change ON lead (changed);"

    /// Who has been erased, so that an import does not bring them back; nobody can be told from it.
    static let erasures = """
        CREATE TABLE erasure_key (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL) STRICT;
        INSERT INTO erasure_key VALUES (1, randomblob(32));
        -- HMAC-SHA256 over a person as PersonKey says it.
        CREATE TABLE erased_person (hash BLOB PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """
}
