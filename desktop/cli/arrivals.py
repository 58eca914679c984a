"""A file of arrivals to rehearse: one JSON object a line. All of it is read, and found good, before any is used."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from desktop.cli import times
from desktop.core import when
from desktop.core.rehearsal.values import Came
from desktop.core.settings.reader import MISSING, SettingsError, one_of
from inbox.item import Arrival, Channel, Reason, Verdict
from inbox.mail import headers
from inbox.urgency import answers_by_itself

_REASONS: Final = {reason.value: reason for reason in Reason}
_CHANNELS: Final = {channel.value: channel for channel in Channel}
KEYS: Final = (
    "id", "at", "channel", "account", "sender", "to", "subject", "text", "list_id", "reason", "thread", "answers_me",
    "thread_mine", "tool", "project", "verified",
)  # fmt: skip
_TEXTS: Final = ("account", "sender", "subject", "text", "list_id", "thread", "tool", "project")
_FLAGS: Final = ("answers_me", "thread_mine", "verified")


class Line(NamedTuple):
    """`id`: as JSON, as it was written."""

    id: str
    came: Came


class _Number:
    """A number as it was written: as an id it goes back so, however long it is."""

    def __init__(self, written: str) -> None:
        self._written = written

    def __str__(self) -> str:
        return self._written


def _no_json(written: str) -> Any:
    raise ValueError(f"{written} is no JSON value")


_DECODER: Final = json.JSONDecoder(parse_float=_Number, parse_int=_Number, parse_constant=_no_json)


def read(lines: Iterable[bytes], file: str, mine: frozenset[str]) -> tuple[list[Line], list[str]]:
    """The arrivals, and what is odd about the file, a line each. `mine`: the person's own addresses, in lower case.

    Raises SettingsError with the file, the line, the key, its value and what would be right.
    """
    found: list[Line] = []
    unknown: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        where = f"{file}: line {number}"
        text = _text(line, where, first=number == 1)
        if not text:
            continue
        given = _object(text, where)
        for key in given.keys() - set(KEYS):
            unknown.setdefault(key, number)
        found.append(_line(_Given(given, where), mine))
    return found, [_odd(file, number, key) for key, number in unknown.items()]


def _text(line: bytes, where: str, *, first: bool) -> str:
    try:
        return line.decode("utf-8-sig" if first else "utf-8").strip()
    except UnicodeDecodeError as error:
        right = f"byte {error.start + 1} is not UTF-8: save it as UTF-8"
        raise SettingsError(where, "", MISSING, right) from error


def _object(text: str, where: str) -> Mapping[str, Any]:
    try:
        found = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        said = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise SettingsError(where, "", MISSING, f"not JSON: {said}") from error
    if not isinstance(found, dict):
        raise SettingsError(where, "", MISSING, 'not an object, such as {"id": 1, "at": "...", "channel": "mail"}')
    return found


def _odd(file: str, number: int, key: str) -> str:
    near = difflib.get_close_matches(key, KEYS, n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    return f"{file}: line {number}: {key} is not a known key{hint}: not used, here and below"


class _Given:
    """The values of one line; null is as good as nothing."""

    def __init__(self, given: Mapping[str, Any], where: str) -> None:
        self._given = given
        self._where = where

    def __getitem__(self, key: str) -> Any:
        return self._given.get(key)

    def wrong(self, key: str, right: str) -> SettingsError:
        value = self._given.get(key, MISSING)
        return SettingsError(self._where, key, "null" if value is None else value, right)

    def text(self, key: str) -> str:
        value = self._given.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.wrong(key, "a text")
        return value

    def flag(self, key: str) -> bool | None:
        value = self._given.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def texts(self, key: str) -> list[str]:
        value = self._given.get(key)
        if value is None:
            return []
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) for one in listed):
            raise self.wrong(key, "an address, or a list of addresses")
        return listed


def _line(given: _Given, mine: frozenset[str]) -> Line:
    id = given["id"]
    if not isinstance(id, (str, _Number)):
        raise given.wrong("id", "a text or a number")
    at, channel = _at(given), _channel(given)
    texts = {key: given.text(key) for key in _TEXTS}
    flags = {key: given.flag(key) for key in _FLAGS}
    name, address = headers.first_mailbox(texts["sender"].encode("utf-8", "replace"))
    arrival = Arrival(
        key="",
        content_key="",
        channel=channel,
        reason=_reason(given, channel, texts["list_id"]),
        sender_name=name,
        sender_address=address,
        subject=texts["subject"],
        received_at=at,
        preview="",
        text=texts["text"],
        thread=texts["thread"],
        list_id=texts["list_id"],
        to=tuple(to for one in given.texts("to") for to in headers.addresses(one.encode("utf-8", "replace"))),
        verdict=Verdict.UNKNOWN if flags["verified"] is False else Verdict.VERIFIED,
        tool=texts["tool"],
        project=texts["project"],
    )
    answers = flags["answers_me"]
    if answers is None:
        answers = answers_by_itself(arrival)
    came = Came(
        arrival,
        texts["account"],
        thread_mine=flags["thread_mine"] is True,
        answers_me=answers,
        mine=mine or _tagged(arrival.to),
    )
    return Line(json.dumps(id) if isinstance(id, str) else str(id), came)


def _at(given: _Given) -> datetime:
    years = f"of the years {when.EARLIEST.year} to {when.LATEST.year - 1}"
    right = f"an RFC 3339 time {years}, such as 2026-11-23T09:12:00+01:00"
    if not isinstance(given["at"], str):
        raise given.wrong("at", right)
    try:
        return times.instant(given["at"]).astimezone(UTC)
    except ValueError as error:
        raise given.wrong("at", right) from error


def _channel(given: _Given) -> Channel:
    value = given["channel"]
    if not isinstance(value, str) or value not in _CHANNELS:
        raise given.wrong("channel", one_of(Channel))
    return _CHANNELS[value]


def _reason(given: _Given, channel: Channel, list_id: str) -> Reason:
    """Where a line gives none, what the app would most likely find."""
    value = given["reason"]
    if value is None:
        return Reason.MENTIONED if channel is Channel.MENTION else Reason.LIST if list_id else Reason.DIRECT
    if not isinstance(value, str) or value not in _REASONS:
        raise given.wrong("reason", one_of(Reason))
    return _REASONS[value]


def _tagged(to: Iterable[str]) -> frozenset[str]:
    """The addresses that these would be without the tag after their plus: of someone whose own are not known."""
    found = set()
    for one in to:
        user, at, host = one.lower().rpartition("@")
        name, plus, _ = user.partition("+")
        if at and plus:
            found.add(f"{name}@{host}")
    return frozenset(found)
