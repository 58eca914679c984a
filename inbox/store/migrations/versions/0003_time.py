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
    "CREATE INDEX item_due ON item (due_at) WHERE due_at IS NOT NULL",
    "CREATE TABLE gap (id INTEGER NOT NULL, account TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER, "
    "caught_up INTEGER, items INTEGER DEFAULT '0' NOT NULL, problem TEXT NOT NULL, detail TEXT NOT NULL, "
    "PRIMARY KEY (id))",
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
