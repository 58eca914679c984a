"""A day by hand in which all is right, and every way in which one thing is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desktop.core.views import BatchView, Notice
from desktop.demo.mailbox import Letter, Mail, send
from desktop.demo.verdict import Day, Plan, Seen, Stretch, judge
from focus.presence import Level, Presence
from inbox.item import Channel, Item, Ledger, Reason, State

PARIS = ZoneInfo("Europe/Paris")


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 12, hour, minute, tzinfo=PARIS)


PLAN = Plan(focus=(Stretch(at(9), at(11)),), check_ins=(Stretch(at(11), at(11, 30)),))
USUAL = Presence(Level.TEXT, "At the studio")
BUSY = Presence(Level.DO_NOT_DISTURB, "In focus until 11:00", until=at(11).astimezone(UTC))


def mail(id: str, when: datetime, passes: str = "") -> Mail:
    letter = Letter(id, 0, when.time(), "person", "Tom <tom@studio.example>", f"About {id}", "Hello.", passes=passes)
    return send(letter, when)


MAILS = (mail("held", at(9, 30)), mail("code", at(10), passes="codes"), mail("late", at(17)))


def item(number: int, state: State, arrived: datetime, released: datetime | None, passed_by: str = "") -> Item:
    return Item(
        number, "sample", Channel.MAIL, Reason.DIRECT, "Tom", "tom@studio.example", MAILS[number].letter.subject, "",
        arrived, arrived, state, released or arrived, released_at=released, passed_by=passed_by,
        batch=1 if released and not passed_by else None,
    )  # fmt: skip


GOOD = Day(
    mails=MAILS,
    seen=(
        Seen(item(0, State.DONE, at(9, 30), at(11)), MAILS[0].message_id, at(11)),
        Seen(item(1, State.RELEASED, at(10), at(10), "codes"), MAILS[1].message_id, at(10)),
        Seen(item(2, State.HELD, at(17), None), MAILS[2].message_id, None),
    ),
    batches=((at(11), BatchView(1, "check_in", at(11), at(11), "", 1, 1, 1)),),
    notices=(
        (at(10), Notice(1, "passed", None, 1, ("Tom",), ("About code",), "codes", at(11))),
        (at(11), Notice(2, "batch", 1, 1, ("Tom",), ("About held",), "", None)),
    ),
    shown=((at(8), USUAL), (at(9), BUSY), (at(11), USUAL)),
    shown_at_end=USUAL,
    ledger=Ledger(received=3, held=1, released=1, snoozed=0, done=1, expired=0),
)


def seen(day: Day, number: int, **changes: object) -> Day:
    one = day.seen[number]
    changed = replace(one, item=replace(one.item, **changes))  # type: ignore[arg-type]
    return replace(day, seen=(*day.seen[:number], changed, *day.seen[number + 1 :]))


def first_seen_out(day: Day, number: int, when: datetime | None) -> Day:
    changed = replace(day.seen[number], out_at=when)
    return replace(day, seen=(*day.seen[:number], changed, *day.seen[number + 1 :]))


def broken_rules(day: Day) -> set[str]:
    return {check.rule.split(" ")[0] for check in judge(day, PLAN) if check.faults}


def test_a_good_day_breaks_no_rule() -> None:
    assert len(judge(GOOD, PLAN)) == 7
    assert broken_rules(GOOD) == set()


FAULTS: dict[str, tuple[set[str], Callable[[], Day]]] = {
    "released in focus, by its own record": ({"Nothing"}, lambda: seen(GOOD, 0, released_at=at(9, 45))),
    "seen in focus, whatever the record says": ({"Nothing"}, lambda: first_seen_out(GOOD, 0, at(9, 45))),
    "late by ten minutes": ({"Nothing"}, lambda: first_seen_out(GOOD, 0, at(11, 10))),
    "never released": ({"Nothing", "The"}, lambda: first_seen_out(seen(GOOD, 0, state=State.HELD), 0, None)),
    "twice": ({"Every", "The"}, lambda: replace(GOOD, seen=(*GOOD.seen, GOOD.seen[0]))),
    "lost": ({"Every", "The"}, lambda: replace(GOOD, seen=GOOD.seen[:2])),
    "from nowhere": (
        {"Every"},
        lambda: replace(GOOD, seen=(*GOOD.seen[:2], replace(GOOD.seen[2], message_id="<x@nowhere.example>"))),
    ),
    "passed by no rule of ours": ({"Only"}, lambda: seen(GOOD, 0, passed_by="vip")),
    "a code that waited": ({"Only"}, lambda: first_seen_out(GOOD, 1, at(11))),
    "a code nobody was told of": ({"Only"}, lambda: replace(GOOD, notices=GOOD.notices[1:])),
    "a batch told of twice": ({"One"}, lambda: replace(GOOD, notices=(*GOOD.notices, GOOD.notices[1]))),
    "no batch": ({"One"}, lambda: replace(GOOD, batches=(), notices=GOOD.notices[:1])),
    "a batch in focus": (
        {"One"},
        lambda: replace(GOOD, batches=((at(10), replace(GOOD.batches[0][1], opened_at=at(10))),)),
    ),
    "never busy": ({"Busy"}, lambda: replace(GOOD, shown=GOOD.shown[:1])),
    "busy for ever": ({"Busy"}, lambda: replace(GOOD, shown=GOOD.shown[:2], shown_at_end=BUSY)),
    "busy without an end": (
        {"Busy"},
        lambda: replace(GOOD, shown=(GOOD.shown[0], (at(9), replace(BUSY, until=None)), GOOD.shown[2])),
    ),
    "put back as something else": ({"Busy"}, lambda: replace(GOOD, shown_at_end=Presence())),
    "a sum that is wrong": ({"The"}, lambda: replace(GOOD, ledger=replace(GOOD.ledger, received=4))),
    "a ledger that tells another story": ({"The"}, lambda: replace(GOOD, ledger=Ledger(3, 0, 2, 0, 1, 0))),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_went_wrong_is_found_under_its_rule(fault: str) -> None:
    rules, day = FAULTS[fault]
    assert broken_rules(day()) == rules


def test_times_are_told_as_on_the_wall() -> None:
    (check,) = [check for check in judge(first_seen_out(GOOD, 0, at(9, 45).astimezone(UTC)), PLAN) if check.faults]
    assert check.faults == ('"About held" came out at 09:45, outside every check-in',)


def test_the_last_moment_of_a_check_in_is_not_in_it() -> None:
    assert broken_rules(seen(GOOD, 0, released_at=at(11, 30))) == {"Nothing"}
    assert broken_rules(seen(GOOD, 0, released_at=at(11, 30) - timedelta(seconds=1))) == set()


def test_these_days_are_of_one_date() -> None:
    assert {moment.date() for moment, _ in GOOD.shown} == {date(2026, 3, 12)}
