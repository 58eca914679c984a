"""The tables as they are now. Migrations do not import this: they are frozen in time.

Instants are whole microseconds since 1970 in UTC: exact, sortable, and cheap to bind. Text of an item lives in
`body`, so that a change of state rewrites a short row. Ids count up in the order of arrival, so that "newest
first" is the row order; history, which is fetched newest first, counts down from -1.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()

item = Table(
    "item",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("content_key", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("sender_name", Text, nullable=False),
    Column("sender_address", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("preview", Text, nullable=False),
    Column("received_at", Integer, nullable=False),
    Column("arrived_at", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("state_since", Integer, nullable=False),
    Column("snoozed_until", Integer),
    Column("released_at", Integer),
    Column("batch", Integer, ForeignKey("batch.id")),
    Column("passes", Text, nullable=False, server_default=""),
    Column("pinned", Boolean, nullable=False, server_default="0"),
    Column("thread", Text, nullable=False, server_default=""),
    Column("link", Text, nullable=False, server_default=""),
    Column("list_id", Text, nullable=False, server_default=""),
    Column("unreadable", Boolean, nullable=False, server_default="0"),
    Column("verdict", Text, nullable=False, server_default="unknown"),
    Column("tool", Text, nullable=False, server_default=""),
    Column("project", Text, nullable=False, server_default=""),
    Column("rank", Integer, nullable=False, server_default="0"),
    Column("caught", Boolean, nullable=False, server_default="0"),
    Column("ruled_by", Text, nullable=False, server_default=""),
    Column("waits_for", Text, nullable=False, server_default=""),
    Column("because", Text, nullable=False, server_default=""),
    Column("refused_by", Text, nullable=False, server_default=""),
    Column("label", Text, nullable=False, server_default=""),
    Column("promised", Text, nullable=False, server_default=""),
    Column("due_at", Integer),
    Column("answered_at", Integer),
    Column("expires_at", Integer),
    Column("reminded_at", Integer),
    UniqueConstraint("account", "key", name="item_once"),
)
Index("item_content", item.c.account, item.c.content_key)
Index("item_thread", item.c.account, item.c.thread, sqlite_where=text("thread <> ''"))
Index("item_held", item.c.id, sqlite_where=text("state = 'held'"))
Index("item_passing", item.c.id, sqlite_where=text("state = 'held' AND passes <> ''"))
Index("item_waiting", item.c.waits_for, sqlite_where=text("state = 'held' AND waits_for <> ''"))
Index("item_released", item.c.released_at, item.c.id, sqlite_where=text("state = 'released'"))
Index("item_snoozed", item.c.snoozed_until, item.c.id, sqlite_where=text("state = 'snoozed'"))
Index("item_done", item.c.state_since, item.c.id, sqlite_where=text("state = 'done'"))
Index("item_batch", item.c.batch, item.c.id, sqlite_where=text("batch IS NOT NULL"))
Index("item_tool", item.c.tool, item.c.received_at, sqlite_where=text("tool <> ''"))
Index("item_due", item.c.due_at, sqlite_where=text("due_at IS NOT NULL"))
Index("item_arrived", item.c.arrived_at, sqlite_where=text("id > 0"))
Index("item_caught", item.c.received_at, sqlite_where=text("caught"))

# The further ways by which an item reached us; the first stands in the item itself. One that was that, until a better
# one came, was it until `led_until`. What is noted of one way (`looked`, `server_change`) names it by its id, the first
# by 0.
origin = Table(
    "origin",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("item", Integer, ForeignKey("item.id", ondelete="CASCADE"), nullable=False),
    Column("account", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("content_key", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("tool", Text, nullable=False),
    Column("caught", Boolean, nullable=False),
    Column("at", Integer, nullable=False),
    Column("led_until", Integer),
    UniqueConstraint("account", "key", name="origin_once"),
)
Index("origin_of_item", origin.c.item)
Index("origin_content", origin.c.account, origin.c.content_key)

# What happened, by the name that every way of telling has for it, after the tool's name and a colon.
event = Table(
    "event",
    metadata,
    Column("name", Text, primary_key=True),
    Column("item", Integer, ForeignKey("item.id", ondelete="CASCADE"), nullable=False),
)
Index("event_of_item", event.c.item)

body = Table(
    "body",
    metadata,
    Column("id", Integer, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
    Column("message_id", Text, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("reply_to", Text, nullable=False),
    Column("reference_ids", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("utc_offset", Integer),
)

Index("body_message_id", body.c.message_id, sqlite_where=text("message_id <> ''"))

cursor = Table(
    "cursor",
    metadata,
    Column("account", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

history = Table(
    "history",
    metadata,
    Column("account", Text, primary_key=True),
    Column("since", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("cursor", Text, nullable=False),
    Column("done", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("left", Integer),
    Column("reached", Integer),
    Column("began_at", Integer, nullable=False),
)

batch = Table(
    "batch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("by", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("opened_at", Integer, nullable=False),
    Column("name", Text, nullable=False),
    UniqueConstraint("by", "start", name="batch_once"),
)

notice = Table(
    "notice",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("batch", Integer, ForeignKey("batch.id")),
    Column("item", Integer, ForeignKey("item.id", ondelete="CASCADE")),
    Column("state", Text, nullable=False),
    Column("since", Integer, nullable=False),
    Column("not_before", Integer, nullable=False),
)
Index("notice_pending", notice.c.not_before, sqlite_where=text("state = 'pending'"))
Index("notice_of_batch", notice.c.batch)

action = Table(
    "action",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("what", Text, nullable=False),
    Column("undone_at", Integer),
    Column("until", Integer),
)

action_item = Table(
    "action_item",
    metadata,
    Column("action", Integer, ForeignKey("action.id", ondelete="CASCADE"), primary_key=True),
    Column("item", Integer, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
    Column("state", Text, nullable=False),
    Column("state_since", Integer, nullable=False),
    Column("snoozed_until", Integer),
    Column("pinned", Boolean, nullable=False),
)
Index("action_of_item", action_item.c.item)

# By what an item had come out before it was put away and came back.
earlier = Table(
    "earlier",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("item", Integer, ForeignKey("item.id", ondelete="CASCADE"), nullable=False),
    Column("released_at", Integer, nullable=False),
    Column("batch", Integer),
)
Index("earlier_of_item", earlier.c.item)

# What has been received, counted as it was, apart from the items; and how many of these were deleted since, as the
# person wished.
tally = Table(
    "tally",
    metadata,
    Column("account", Text, primary_key=True),
    Column("received", Integer, nullable=False),
    Column("forgotten", Integer, nullable=False),
    Column("since", Integer, nullable=False),
)

peek = Table("peek", metadata, Column("id", Integer, primary_key=True), Column("at", Integer, nullable=False))

# When a source could not be asked: until NULL while it lasts, `caught_up` once all has been read after. `doubt`: why
# something may have been missed all the same. Without an account: when the machine slept.
gap = Table(
    "gap",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", Text, nullable=False),
    Column("since", Integer, nullable=False),
    Column("until", Integer),
    Column("caught_up", Integer),
    Column("items", Integer, nullable=False, server_default="0"),
    Column("problem", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("doubt", Text, nullable=False, server_default=""),
)
Index("gap_since", gap.c.since)
Index("gap_open", gap.c.account, sqlite_where=text("caught_up IS NULL"))

# What held, as it was lived: blocks, check-ins and the rest, from when to when.
lived = Table(
    "lived",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mode", Text, nullable=False),
    Column("since", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    Column("name", Text, nullable=False, server_default=""),
    Column("intention", Text, nullable=False, server_default=""),
    Column("asked", Boolean, nullable=False, server_default="0"),
)
Index("lived_since", lived.c.since)

outgoing = Table(
    "outgoing",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", Text, nullable=False),
    Column("item", Integer, ForeignKey("item.id", ondelete="SET NULL")),
    Column("sender", Text, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("message", LargeBinary, nullable=False),
    Column("written_at", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("since", Integer, nullable=False),
    Column("not_before", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("send_at", Integer),
    UniqueConstraint("message_id", name="outgoing_once"),
    sqlite_autoincrement=True,
)
Index("outgoing_waiting", outgoing.c.not_before, sqlite_where=text("state = 'waiting'"))
Index("outgoing_of_item", outgoing.c.item)

server_change = Table(
    "server_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("item", Integer, ForeignKey("item.id", ondelete="CASCADE"), nullable=False),
    Column("way", Integer, nullable=False),
    Column("account", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("action", Integer, ForeignKey("action.id", ondelete="SET NULL")),
    Column("wanted", Boolean, nullable=False),
    Column("stands", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("since", Integer, nullable=False),
    Column("not_before", Integer),
    Column("tries", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    Column("detail", Text, nullable=False),
    UniqueConstraint("item", "way", "what", name="change_once"),
)
Index("change_due", server_change.c.account, server_change.c.not_before, sqlite_where=text("not_before IS NOT NULL"))
Index("change_of_action", server_change.c.action)

# What a look at a server found of an item: the first look is what later ones are compared with.
looked = Table(
    "looked",
    metadata,
    Column("item", Integer, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
    Column("way", Integer, primary_key=True),
    Column("first", Text, nullable=False),
    Column("handled", Text, nullable=False, server_default=""),
    Column("at", Integer, nullable=False),
    Column("batch", Integer, ForeignKey("batch.id")),
)
Index("looked_of_batch", looked.c.batch, sqlite_where=text("batch IS NOT NULL"))
Index("looked_untold", looked.c.at, sqlite_where=text("handled <> '' AND batch IS NULL"))

sent_copy = Table(
    "sent_copy",
    metadata,
    Column("outgoing", Integer, ForeignKey("outgoing.id", ondelete="CASCADE"), primary_key=True),
    Column("state", Text, nullable=False),
    Column("not_before", Integer),
    Column("tries", Integer, nullable=False),
    Column("detail", Text, nullable=False),
)
Index("sent_copy_due", sent_copy.c.not_before, sqlite_where=text("not_before IS NOT NULL"))

draft = Table(
    "draft",
    metadata,
    Column("item", Integer, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
    Column("answer", Text, nullable=False),
    Column("saved_at", Integer, nullable=False),
)

saved_answer = Table(
    "saved_answer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("uses", Integer, nullable=False),
    Column("used_at", Integer),
)

zone = Table("zone", metadata, Column("address", Text, primary_key=True), Column("name", Text, nullable=False))
