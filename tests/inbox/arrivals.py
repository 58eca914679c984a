"""Arrivals for tests, each different from the other unless told otherwise."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from inbox.item import Arrival, Channel, Reason
from inbox.judging import Ruling
from inbox.rulebook import Rulebook
from inbox.rules import Match, Rule

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
_numbers = count(1)


def arrival(**changed: Any) -> Arrival:
    number = next(_numbers)
    values: dict[str, Any] = {
        "key": f"INBOX;1;{number}",
        "content_key": f"content-{number}",
        "channel": Channel.MAIL,
        "reason": Reason.DIRECT,
        "sender_name": "Claire Lemoine",
        "sender_address": "claire@client.example",
        "subject": f"Contract {number}",
        "received_at": NOON,
        "preview": "Could you confirm?",
        "text": "Could you confirm the notice period?",
    }
    return Arrival(**{**values, **changed})


def some(how_many: int, **changed: Any) -> tuple[Arrival, ...]:
    return tuple(arrival(**changed) for _ in range(how_many))


def passing(name: str) -> Ruling:
    """All that is not too old passes by a rule of that name."""
    return Ruling(Rulebook([Rule(name, Match(channel=tuple(Channel)))]))
