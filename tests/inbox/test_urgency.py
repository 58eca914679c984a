"""Whom a second try is known by, and what is too old to be urgent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from inbox.item import Channel, Reason, Verdict
from inbox.rules import DONE, HOLD, PASS, Because, Decision
from inbox.urgency import in_time, tried_by, who_tries
from tests.inbox.arrivals import NOON, arrival

VERIFIED: dict[str, Any] = {"verdict": Verdict.VERIFIED}
MENTION: dict[str, Any] = {"channel": Channel.MENTION, "tool": "github", "sender_name": "Bob"}
HER = ("claire@client.example",)
BOB = ("work", "github", "Bob")


@pytest.mark.parametrize(
    ("changed", "who", "tried"),
    [
        (VERIFIED | {"sender_address": "Claire@Client.example"}, HER, [HER]),
        ({}, HER, []),
        (MENTION, HER, [HER, BOB]),
        (MENTION | {"sender_address": ""}, BOB, [BOB]),
        (MENTION | {"sender_address": "", "sender_name": ""}, None, []),
        (MENTION | {"sender_address": "", "tool": ""}, None, []),
        (VERIFIED | {"reason": Reason.AUTOMATIC}, None, []),
        (VERIFIED | {"list_id": "dev.example"}, None, []),
    ],
)
def test_who_tries(changed: dict[str, Any], who: tuple[str, ...] | None, tried: list[tuple[str, ...]]) -> None:
    one = arrival(**changed)
    assert who_tries(one, "work") == who
    assert list(tried_by(one, "work")) == tried


@pytest.mark.parametrize(
    ("act", "minutes", "known", "expected"),
    [
        (PASS, 59, None, PASS),
        (PASS, 60, None, HOLD),
        (PASS, 5, 4, HOLD),
        (PASS, 5, 5, PASS),
        (DONE, 600, None, DONE),
    ],
)
def test_what_is_of_too_long_ago_waits(act: str, minutes: int, known: int | None, expected: str) -> None:
    since = None if known is None else NOON - timedelta(minutes=known)
    found = in_time(Decision("r", act, because=Because.RULE), NOON - timedelta(minutes=minutes), NOON, since)
    assert found.act == expected
    assert (found.because is Because.OLD) == (act == PASS and expected == HOLD)
