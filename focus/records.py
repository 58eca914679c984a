"""Presence and leases as JSON, for the journal and for whoever reads the file provider's file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from focus.presence import Entry, Level, Presence, Stage


def presence_record(presence: Presence) -> dict[str, Any]:
    """`{"level", "text", "emoji", "until"}`: level in lower case, until in RFC 3339 or null. "audience" where there is
    one."""
    until = presence.until and presence.until.astimezone(UTC).isoformat()
    record = {"level": presence.level.name.lower(), "text": presence.text, "emoji": presence.emoji, "until": until}
    return {**record, "audience": presence.audience} if presence.audience else record


def presence_of(record: Mapping[str, Any]) -> Presence:
    """Raises ValueError, KeyError or TypeError for anything else than such a record."""
    level, until = Level[record["level"].upper()], record["until"]
    end = None if until is None else instant_of(until)
    return Presence(level, str(record["text"]), str(record["emoji"]), end, str(record.get("audience", "")))


def entry_record(entry: Entry) -> dict[str, Any]:
    return {
        "before": presence_record(entry.before),
        "asked": presence_record(entry.asked),
        "ours": entry.ours and presence_record(entry.ours),
        "stage": entry.stage.value,
        "replaced": entry.replaced and presence_record(entry.replaced),
        "since": entry.since and entry.since.astimezone(UTC).isoformat(),
        "ends": entry.ends and entry.ends.astimezone(UTC).isoformat(),
    }


def entry_of(record: Mapping[str, Any]) -> Entry:
    """Raises ValueError, KeyError or TypeError for anything else than such a record."""
    ours, replaced = (None if record[key] is None else presence_of(record[key]) for key in ("ours", "replaced"))
    since, ends = (None if record[key] is None else instant_of(record[key]) for key in ("since", "ends"))
    before, asked = presence_of(record["before"]), presence_of(record["asked"])
    return Entry(before, asked, ours, Stage(record["stage"]), replaced, since, ends)


def instant_of(text: str) -> datetime:
    """RFC 3339 to an aware datetime in UTC. Raises ValueError."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"{text!r} has no offset")
    return found.astimezone(UTC)
