"""What a server may do while history is read from it, and that every mail of it is in the queue afterwards, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inbox.errors import Offline
from inbox.history import Stage
from inbox.imap import history
from inbox.item import State
from inbox.sources import Start
from tests.contract.source_contract import now
from tests.inbox.imap.conftest import Open
from tests.inbox.imap.looking_back import Shelf
from tests.inbox.imap.taking import subjects
from tests.servers import imap_script as script
from tests.servers.imap_script import Command, ScriptedImap, Session
from tests.servers.mailbox import Endless, Mail, Mailbox, mail


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.close()


def downwards(first: int, last: int = 1) -> list[str]:
    return subjects(*range(first, last - 1, -1))


def dated(number: int, day: datetime) -> Mail:
    return Mail(number, mail(number), f"{day:%d-%b-%Y %H:%M:%S} +0000")


def test_newest_first_below_what_came_live(scripted: ScriptedImap, open_source: Open, shelf: Shelf) -> None:
    scripted.mailbox = Mailbox.of(500)
    source = open_source(start=Start(days=36500, mails=10))
    shelf.fetch(source)
    shelf.begin()
    shelf.rest(source)
    assert shelf.subjects() == downwards(490)
    assert shelf.subjects(State.HELD) == downwards(500, 491)
    assert (shelf.progress.done, shelf.progress.added, shelf.progress.left) == (500, 490, 0)
    assert set(scripted.names()) <= {"CAPABILITY", "AUTHENTICATE", "EXAMINE", "NOOP", "LIST", "SEARCH", "FETCH"}


def test_what_fetch_has_still_to_give_is_no_history(scripted: ScriptedImap, open_source: Open, shelf: Shelf) -> None:
    scripted.mailbox = Mailbox.of(30)
    source = open_source(start=Start(days=36500, mails=0))
    shelf.fetch(source)
    scripted.mailbox.add(mail(31))
    shelf.begin()
    shelf.portion(source)
    scripted.mailbox.add(mail(32))
    shelf.rest(source)
    assert shelf.subjects() == downwards(30)
    shelf.fetch(source)
    assert shelf.subjects(State.HELD) == subjects(32, 31)


def test_only_what_came_since(scripted: ScriptedImap, open_source: Open, shelf: Shelf) -> None:
    begin = datetime(2026, 1, 1, 12, tzinfo=UTC)
    scripted.mailbox = Mailbox([dated(number, begin + timedelta(days=number)) for number in range(1, 301)])
    source = open_source(start=Start(days=0, mails=0))
    shelf.fetch(source)
    shelf.begin(begin + timedelta(days=201))
    shelf.rest(source)
    assert shelf.subjects() == downwards(300, 200)  # and a day more, for servers elsewhere


def test_how_much_is_left_is_told_from_the_start(scripted: ScriptedImap, open_source: Open, shelf: Shelf) -> None:
    begin = datetime(2026, 1, 1, 12, tzinfo=UTC)
    scripted.mailbox = Mailbox([dated(number, begin + timedelta(days=number)) for number in range(1, 301)])
    source = open_source(start=Start(days=0, mails=0))
    shelf.fetch(source)
    shelf.begin(begin + timedelta(days=201))
    shelf.portion(source)
    assert (shelf.progress.done, shelf.progress.left) == (0, 100)
    shelf.portion(source)
    assert shelf.progress.done + (shelf.progress.left or 0) == 100
    assert shelf.progress.reached == begin + timedelta(days=301 - shelf.progress.done)


def test_mails_that_are_not_in_order_are_found_all_the_same(
    scripted: ScriptedImap, open_source: Open, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An archive was copied on top of newer mail."""
    monkeypatch.setattr(history, "WINDOW", 20)
    new, old = datetime(2026, 6, 1, tzinfo=UTC), datetime(2001, 6, 1, tzinfo=UTC)
    scripted.mailbox = Mailbox([dated(number, new if number <= 10 else old) for number in range(1, 201)])
    source = open_source(start=Start(days=0, mails=0))
    shelf.fetch(source)
    shelf.begin(datetime(2026, 1, 1, tzinfo=UTC))
    shelf.rest(source)
    assert shelf.subjects() == downwards(10)


def test_a_big_mailbox_is_never_asked_about_as_a_whole(scripted: ScriptedImap, open_source: Open, shelf: Shelf) -> None:
    scripted.mailbox = Endless(1_000_000)
    source = open_source(start=Start(days=36500, mails=0))
    shelf.fetch(source)
    shelf.begin()
    for _ in range(4):
        shelf.portion(source)
    searched = [re.findall(rb"SEARCH (\d+):(\d+)", line)[0] for line in scripted.commands if b"SEARCH" in line]
    assert searched == [(b"995001", b"1000000")]
    assert shelf.subjects() == downwards(1_000_000, 1_000_001 - shelf.progress.done)
    assert shelf.progress.left == 1_000_000 - shelf.progress.done
    assert shelf.progress.done > 20


@pytest.mark.parametrize("cut", [100, 3000, 9000, 20_000, 30_000])
def test_a_line_that_is_cut_at_any_point(scripted: ScriptedImap, open_source: Open, shelf: Shelf, cut: int) -> None:
    scripted.mailbox = Mailbox.of(300)
    clock = [0.0]
    source = open_source(start=Start(days=36500, mails=0))
    source._line._monotonic = lambda: clock[0]
    shelf.fetch(source)
    shelf.begin()
    scripted.budget = cut
    lost = 0
    while shelf.progress.stage is not Stage.FINISHED:
        try:
            shelf.portion(source)
        except Offline:
            lost, clock[0] = lost + 1, clock[0] + 60
            scripted.budget = cut if lost < 3 else None
    assert lost >= 1
    assert shelf.subjects() == downwards(300)


def test_the_app_is_killed_between_any_two_portions(scripted: ScriptedImap, open_source: Open, shelf: Shelf) -> None:
    scripted.mailbox = Mailbox.of(200)
    shelf.fetch(open_source(start=Start(days=36500, mails=0)))
    shelf.begin()
    while shelf.progress.stage is not Stage.FINISHED:
        shelf.portion(open_source(start=Start(days=36500, mails=0)))
    assert shelf.subjects() == downwards(200)
    assert shelf.progress.done == 200


def test_a_portion_that_could_not_be_stored_comes_again(
    scripted: ScriptedImap, open_source: Open, shelf: Shelf
) -> None:
    scripted.mailbox = Mailbox.of(100)
    source = open_source(start=Start(days=36500, mails=0))
    shelf.fetch(source)
    shelf.begin()
    for _ in range(2):
        shelf.portion(source)
    read = shelf.reading.cursor("work")
    from inbox.sources import LookBack

    lost = source.look_back(LookBack(shelf.progress.since, now(), read, shelf.progress.cursor, lambda _: ()))
    assert lost.arrivals
    shelf.rest(source)
    assert shelf.subjects() == downwards(100)


def test_the_mailbox_is_numbered_anew_in_the_middle(scripted: ScriptedImap, open_source: Open, shelf: Shelf) -> None:
    begin = now() - timedelta(days=202)
    scripted.mailbox = Mailbox([dated(number, begin + timedelta(days=number)) for number in range(1, 201)])
    source = open_source(start=Start(days=14, mails=5))
    shelf.fetch(source)
    shelf.begin()
    for _ in range(3):
        shelf.portion(source)
    some = len(shelf.subjects())
    assert 0 < some < 195
    scripted.mailbox = Mailbox(
        [Mail(one.uid + 1000, one.content, one.date) for one in scripted.mailbox.mails], validity=8
    )
    scripted.mailbox.mails.append(Mail(1201, mail(201), f"{now():%d-%b-%Y %H:%M:%S} +0000"))
    scripted.hang_up()
    source.close()
    source = open_source(start=Start(days=14, mails=5))
    past = shelf.portion(source)
    assert not past.arrivals  # what is live comes first
    shelf.fetch(source)
    shelf.rest(source)
    assert shelf.subjects() == downwards(195)
    assert shelf.subjects(State.HELD) == subjects(201, 200, 199, 198, 197, 196)


def test_expunges_in_between(scripted: ScriptedImap, open_source: Open, shelf: Shelf) -> None:
    scripted.mailbox = Mailbox.of(200)
    source = open_source(start=Start(days=36500, mails=0))
    shelf.fetch(source)
    shelf.begin()
    for gone in (range(1, 11), range(150, 196), [20, 40, 60], range(199, 201)):
        shelf.portion(source)
        scripted.mailbox.mails = [one for one in scripted.mailbox.mails if one.uid not in gone]
        scripted.hang_up()
        source.close()
        source = open_source(start=Start(days=36500, mails=0))
    shelf.rest(source)
    found = shelf.subjects()
    assert len(found) == len(set(found))
    assert set(found) >= {f"mail {one.uid}" for one in scripted.mailbox.mails}


def test_an_answer_that_leaves_mails_out(scripted: ScriptedImap, open_source: Open, shelf: Shelf) -> None:
    scripted.mailbox = Mailbox.of(60)
    asked = [0]

    def stingy(session: Session, command: Command) -> None:
        asked[0] += 1
        for sequence, one in scripted.mailbox.rows(command.numbers, by_uid=True):
            if asked[0] % 2 or one.uid % 3:
                session.mail_row(sequence, one)
        session.ok(command)

    source = open_source(start=Start(days=36500, mails=0))
    shelf.fetch(source)
    scripted.replies["FETCH"] = stingy
    shelf.begin()
    shelf.rest(source)
    assert shelf.subjects() == downwards(60)


def test_a_mail_the_server_never_hands_over_is_a_stub(scripted: ScriptedImap, open_source: Open, shelf: Shelf) -> None:
    scripted.mailbox = Mailbox.of(40)

    def refusing(session: Session, command: Command) -> None:
        for sequence, one in scripted.mailbox.rows(command.numbers, by_uid=True):
            if one.uid == 17:
                session.no(command, "this one is broken")
                return
            session.mail_row(sequence, one)
        session.ok(command)

    source = open_source(start=Start(days=36500, mails=0))
    shelf.fetch(source)
    scripted.replies["FETCH"] = refusing
    shelf.begin()
    shelf.rest(source)
    assert sorted(shelf.subjects()) == sorted(
        [f"mail {number}" for number in range(1, 41) if number != 17] + ["(a mail that could not be read)"]
    )


@pytest.mark.parametrize("status", ["NO", "BAD"])
def test_a_server_that_cannot_search(scripted: ScriptedImap, open_source: Open, shelf: Shelf, status: str) -> None:
    begin = datetime(2026, 1, 1, 12, tzinfo=UTC)
    scripted.mailbox = Mailbox([dated(number, begin + timedelta(days=number)) for number in range(1, 101)])
    scripted.replies["SEARCH"] = script.bad("not today", status)
    source = open_source(start=Start(days=0, mails=0))
    shelf.fetch(source)
    shelf.begin(begin + timedelta(days=51))
    shelf.rest(source)
    assert shelf.subjects() == downwards(100, 51)


def test_a_server_that_is_busy_is_left_alone(scripted: ScriptedImap, open_source: Open, shelf: Shelf) -> None:
    scripted.mailbox = Mailbox.of(3)
    source = open_source(start=Start(days=36500, mails=0))
    shelf.fetch(source)
    scripted.replies["SEARCH"] = script.bad("[THROTTLED] Suggested Backoff Time: 299961 milliseconds")
    shelf.begin()
    shelf.portion(source)
    with pytest.raises(Offline) as caught:
        shelf.portion(source)
    assert caught.value.wait_seconds == pytest.approx(299.961)


def test_numbers_found_come_in_several_lines_in_any_order(
    scripted: ScriptedImap, open_source: Open, shelf: Shelf
) -> None:
    scripted.mailbox = Mailbox.of(9)

    def odd(session: Session, command: Command) -> None:
        session.write("* SEARCH 9 1\r\n* 2 FETCH (FLAGS (\\Seen))\r\n* SEARCH\r\n* SEARCH 4 3 2 x 99999999999999\r\n")
        session.write("* SEARCH 5 8 7 6 5 4711\r\n")
        session.ok(command)

    source = open_source(start=Start(days=36500, mails=0))
    shelf.fetch(source)
    scripted.replies["SEARCH"] = odd
    shelf.begin()
    shelf.rest(source)
    assert shelf.subjects() == downwards(9)


def test_portions_keep_to_their_time(scripted: ScriptedImap, open_source: Open, shelf: Shelf) -> None:
    """A slow line gets few mails at a time, so that what is new does not wait for long."""
    scripted.mailbox = Mailbox.of(400)
    clock = [0.0]

    def slow(session: Session, command: Command) -> None:
        for sequence, one in scripted.mailbox.rows(command.numbers, by_uid=True):
            clock[0] += 0.1
            session.mail_row(sequence, one)
        session.ok(command)

    source = open_source(start=Start(days=36500, mails=0))
    source._history._monotonic = lambda: clock[0]
    shelf.fetch(source)
    scripted.replies["FETCH"] = slow
    shelf.begin()
    sizes = [len(shelf.portion(source).arrivals) for _ in range(8)]
    assert all(size <= 5 for size in sizes[3:])
    scripted.replies.pop("FETCH")
    assert max(len(shelf.portion(source).arrivals) for _ in range(8)) > 50


def test_big_mails_make_small_portions(scripted: ScriptedImap, open_source: Open, shelf: Shelf) -> None:
    scripted.mailbox = Mailbox([Mail(number, mail(number, "x" * 250_000)) for number in range(1, 121)])
    source = open_source(start=Start(days=36500, mails=0))
    source._history._monotonic = lambda: 0.0
    shelf.fetch(source)
    shelf.begin()
    sizes = []
    while shelf.progress.stage is not Stage.FINISHED:
        sizes.append(len(shelf.portion(source).arrivals))
    assert max(sizes) <= 20
    assert sum(sizes) == 120


def test_several_mailboxes_go_back_together(scripted: ScriptedImap, open_source: Open, shelf: Shelf) -> None:
    """By the time of each mail, so that the newest has the highest number; a mail in both is one item."""
    begin = datetime(2026, 1, 1, 12, tzinfo=UTC)
    even = [dated(number, begin + timedelta(hours=number)) for number in range(2, 1001, 2)]
    odd = [dated(number, begin + timedelta(hours=number)) for number in range(1, 1000, 2)]
    scripted.mailbox = Mailbox(even)
    scripted.others["Clients"] = Mailbox([*odd, Mail(5000, mail(1000), odd[-1].date)], validity=9)
    source = open_source(start=Start(days=0, mails=0), mailboxes=("INBOX", "Clients"))
    shelf.fetch(source)
    shelf.begin()
    shelf.rest(source)
    found = [int(subject.split()[1]) for subject in shelf.subjects()]
    assert sorted(found) == list(range(1, 1001))
    # One portion is of one mailbox; beyond that, they are in order.
    assert all(abs(number - (1000 - place)) <= 2 * history._MOST for place, number in enumerate(found))
    assert scripted.accepted == 1
    assert shelf.progress.left == 0
    scripted.mailbox.add(mail(1001))
    scripted.others["Clients"].add(mail(1002))
    shelf.fetch(source)
    assert sorted(shelf.subjects(State.HELD)) == subjects(1001, 1002)


def test_a_mailbox_that_is_chosen_no_more_is_left_out(scripted: ScriptedImap, open_source: Open, shelf: Shelf) -> None:
    scripted.mailbox = Mailbox.of(30)
    scripted.others["Clients"] = Mailbox([Mail(uid, mail(uid + 100)) for uid in range(1, 300)], validity=9)
    both = open_source(start=Start(days=0, mails=0), mailboxes=("INBOX", "Clients"))
    shelf.fetch(both)
    shelf.begin()
    for _ in range(3):
        shelf.portion(both)
    one = open_source(start=Start(days=0, mails=0))
    shelf.fetch(one)
    shelf.rest(one)
    assert set(downwards(30)) <= set(shelf.subjects())
