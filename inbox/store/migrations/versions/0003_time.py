"""What is promised and until when, when sources were out of reach, and how the time was lived."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE item ADD COLUMN promised TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE item ADD COLUMN due_at INTEGER",
    "ALTER TABLE item ADD COLUMN answered_at INTEGER",
    "ALTER TABLE item ADD COLUMN expires_at INTEGER",
    "ALTER TABLE action ADD COLUMN until INTEGER",
    "CREATE TABLE tally (account TEXT NOT NULL, received INTEGER NOT NULL, forgotten INTEGER NOT NULL, "
    "since INTEGER NOT NULL, PRIMARY KEY (account))",
    "INSERT INTO tally SELECT account, count(*), 0, min(arrived_at) FROM item GROUP BY account",
    "CREATE TABLE earlier (id INTEGER NOT NULL, item INTEGER NOT NULL, released_at INTEGER NOT NULL, batch INTEGER, "
    "PRIMARY KEY (id), FOREIGN KEY(item) REFERENCES item (id) ON DELETE CASCADE)",
    "CREATE INDEX earlier_of_item ON earlier (item)",
    "ALTER TABLE item ADD COLUMN reminded_at INTEGER",
    "CREATE INDEX item_arrived ON item (arrived_at) WHERE id > 0",
    "CREATE INDEX item_due ON item (due_at) WHERE due_at IS NOT NULL",
    "CREATE TABLE gap (id INTEGER NOT NULL, account TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER, "
    "caught_up INTEGER, items INTEGER DEFAULT '0' NOT NULL, problem TEXT NOT NULL, detail TEXT NOT NULL, "
    "doubt TEXT DEFAULT '' NOT NULL, PRIMARY KEY (id))",
    "CREATE INDEX gap_since ON gap (since)",
    "CREATE INDEX gap_open ON gap (account) WHERE caught_up IS NULL",
    "CREATE TABLE lived (id INTEGER NOT NULL, mode TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, "
    "name TEXT DEFAULT '' NOT NULL, intention TEXT DEFAULT '' NOT NULL, asked BOOLEAN DEFAULT '0' NOT NULL, "
    "PRIMARY KEY (id))",
    "CREATE INDEX lived_since ON lived (since)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
