from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from inbox.explaining import Acted, Kept, Lived, Released, explained
from inbox.item import Channel, Event, Fetched, Item, Reason, State
from inbox.judging import Ruling
from inbox.queue import Queue, Release
from inbox.reading import Reading
from inbox.rulebook import Rulebook
from inbox.rules import CODES, HOLD, Match, Rule
from tests.inbox.arrivals import NOON, arrival

HOUR = timedelta(hours=1)
ITEM = Item(
    1, "work", Channel.MAIL, Reason.DIRECT, "Claire", "claire@client.example", "Contract", "", NOON, NOON,
    State.DONE, NOON + 5 * HOUR, released_at=NOON + HOUR, batch=1,
)  # fmt: skip


def test_every_minute_is_accounted_for() -> None:
    """Arrived, held, promised, released, snoozed, came back, done, undone, answered, changed at the server."""
    kept = Kept(
        replace(ITEM, released_at=NOON + 3 * HOUR, batch=2),
        released=(
            Released(NOON + HOUR, "check_in", "late morning", NOON + HOUR),
            Released(NOON + 3 * HOUR, "check_in", "afternoon", NOON + 3 * HOUR),
        ),
        acted=(
            Acted(NOON + 2 * HOUR, "snooze", until=NOON + 3 * HOUR),
            Acted(NOON + 4 * HOUR, "done", undone_at=NOON + 4 * HOUR + timedelta(minutes=1)),
        ),
        further=((NOON + timedelta(minutes=5), "hub"),),
        noted=(Event(NOON + 5 * HOUR, "answered", "claire@client.example"), Event(NOON + 6 * HOUR, "written:seen")),
        lived=Lived("focus", NOON + HOUR, "Release 2.0"),
        promised="clients",
        due_at=NOON + 24 * HOUR,
    )
    assert [(one.what, one.by, one.moment and (one.moment - NOON) / HOUR) for one in explained(kept)] == [
        ("arrived", "work", None),
        ("held:focus", "Release 2.0", 1),
        ("promised", "clients", 24),
        ("also", "hub", None),
        ("released:check_in", "late morning", 1),
        ("snooze", "", 3),
        ("back:check_in", "afternoon", 3),
        ("done", "", None),
        ("undone:done", "", None),
        ("answered", "claire@client.example", None),
        ("written:seen", "", None),
    ]


def test_what_a_rule_let_through_was_not_held() -> None:
    of = replace(ITEM, passed_by="codes", ruled_by="codes", released_at=NOON, batch=None)
    kept = Kept(of, released=(Released(NOON),), lived=Lived("focus", NOON + HOUR), expires_at=NOON + HOUR)
    assert [(one.what, one.by) for one in explained(kept)] == [("arrived", "work"), ("passed", "codes")]


def test_a_code_that_comes_out_too_late_is_in_its_batch_and_says_so(queue: Queue, reading: Reading) -> None:
    book = Rulebook([Rule("all wait", Match(channel=(Channel.MAIL,)), HOLD), CODES])
    code = arrival(subject="Sign in", text="Your verification code is 482913.")
    queue.accept("work", Fetched((code, arrival()), "1"), NOON, Ruling(book))
    queue.settle(NOON + 2 * HOUR, [Release("check_in", NOON + 2 * HOUR)], wakes_snoozed=True)
    found = reading.batch()
    assert found is not None
    assert [(one.subject, one.state) for one in found[1]][-1] == ("Sign in", State.EXPIRED)
    assert reading.waiting()[0] == 2  # it is work all the same, until the person says it is not
    ledger = reading.ledger()
    assert (ledger.released, ledger.expired, ledger.adds_up) == (1, 1, True)
    late = reading.details(found[1][-1].id)
    assert late is not None
    assert [one.what for one in late.history] == ["arrived", "held_by_rule", "released:check_in", "expired"]
    assert queue.done([late.item.id], NOON + 3 * HOUR) == 1
    queue.undo(NOON + 3 * HOUR)
    assert reading.ledger().expired == 1


def test_a_code_that_comes_out_in_time_is_a_mail_like_others(queue: Queue, reading: Reading) -> None:
    book = Rulebook([Rule("all wait", Match(channel=(Channel.MAIL,)), HOLD), CODES])
    code = arrival(subject="Sign in", text="Your verification code is 482913.")
    queue.accept("work", Fetched((code,), "1"), NOON, Ruling(book))
    at = NOON + timedelta(minutes=59)
    queue.settle(at, [Release("check_in", at)], wakes_snoozed=True)
    assert reading.count(State.RELEASED) == 1


def test_what_comes_back_from_its_snooze_keeps_what_it_came_by_before(queue: Queue, reading: Reading) -> None:
    queue.accept("work", Fetched((arrival(),), "1"), NOON)
    queue.settle(NOON + HOUR, [Release("check_in", NOON + HOUR, name="morning")], wakes_snoozed=True)
    queue.snooze([1], NOON + 3 * HOUR, NOON + 2 * HOUR)
    queue.settle(NOON + 4 * HOUR, [], wakes_snoozed=True)
    found = reading.details(1)
    assert found is not None
    assert [(one.what, one.by) for one in found.history] == [
        ("arrived", "work"), ("released:check_in", "morning"), ("snooze", ""), ("back:snooze", ""),
    ]  # fmt: skip
    assert found.history[2].moment == NOON + 3 * HOUR
