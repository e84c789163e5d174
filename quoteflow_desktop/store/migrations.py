"""The shape of the store, one step a version, in order. A released step is never edited.

``PRAGMA user_version`` counts the steps that a file has. Must not know Python values.
"""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        # One row for each distinct mail as bytes; "copy" is set where its Message-ID was here,
        # "place" is its place in its thread.
        """CREATE TABLE mails (
            id INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            message_id TEXT NOT NULL,
            thread_id TEXT,
            place INTEGER NOT NULL DEFAULT 0,
            copy INTEGER NOT NULL DEFAULT 0,
            subject_key TEXT NOT NULL,
            is_reply INTEGER NOT NULL,
            outgoing INTEGER NOT NULL,
            unread INTEGER NOT NULL,
            parsed TEXT NOT NULL
        )""",
        "CREATE INDEX mails_by_message ON mails (message_id)",
        "CREATE INDEX mails_by_thread ON mails (thread_id)",
        "CREATE INDEX mails_by_subject ON mails (subject_key, is_reply)",
        # The bytes lie apart, so that reading a thread does not walk over them.
        """CREATE TABLE raw_mails (
            mail_id INTEGER PRIMARY KEY REFERENCES mails (id),
            data BLOB NOT NULL
        )""",
        """CREATE TABLE places (
            account TEXT NOT NULL,
            folder TEXT NOT NULL,
            uidvalidity INTEGER NOT NULL,
            uid INTEGER NOT NULL,
            mail_id INTEGER NOT NULL REFERENCES mails (id),
            gone INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (account, folder, uidvalidity, uid)
        ) WITHOUT ROWID""",
        """CREATE TABLE folders (
            account TEXT NOT NULL,
            folder TEXT NOT NULL,
            uidvalidity INTEGER NOT NULL,
            uid INTEGER NOT NULL,
            PRIMARY KEY (account, folder)
        ) WITHOUT ROWID""",
        # Mails that the server lists and does not deliver, and how often that was so.
        """CREATE TABLE undelivered (
            account TEXT NOT NULL,
            folder TEXT NOT NULL,
            uidvalidity INTEGER NOT NULL,
            uid INTEGER NOT NULL,
            tries INTEGER NOT NULL,
            PRIMARY KEY (account, folder, uidvalidity, uid)
        ) WITHOUT ROWID""",
        # Message-IDs that a mail is or names: what joins it to others.
        """CREATE TABLE names (
            message_id TEXT NOT NULL,
            mail_id INTEGER NOT NULL REFERENCES mails (id),
            PRIMARY KEY (message_id, mail_id)
        ) WITHOUT ROWID""",
        "CREATE INDEX names_by_mail ON names (mail_id)",
        "CREATE VIRTUAL TABLE grams USING fts5 (body, content='', tokenize=\"unicode61 "
        'remove_diacritics 0")',
        # Rows of the list, written with the mails, so that the list reads nothing else.
        """CREATE TABLE threads (
            id TEXT PRIMARY KEY,
            subject TEXT NOT NULL,
            sender TEXT NOT NULL,
            first_date TEXT,
            last_date TEXT,
            last_seconds REAL NOT NULL,
            count INTEGER NOT NULL,
            unread INTEGER NOT NULL,
            tags TEXT NOT NULL DEFAULT '[]',
            stage TEXT NOT NULL DEFAULT '',
            amount TEXT NOT NULL DEFAULT '',
            currency TEXT NOT NULL DEFAULT '',
            state TEXT NOT NULL DEFAULT 'waiting'
        ) WITHOUT ROWID""",
        "CREATE INDEX threads_by_date ON threads (last_seconds DESC, id)",
        """CREATE TABLE analyses (
            thread_id TEXT PRIMARY KEY,
            analysis TEXT NOT NULL
        ) WITHOUT ROWID""",
        "CREATE TABLE waiting (position INTEGER PRIMARY KEY, thread_id TEXT NOT NULL UNIQUE)",
        """CREATE TABLE readings (
            message_id TEXT NOT NULL,
            digest TEXT NOT NULL,
            reading TEXT NOT NULL,
            PRIMARY KEY (message_id, digest)
        ) WITHOUT ROWID""",
        """CREATE TABLE user_deltas (
            id INTEGER PRIMARY KEY,
            thread_id TEXT NOT NULL,
            delta TEXT NOT NULL
        )""",
        "CREATE INDEX user_deltas_by_thread ON user_deltas (thread_id)",
        """CREATE TABLE quotes (
            number TEXT NOT NULL,
            revision INTEGER NOT NULL,
            thread_id TEXT NOT NULL,
            quote TEXT NOT NULL,
            path TEXT,
            PRIMARY KEY (number, revision)
        ) WITHOUT ROWID""",
        "CREATE INDEX quotes_by_thread ON quotes (thread_id)",
        "CREATE TABLE serials (day TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID",
    ),
)
