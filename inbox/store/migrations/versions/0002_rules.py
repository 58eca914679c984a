"""Which rule decided of an item, why, and for what check-in it waits."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS = ("ruled_by", "waits_for", "because", "refused_by", "label")


def upgrade() -> None:
    for name in COLUMNS:
        op.execute(f"ALTER TABLE item ADD COLUMN {name} TEXT DEFAULT '' NOT NULL")
    op.execute("CREATE INDEX item_waiting ON item (waits_for) WHERE state = 'held' AND waits_for <> ''")
