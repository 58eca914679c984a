"""The first tables."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    """CREATE TABLE batch (
        id INTEGER NOT NULL PRIMARY KEY, "by" TEXT NOT NULL, start INTEGER NOT NULL, opened_at INTEGER NOT NULL,
        name TEXT NOT NULL, CONSTRAINT batch_once UNIQUE ("by", start))""",
    """CREATE TABLE item (
        id INTEGER NOT NULL PRIMARY KEY, account TEXT NOT NULL, key TEXT NOT NULL, content_key TEXT NOT NULL,
        channel TEXT NOT NULL, reason TEXT NOT NULL, sender_name TEXT NOT NULL, sender_address TEXT NOT NULL,
        subject TEXT NOT NULL, preview TEXT NOT NULL, received_at INTEGER NOT NULL, arrived_at INTEGER NOT NULL,
        state TEXT NOT NULL, state_since INTEGER NOT NULL, snoozed_until INTEGER, released_at INTEGER,
        batch INTEGER, passes TEXT DEFAULT '' NOT NULL, pinned BOOLEAN DEFAULT '0' NOT NULL,
        thread TEXT DEFAULT '' NOT NULL, link TEXT DEFAULT '' NOT NULL, list_id TEXT DEFAULT '' NOT NULL,
        unreadable BOOLEAN DEFAULT '0' NOT NULL, verdict TEXT DEFAULT 'unknown' NOT NULL,
        tool TEXT DEFAULT '' NOT NULL, project TEXT DEFAULT '' NOT NULL, rank INTEGER DEFAULT '0' NOT NULL,
        caught BOOLEAN DEFAULT '0' NOT NULL,
        CONSTRAINT item_once UNIQUE (account, key),
        FOREIGN KEY (batch) REFERENCES batch (id))""",
    "CREATE INDEX item_content ON item (account, content_key)",
    "CREATE INDEX item_thread ON item (account, thread) WHERE thread <> ''",
    "CREATE INDEX item_held ON item (id) WHERE state = 'held'",
    "CREATE INDEX item_passing ON item (id) WHERE state = 'held' AND passes <> ''",
    "CREATE INDEX item_released ON item (released_at, id) WHERE state = 'released'",
    "CREATE INDEX item_snoozed ON item (snoozed_until, id) WHERE state = 'snoozed'",
    "CREATE INDEX item_done ON item (state_since, id) WHERE state = 'done'",
    "CREATE INDEX item_batch ON item (batch, id) WHERE batch IS NOT NULL",
    "CREATE INDEX item_tool ON item (tool, received_at) WHERE tool <> ''",
    "CREATE INDEX item_caught ON item (received_at) WHERE caught",
    """CREATE TABLE origin (
        id INTEGER NOT NULL PRIMARY KEY, item INTEGER NOT NULL, account TEXT NOT NULL, key TEXT NOT NULL,
        content_key TEXT NOT NULL, message_id TEXT NOT NULL, link TEXT NOT NULL, tool TEXT NOT NULL,
        caught BOOLEAN NOT NULL, at INTEGER NOT NULL, led_until INTEGER,
        CONSTRAINT origin_once UNIQUE (account, key), FOREIGN KEY (item) REFERENCES item (id) ON DELETE CASCADE)""",
    "CREATE INDEX origin_of_item ON origin (item)",
    "CREATE INDEX origin_content ON origin (account, content_key)",
    """CREATE TABLE event (
        name TEXT NOT NULL PRIMARY KEY, item INTEGER NOT NULL,
        FOREIGN KEY (item) REFERENCES item (id) ON DELETE CASCADE)""",
    "CREATE INDEX event_of_item ON event (item)",
    """CREATE TABLE body (
        id INTEGER NOT NULL PRIMARY KEY, message_id TEXT NOT NULL, recipients TEXT NOT NULL, reply_to TEXT NOT NULL,
        reference_ids TEXT NOT NULL, text TEXT NOT NULL, utc_offset INTEGER,
        FOREIGN KEY (id) REFERENCES item (id) ON DELETE CASCADE)""",
    "CREATE INDEX body_message_id ON body (message_id) WHERE message_id <> ''",
    "CREATE TABLE cursor (account TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE history (
        account TEXT NOT NULL PRIMARY KEY, since INTEGER NOT NULL, state TEXT NOT NULL, cursor TEXT NOT NULL,
        done INTEGER NOT NULL, added INTEGER NOT NULL, "left" INTEGER, reached INTEGER, began_at INTEGER NOT NULL)""",
    """CREATE TABLE notice (
        id INTEGER NOT NULL PRIMARY KEY, kind TEXT NOT NULL, batch INTEGER, item INTEGER, state TEXT NOT NULL,
        since INTEGER NOT NULL, not_before INTEGER NOT NULL, FOREIGN KEY (batch) REFERENCES batch (id),
        FOREIGN KEY (item) REFERENCES item (id) ON DELETE CASCADE)""",
    "CREATE INDEX notice_pending ON notice (not_before) WHERE state = 'pending'",
    "CREATE INDEX notice_of_batch ON notice (batch)",
    "CREATE TABLE action (id INTEGER NOT NULL PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL, undone_at INTEGER)",
    """CREATE TABLE action_item (
        action INTEGER NOT NULL, item INTEGER NOT NULL, state TEXT NOT NULL, state_since INTEGER NOT NULL,
        snoozed_until INTEGER, pinned BOOLEAN NOT NULL, PRIMARY KEY (action, item),
        FOREIGN KEY (action) REFERENCES action (id) ON DELETE CASCADE,
        FOREIGN KEY (item) REFERENCES item (id) ON DELETE CASCADE)""",
    "CREATE INDEX action_of_item ON action_item (item)",
    "CREATE TABLE peek (id INTEGER NOT NULL PRIMARY KEY, at INTEGER NOT NULL)",
    # A number that was dropped is never another letter's: "drop 7" means the same one for ever.
    """CREATE TABLE outgoing (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, item INTEGER, sender TEXT NOT NULL,
        recipients TEXT NOT NULL, subject TEXT NOT NULL, message_id TEXT NOT NULL, message BLOB NOT NULL,
        written_at INTEGER NOT NULL, state TEXT NOT NULL, since INTEGER NOT NULL, not_before INTEGER NOT NULL,
        tries INTEGER NOT NULL, problem TEXT NOT NULL, detail TEXT NOT NULL,
        answer TEXT NOT NULL, send_at INTEGER,
        CONSTRAINT outgoing_once UNIQUE (message_id), FOREIGN KEY (item) REFERENCES item (id) ON DELETE SET NULL)""",
    "CREATE INDEX outgoing_waiting ON outgoing (not_before) WHERE state = 'waiting'",
    "CREATE INDEX outgoing_of_item ON outgoing (item)",
    """CREATE TABLE server_change (
        id INTEGER NOT NULL PRIMARY KEY, item INTEGER NOT NULL, way INTEGER NOT NULL, account TEXT NOT NULL,
        what TEXT NOT NULL, action INTEGER, wanted BOOLEAN NOT NULL, stands TEXT NOT NULL, origin TEXT NOT NULL,
        since INTEGER NOT NULL, not_before INTEGER, tries INTEGER NOT NULL, problem TEXT NOT NULL,
        detail TEXT NOT NULL, CONSTRAINT change_once UNIQUE (item, way, what),
        FOREIGN KEY (item) REFERENCES item (id) ON DELETE CASCADE,
        FOREIGN KEY (action) REFERENCES action (id) ON DELETE SET NULL)""",
    "CREATE INDEX change_due ON server_change (account, not_before) WHERE not_before IS NOT NULL",
    "CREATE INDEX change_of_action ON server_change (action)",
    """CREATE TABLE looked (
        item INTEGER NOT NULL, way INTEGER NOT NULL, first TEXT NOT NULL, handled TEXT DEFAULT '' NOT NULL,
        at INTEGER NOT NULL, batch INTEGER, PRIMARY KEY (item, way),
        FOREIGN KEY (item) REFERENCES item (id) ON DELETE CASCADE, FOREIGN KEY (batch) REFERENCES batch (id))""",
    "CREATE INDEX looked_of_batch ON looked (batch) WHERE batch IS NOT NULL",
    "CREATE INDEX looked_untold ON looked (at) WHERE handled <> '' AND batch IS NULL",
    """CREATE TABLE sent_copy (
        outgoing INTEGER NOT NULL PRIMARY KEY, state TEXT NOT NULL, not_before INTEGER, tries INTEGER NOT NULL,
        detail TEXT NOT NULL, FOREIGN KEY (outgoing) REFERENCES outgoing (id) ON DELETE CASCADE)""",
    "CREATE INDEX sent_copy_due ON sent_copy (not_before) WHERE not_before IS NOT NULL",
    """CREATE TABLE draft (
        item INTEGER NOT NULL PRIMARY KEY, answer TEXT NOT NULL, saved_at INTEGER NOT NULL,
        FOREIGN KEY (item) REFERENCES item (id) ON DELETE CASCADE)""",
    """CREATE TABLE saved_answer (
        id INTEGER NOT NULL PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, uses INTEGER NOT NULL,
        used_at INTEGER)""",
    "CREATE TABLE zone (address TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL)",
    # The `content` of the search index, so that a rebuild or a snippet needs no second copy of the text.
    """CREATE VIEW item_words AS SELECT item.id AS id, subject, sender_name || ' ' || sender_address AS sender, text
        FROM item JOIN body ON body.id = item.id""",
    """CREATE VIRTUAL TABLE item_fts USING fts5 (
        subject, sender, text, content='item_words', content_rowid='id', prefix='2 3',
        tokenize='unicode61 remove_diacritics 2')""",
    # A portion of mails becomes one piece of the index (what FTS5 gathers in memory before it writes), and pieces are
    # merged by sixteens: half the work of four at a time, and still quick to search.
    "INSERT INTO item_fts (item_fts, rank) VALUES ('hashsize', 8388608)",
    "INSERT INTO item_fts (item_fts, rank) VALUES ('automerge', 16)",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
