"""What every source of mail promises, whatever it reads. A source's test subclasses this and gives it a `place`.

What tools tell over their APIs promises something else: `feed_contract`.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest

from inbox.errors import Gone, WrongSetting
from inbox.item import Arrival, Channel, Past
from inbox.sources import LookBack, Source, SourceSpec, Start, discover
from inbox.wakeup import Wakeup


def now() -> datetime:
    return datetime.now(UTC)


class Place(Protocol):
    """Where mails are put for the source to find."""

    def put(self, *mails: bytes) -> None: ...
    def open(self, start: Start) -> Source: ...
    def open_elsewhere(self) -> tuple[Source, str]:
        """Pointed at what does not exist; and the setting that is wrong."""


def mail(number: int, *, message_id: str | None = None, body: str = "hello") -> bytes:
    identity = f"<{number}@example.org>" if message_id is None else message_id
    return (
        f"Message-ID: {identity}\r\nFrom: Person {number} <p{number}@example.org>\r\nTo: me@example.com\r\n"
        f"Subject: mail {number}\r\nDate: Sun, 22 Nov 2026 10:{number % 60:02}:00 +0000\r\n\r\n{body} {number}\r\n"
    ).encode()


@contextmanager
def opened(place: Place, start: Start | None = None) -> Iterator[Source]:
    source = place.open(start or Start())
    try:
        yield source
    finally:
        source.close()


def everything(source: Source, cursor: str = "") -> tuple[list[Arrival], str]:
    found: list[Arrival] = []
    for fetched in source.fetch(cursor, now()):
        found += fetched.arrivals
        cursor = fetched.cursor
    return found, cursor


EVER = datetime(1970, 1, 1, tzinfo=UTC)


def history(
    source: Source, read: str, cursor: str = "", *, since: datetime = EVER, known: Collection[str] = ()
) -> Iterator[Past]:
    """Every portion until the last. `known`: the keys of what is stored already."""

    def stored(names: Sequence[str]) -> set[str]:
        return {name for name in names if any(key.startswith(f"{name}:") for key in known)}

    for _ in range(100):
        past = source.look_back(LookBack(since, now(), read, cursor, stored))
        yield past
        if past.over:
            return
        cursor = past.cursor
    raise AssertionError("it does not end")


class SpecContract(ABC):
    """What every kind of account says of itself."""

    spec: SourceSpec

    def test_is_found_with_its_fields(self) -> None:
        assert discover()[self.spec.name] is self.spec
        assert len({field.name for field in self.spec.fields}) == len(self.spec.fields)
        assert all(field.default is None for field in self.spec.fields if field.kind == "secret")
        assert all(field.label for field in self.spec.fields)

    def test_a_cursor_is_good_for_one_place(self) -> None:
        for field in self.spec.fields:
            elsewhere = self.spec.place({field.name: "elsewhere"}) != self.spec.place({})
            assert elsewhere == field.identifies
        assert any(field.identifies for field in self.spec.fields)
        assert " " not in self.spec.place({})


class SourceContract(SpecContract):
    """What every source of mail promises."""

    @pytest.fixture
    @abstractmethod
    def place(self) -> Place: ...

    def test_gives_everything_once_oldest_first(self, place: Place) -> None:
        place.put(*(mail(number) for number in range(1, 6)))
        with opened(place) as source:
            found, cursor = everything(source)
            again, same = everything(source, cursor)
        assert [one.subject for one in found] == [f"mail {number}" for number in range(1, 6)]
        assert again == []
        assert same == cursor

    def test_an_empty_place_has_a_cursor_too(self, place: Place) -> None:
        with opened(place) as source:
            found, cursor = everything(source)
            assert (found, bool(cursor)) == ([], True)
            place.put(mail(1))
            later, _ = everything(source, cursor)
        assert [one.subject for one in later] == ["mail 1"]

    def test_goes_on_after_a_cursor_even_in_another_process(self, place: Place) -> None:
        place.put(mail(1), mail(2))
        with opened(place) as source:
            _, cursor = everything(source)
        place.put(mail(3))
        with opened(place) as source:
            found, _ = everything(source, cursor)
        assert [one.subject for one in found] == ["mail 3"]

    def test_what_was_not_stored_comes_again_under_the_same_key(self, place: Place) -> None:
        place.put(mail(1), mail(2))
        with opened(place) as source:
            first, _ = everything(source)
            second, _ = everything(source)
        assert first == second
        assert len({one.key for one in first}) == 2

    def test_a_reader_may_stop_in_the_middle(self, place: Place) -> None:
        place.put(*(mail(number) for number in range(1, 4)))
        with opened(place) as source:
            portions = source.fetch("", now())
            next(portions)
            portions.close()  # type: ignore[attr-defined]
            found, _ = everything(source)
        assert len(found) == 3

    def test_two_mails_with_one_message_id_are_two(self, place: Place) -> None:
        place.put(mail(1, message_id="<same@example.org>"), mail(2, message_id="<same@example.org>"))
        with opened(place) as source:
            found, _ = everything(source)
        assert [one.message_id for one in found] == ["<same@example.org>"] * 2
        assert len({one.content_key for one in found}) == 2

    @pytest.mark.parametrize("identity", ["", "<" + "a" * 2000 + "@example.org>", "no brackets at all"])
    def test_a_strange_message_id_is_no_obstacle(self, place: Place, identity: str) -> None:
        place.put(mail(1, message_id=identity), mail(2))
        with opened(place) as source:
            found, _ = everything(source)
        assert [one.subject for one in found] == ["mail 1", "mail 2"]

    def test_the_first_time_takes_no_more_than_told(self, place: Place) -> None:
        place.put(*(mail(number) for number in range(1, 8)))
        with opened(place, Start(days=14, mails=3)) as source:
            found, cursor = everything(source)
            more, _ = everything(source, cursor)
        assert [one.subject for one in found] == ["mail 5", "mail 6", "mail 7"]
        assert more == []

    def test_none_the_first_time_still_means_those_that_come(self, place: Place) -> None:
        place.put(mail(1), mail(2))
        with opened(place, Start(days=14, mails=0)) as source:
            found, cursor = everything(source)
            place.put(mail(3))
            later, _ = everything(source, cursor)
        assert found == []
        assert [one.subject for one in later] == ["mail 3"]

    def test_values_are_what_an_arrival_promises(self, place: Place) -> None:
        place.put(b"Subject: a\0b =?utf-8?q?=0D=0ABcc:_x?=\r\nFrom: \xff <a@example.org>\r\n\r\n\xff\0\x1b[31m\r\n")
        with opened(place) as source:
            (one,), _ = everything(source)
        assert one.channel is Channel.MAIL
        assert one.received_at.tzinfo is UTC
        for text in (one.subject, one.sender_name, one.preview):
            assert text.isprintable(), text
        assert "\0" not in one.text
        assert one.text.encode()

    def test_looking_changes_nothing(self, place: Place) -> None:
        place.put(mail(1), mail(2))
        with opened(place) as source:
            assert source.probe().messages == 2
            found, _ = everything(source)
        assert len(found) == 2

    def test_a_wake_up_ends_a_wait(self, place: Place) -> None:
        wakeup = Wakeup()
        with opened(place) as source:
            everything(source)
            wakeup.wake()
            begin = time.monotonic()
            source.wait(wakeup, 60.0)
            assert time.monotonic() - begin < 30
            source.wait(wakeup, 0.05)
            assert time.monotonic() - begin < 30
        wakeup.close()

    def test_what_is_not_there_names_the_setting(self, place: Place) -> None:
        source, field = place.open_elsewhere()
        with pytest.raises(WrongSetting) as caught:
            everything(source)
        source.close()
        source.close()
        assert caught.value.field == field
        assert caught.value.detail

    def test_a_message_is_read_whole_again(self, place: Place) -> None:
        whole = mail(1, body="word " * 100_000)
        place.put(whole, mail(2))
        with opened(place) as source:
            found, _ = everything(source)
            assert source.message(found[0].key) == whole
            assert source.message(found[1].key) == mail(2)
            again, _ = everything(source)
        assert again == found

    def test_a_message_that_is_not_there_is_gone(self, place: Place) -> None:
        place.put(mail(1))
        with opened(place) as source:
            (one,), _ = everything(source)
            for key in ("", "nonsense", "a:b:c:d", f"elsewhere{one.key}", one.key.replace("1", "9")):
                with pytest.raises(Gone):
                    source.message(key)
            assert source.message(one.key) == mail(1)

    def test_history_is_what_was_left_out_newest_first(self, place: Place) -> None:
        place.put(*(mail(number) for number in range(1, 8)))
        with opened(place, Start(days=14, mails=2)) as source:
            live, cursor = everything(source)
            place.put(mail(8))
            portions = list(history(source, cursor, known=[one.key for one in live]))
            later, _ = everything(source, cursor)
        assert [one.subject for past in portions for one in past.arrivals] == [f"mail {n}" for n in (5, 4, 3, 2, 1)]
        assert sum(past.seen for past in portions) == 7
        assert portions[-1].left == 0
        assert [one.subject for one in later] == ["mail 8"]

    def test_history_has_the_keys_that_fetching_gives(self, place: Place) -> None:
        place.put(mail(1), mail(2))
        with opened(place) as source:
            live, cursor = everything(source)
            past = [one for past in history(source, cursor) for one in past.arrivals]
        assert past == list(reversed(live))

    def test_history_goes_on_after_its_cursor_in_another_process(self, place: Place) -> None:
        place.put(*(mail(number) for number in range(1, 401)))
        with opened(place, Start(mails=0)) as source:
            _, read = everything(source)
        found: list[Arrival] = []
        cursor, over = "", False
        while not over:
            with opened(place, Start(mails=0)) as source:
                past = next(history(source, read, cursor))
            found += past.arrivals
            cursor, over = past.cursor, past.over
        assert [one.subject for one in found] == [f"mail {number}" for number in range(400, 0, -1)]

    def test_history_waits_for_the_first_fetch(self, place: Place) -> None:
        place.put(mail(1))
        with opened(place) as source:
            past = next(history(source, ""))
        assert (past.arrivals, past.cursor, past.over) == ((), "", False)

    def test_history_ends_at_its_day(self, place: Place) -> None:
        place.put(mail(1), mail(2))
        with opened(place, Start(mails=0)) as source:
            _, cursor = everything(source)
            none = list(history(source, cursor, since=now() + timedelta(days=3)))
            all_of_it = list(history(source, cursor, since=now() - timedelta(days=3)))
        assert [one for past in none for one in past.arrivals] == []
        assert sum(len(past.arrivals) for past in all_of_it) == 2

    def test_a_history_cursor_of_another_kind_begins_anew(self, place: Place) -> None:
        place.put(mail(1), mail(2))
        with opened(place, Start(mails=0)) as source:
            _, read = everything(source)
            for cursor in ("nonsense", "[]", "{}", '{"INBOX": [1]}', "[1, 2, 3]", '["a", 2]', "7"):
                found = [one.subject for past in history(source, read, cursor) for one in past.arrivals]
                assert found == ["mail 2", "mail 1"], cursor
