"""A file of arrivals is used when all of it is good; else it is said where it is not, and what would be right."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.arrivals import Line, read
from desktop.core.settings.reader import SettingsError
from inbox.item import Channel, Reason, Verdict

GOOD = {"id": "a", "at": "2026-11-23T09:12:00+01:00", "channel": "mail"}


def one(**more: Any) -> Line:
    [line], odd = read([json.dumps(GOOD | more).encode()], "a.jsonl", frozenset())
    assert odd == []
    return line


def refused(line: bytes) -> str:
    with pytest.raises(SettingsError) as told:
        read([json.dumps(GOOD).encode(), b"\n", line], "a.jsonl", frozenset())
    return str(told.value)


def test_three_keys_are_enough() -> None:
    id, came = one()
    assert id == '"a"'
    assert came.arrival.received_at == datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
    assert (came.account, came.arrival.channel, came.arrival.reason) == ("", Channel.MAIL, Reason.DIRECT)
    assert came.arrival.verdict is Verdict.VERIFIED
    assert (came.thread_mine, came.answers_me) == (False, False)


def test_all_of_a_line() -> None:
    came = one(
        account="work", sender="=?utf-8?q?L=C3=A9a?= <Lea@Client.example>", to=["a@b.example, C <c@d.example>"],
        subject="Plans", text="Now", list_id="<dev.example>", reason="assigned", thread="t", answers_me=True,
        thread_mine=True, tool="github", project="acme/boat", verified=False,
    ).came  # fmt: skip
    arrival = came.arrival
    assert (arrival.sender_name, arrival.sender_address) == ("Léa", "Lea@client.example")
    assert arrival.to == ("a@b.example", "c@d.example")
    assert (arrival.subject, arrival.text, arrival.list_id, arrival.thread) == ("Plans", "Now", "<dev.example>", "t")
    assert (arrival.reason, arrival.tool, arrival.project) == (Reason.ASSIGNED, "github", "acme/boat")
    assert (came.account, came.thread_mine, came.answers_me) == ("work", True, True)
    assert arrival.verdict is Verdict.UNKNOWN


def test_null_is_as_good_as_nothing() -> None:
    empty = dict.fromkeys(("account", "sender", "to", "text", "reason", "answers_me", "verified"))
    assert one(**empty) == one()


@pytest.mark.parametrize(
    ("more", "reason"),
    [({}, Reason.DIRECT), ({"list_id": "dev"}, Reason.LIST), ({"channel": "mention"}, Reason.MENTIONED)],
)
def test_where_no_reason_is_given_it_is_the_likely_one(more: dict[str, Any], reason: Reason) -> None:
    assert one(**more).came.arrival.reason is reason


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({}, 'a.jsonl: line 3: id is missing: it must be a text or a number'),
        ({"id": True}, "a.jsonl: line 3: id = true is wrong: it must be a text or a number"),
        ({"id": None}, "a.jsonl: line 3: id = "),
        ({"id": 1}, "a.jsonl: line 3: at is missing: it must be an RFC 3339 time of the years 1970 to 9989, such as"),
        ({"id": 1, "at": 1763900000}, "a.jsonl: line 3: at = 1763900000 is wrong: it must be an RFC 3339 time"),
        ({"id": 1, "at": "1899-12-31T00:00:00Z"}, "it must be an RFC 3339 time of the years 1970 to 9989"),
        ({"id": 1, "at": "2026-11-23 09:12"}, 'a.jsonl: line 3: at = "2026-11-23 09:12" is wrong'),
        ({"id": 1, "at": "2026-02-30T09:12:00Z"}, 'a.jsonl: line 3: at = "2026-02-30T09:12:00Z" is wrong'),
        ({"id": 1, "at": GOOD["at"], "channel": "sms"},
         'a.jsonl: line 3: channel = "sms" is wrong: it must be one of "mail", "mention"'),
        (GOOD | {"reason": "urgent"}, 'line 3: reason = "urgent" is wrong: it must be one of "direct"'),
        (GOOD | {"sender": 5}, "line 3: sender = 5 is wrong: it must be a text"),
        (GOOD | {"to": {"a": 1}}, "line 3: to = a table is wrong: it must be an address, or a list of addresses"),
        (GOOD | {"answers_me": "yes"}, 'line 3: answers_me = "yes" is wrong: it must be true or false'),
    ],
)  # fmt: skip
def test_a_wrong_value_names_line_key_value_and_what_would_be_right(line: dict[str, Any], told: str) -> None:
    assert told in refused(json.dumps(line).encode())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "line 3: not JSON: "),
        (b"[1]", "line 3: not an object"),
        (b'{"id": NaN}', "line 3: not JSON: NaN is no JSON value"),
        (b'{"id": "\xff"}', "line 3: byte 9 is not UTF-8"),
        (b"[" * 100_000, "line 3: not"),
    ],
)
def test_what_is_no_object_is_told(line: bytes, told: str) -> None:
    assert told in refused(line)


def test_a_key_that_is_not_known_is_told_once() -> None:
    lines = [json.dumps(GOOD | more).encode() for more in ({"sendr": "x"}, {"sendr": "y", "zzz": 1})]
    found, odd = read(lines, "a.jsonl", frozenset())
    assert len(found) == 2
    assert odd == [
        "a.jsonl: line 1: sendr is not a known key (did you mean sender?): not used, here and below",
        "a.jsonl: line 2: zzz is not a known key: not used, here and below",
    ]


def test_a_byte_order_mark_and_blank_lines_do_no_harm() -> None:
    lines = [b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n", b"  \n", b"\n"]
    assert len(read(lines, "a.jsonl", frozenset())[0]) == 1


def test_nothing_is_printed_of_a_file_that_is_not_good(ecluse: Any, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(f'{json.dumps(GOOD)}\n{{"id": 1}}\n')
    ran = ecluse("rehearse", "--arrivals", str(file), "--json", expect=2)
    assert ran.out == ""
    assert f"{file}: line 2: at is missing" in ran.err
    gone = ecluse("rehearse", "--arrivals", str(tmp_path / "no.jsonl"), "--json", expect=2)
    assert "cannot be read" in gone.err
    assert "line 1" in ecluse("rehearse", "--arrivals", "-", "--json", stdin="{}", expect=2).err
