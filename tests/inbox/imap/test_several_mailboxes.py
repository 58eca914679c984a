"""An account whose person reads more than the INBOX: one connection, and each mailbox at its own pace."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from inbox.errors import Broken, Gone, WrongSetting
from inbox.sources import LookBack, Remark, Start
from inbox.wakeup import Wakeup
from tests.contract.source_contract import everything, now
from tests.inbox.imap.conftest import Open
from tests.inbox.imap.taking import Queue, mark, subjects
from tests.servers import imap_script as script
from tests.servers.imap_script import Command, ScriptedImap, Session
from tests.servers.mailbox import Endless, Mail, Mailbox, mail

BOTH = ("INBOX", "Clients")


def _numbered(*numbers: int, validity: int = 9) -> Mailbox:
    return Mailbox([Mail(uid, mail(number)) for uid, number in enumerate(numbers, start=1)], validity=validity)


@pytest.fixture
def server(scripted: ScriptedImap) -> ScriptedImap:
    scripted.mailbox = Mailbox.of(3)
    scripted.others["Clients"] = _numbered(11, 12)
    return scripted


def test_all_of_them_once_over_one_connection(server: ScriptedImap, open_source: Open) -> None:
    queue, source = Queue(), open_source(mailboxes=BOTH)
    queue.take(source)
    queue.take(source)
    assert sorted(queue.subjects) == sorted(subjects(1, 2, 3, 11, 12))
    assert server.accepted == 1
    assert (mark(queue.cursor), mark(queue.cursor, "Clients"))[1].startswith("9:2:")


def test_nothing_new_costs_a_status_each(server: ScriptedImap, open_source: Open) -> None:
    queue, source = Queue(), open_source(mailboxes=BOTH)
    queue.take(source)
    queue.take(source)
    before = len(server.commands)
    for _ in range(3):
        queue.take(source)
    assert server.names()[-len(server.commands) + before :] == ["NOOP", "STATUS"] * 3


def test_what_comes_later_is_found_in_each(server: ScriptedImap, open_source: Open) -> None:
    queue, source = Queue(), open_source(mailboxes=BOTH)
    queue.take(source)
    for number in (20, 30):
        server.mailbox.add(mail(number))
        server.others["Clients"].add(mail(number + 1))
        queue.take(source)
        server.others["Clients"].add(mail(number + 2))
        queue.take(source)
    assert {*subjects(20, 21, 22, 30, 31, 32)} <= {*queue.subjects}
    assert queue.doubled == 0


@pytest.mark.parametrize("next_uid", [None, 1])
def test_a_status_that_tells_little_is_not_believed(
    server: ScriptedImap, open_source: Open, next_uid: int | None
) -> None:
    """P3, where only STATUS is asked: one mail goes and another comes."""
    server.others["Clients"].next_uid = next_uid
    queue, source = Queue(), open_source(mailboxes=BOTH)
    queue.take(source)
    queue.take(source)
    box = server.others["Clients"]
    box.mails = [box.mails[0], Mail(3, mail(13))]
    queue.take(source)
    assert "mail 13" in queue.subjects


def test_one_that_is_added_later_makes_nobody_read_the_others_again(server: ScriptedImap, open_source: Open) -> None:
    queue = Queue()
    queue.take(open_source())
    queue.take(open_source(mailboxes=BOTH))
    assert queue.doubled == 0
    assert sorted(queue.subjects) == sorted(subjects(1, 2, 3, 11, 12))
    queue.take(open_source())
    assert queue.doubled == 0


def test_a_mail_in_two_of_them_is_one_item(server: ScriptedImap, open_source: Open) -> None:
    """P4, P16: Gmail's labels; a copy; a mail that was moved from one to the other."""
    server.others["Clients"] = _numbered(2, 3, 14)
    queue = Queue()
    queue.take(open_source(mailboxes=BOTH))
    assert sorted(queue.subjects) == sorted(subjects(1, 2, 3, 14))
    assert queue.doubled == 2


@pytest.mark.parametrize("said", ["[NONEXISTENT] gone", "[NOPERM] not yours", "[SERVERBUG] broken", "what?"])
@pytest.mark.parametrize("missing", BOTH)
def test_one_that_cannot_be_read_stops_no_other(
    server: ScriptedImap, open_source: Open, said: str, missing: str
) -> None:
    """P14: renamed, deleted, without rights."""

    def refused(session: Session, command: Command) -> None:
        if command.mailbox == missing:
            session.no(command, said)
        else:
            (script.examine if command.line.split(b" ")[1] == b"EXAMINE" else script.status)(session, command)

    server.replies["EXAMINE"] = server.replies["STATUS"] = refused
    queue, source = Queue(), open_source(mailboxes=BOTH)
    queue.take(source)
    (remark,) = source.remarks
    assert (remark.code, remark.about) == ("mailbox", missing)
    assert said.rsplit("] ", maxsplit=1)[-1] in remark.detail
    there = "INBOX" if missing == "Clients" else "Clients"
    assert sorted(queue.subjects) == sorted(subjects(1, 2, 3) if there == "INBOX" else subjects(11, 12))
    server.replies.clear()
    queue.take(source)
    assert source.remarks == ()
    assert sorted(queue.subjects) == sorted(subjects(1, 2, 3, 11, 12))
    assert server.accepted == 1


def test_none_of_them_is_there(server: ScriptedImap, open_source: Open) -> None:
    with pytest.raises(WrongSetting) as caught:
        everything(open_source(mailboxes=("Old", "Older")))
    assert caught.value.field == "mailbox"


def test_a_live_test_looks_at_each(server: ScriptedImap, open_source: Open) -> None:
    server.folders = [b'() "/" INBOX', b'() "/" Clients']
    found = open_source(mailboxes=BOTH).probe()
    assert found.messages == 5
    assert [one.name for one in found.mailboxes] == ["INBOX", "Clients"]
    with pytest.raises(WrongSetting):
        open_source(mailboxes=("INBOX", "Old")).probe()


def test_one_that_is_numbered_anew_concerns_no_other(server: ScriptedImap, open_source: Open) -> None:
    """P2."""
    queue, source = Queue(), open_source(mailboxes=BOTH)
    queue.take(source)
    server.others["Clients"] = _numbered(11, 12, 13, validity=10)
    queue.take(source)
    assert sorted(queue.subjects) == sorted(subjects(1, 2, 3, 11, 12, 13))
    assert queue.doubled == 2
    assert mark(queue.cursor).startswith("7:3:")


def test_one_that_is_numbered_anew_each_time_is_said(server: ScriptedImap, open_source: Open) -> None:
    """P2: no loop."""
    queue, source = Queue(), open_source(mailboxes=BOTH)
    queue.take(source)
    for _ in range(4):
        server.others["Clients"].validity += 1
        server.mailbox.add(mail(100 + server.others["Clients"].validity))
        queue.take(source)
    (remark,) = source.remarks
    assert remark.about == "Clients"
    assert isinstance(source._places[1].problem, Broken)
    assert len(queue.items) == 3 + 2 + 4


def test_a_message_is_read_from_where_it_is(server: ScriptedImap, open_source: Open) -> None:
    queue, source = Queue(), open_source(mailboxes=BOTH)
    queue.take(source)
    keys = {one.subject: key for key, one in queue.items.items()}
    assert source.message(keys["mail 12"]) == mail(12)
    assert source.message(keys["mail 1"]) == mail(1)
    alone = open_source()  # it is not among those that are read now
    assert alone.message(keys["mail 11"]) == mail(11)
    alone.close()
    del server.others["Clients"]
    server.others["Other"] = Mailbox()
    with pytest.raises(Gone):
        alone.message(keys["mail 12"])
    assert alone.message(keys["mail 1"]) == mail(1)


def test_history_is_that_of_those_that_are_there(server: ScriptedImap, open_source: Open) -> None:
    """A source that was opened for this alone, and has not fetched."""
    start = Start(days=36500, mails=0)
    _, cursor = everything(open_source(mailboxes=(*BOTH, "Old"), start=start))
    del server.others["Clients"]
    server.others["Old"] = _numbered(21)
    source, place, found = open_source(mailboxes=(*BOTH, "Old"), start=start), "", list[str]()
    asked = LookBack(datetime(2000, 1, 1, tzinfo=UTC), now(), cursor, "", lambda _: ())
    for _ in range(10):
        past = source.look_back(replace(asked, cursor=place))
        place, found = past.cursor, found + [one.subject for one in past.arrivals]
    assert sorted(found) == subjects(1, 2, 3)
    assert [one.about for one in source.remarks] == ["Clients"]
    only = open_source(mailboxes=("Clients",), start=start)
    with pytest.raises(WrongSetting):
        only.look_back(asked)


def test_the_history_of_one_that_is_away_for_now_is_still_to_come(server: ScriptedImap, open_source: Open) -> None:
    def busy(session: Session, command: Command) -> None:
        if command.mailbox == "Clients":
            session.no(command, "[INUSE] later")
        else:
            (script.examine if command.line.split(b" ")[1] == b"EXAMINE" else script.status)(session, command)

    start = Start(days=36500, mails=0)
    _, cursor = everything(open_source(mailboxes=BOTH, start=start))
    server.replies["EXAMINE"] = server.replies["STATUS"] = busy
    source, place, found = open_source(mailboxes=BOTH, start=start), "", list[str]()

    def go_back() -> bool:
        nonlocal place
        for _ in range(10):
            asked = LookBack(datetime(2000, 1, 1, tzinfo=UTC), now(), cursor, place, lambda _: ())
            past = source.look_back(asked)
            place = past.cursor
            found.extend(one.subject for one in past.arrivals)
        return past.over

    everything(source, cursor)
    assert not go_back()
    assert set(found) == set(subjects(1, 2, 3))
    server.replies.clear()
    everything(source, cursor)
    assert go_back()
    assert set(found) == set(subjects(1, 2, 3, 11, 12))


def test_waiting_is_for_the_first_and_not_longer_than_the_others_may_wait(
    server: ScriptedImap, open_source: Open
) -> None:
    wakeup = Wakeup()
    queue, source = Queue(), open_source(mailboxes=BOTH, push=True, poll_seconds=0.2)
    queue.take(source)
    assert server.sessions[0].selected == "INBOX"
    begin = time.monotonic()
    source.wait(wakeup, 60)
    assert time.monotonic() - begin < 30
    server.others["Clients"].add(mail(13))
    queue.take(source)
    assert "mail 13" in queue.subjects
    assert server.sessions[0].selected == "INBOX"
    wakeup.close()


def test_a_mail_in_the_first_is_read_before_the_others_are_looked_at(server: ScriptedImap, open_source: Open) -> None:
    wakeup = Wakeup()
    queue, source = Queue(), open_source(mailboxes=BOTH, push=True)
    queue.take(source)
    before = len(server.names())
    server.mailbox.add(mail(4))
    threading.Timer(0.1, server.tell, ("* 4 EXISTS\r\n",)).start()
    source.wait(wakeup, 30)
    queue.take(source)
    assert "mail 4" in queue.subjects
    assert server.names()[before:][:4] == ["IDLE", "LIST", "FETCH", "STATUS"]
    wakeup.close()


def test_after_an_errand_elsewhere_idle_listens_where_it_should(server: ScriptedImap, open_source: Open) -> None:
    wakeup = Wakeup()
    queue, source = Queue(), open_source(mailboxes=BOTH, push=True)
    queue.take(source)
    source.message(next(key for key in queue.items if key.startswith("Clients")))
    source.wait(wakeup, 30)  # at once: the first may have had news meanwhile
    server.mailbox.add(mail(4))
    queue.take(source)
    assert "mail 4" in queue.subjects
    assert server.sessions[0].selected == "INBOX"
    wakeup.close()


def test_a_million_in_each_cost_a_handful_of_commands(server: ScriptedImap, open_source: Open) -> None:
    """P130: no SEARCH ALL, no 1:*."""
    server.mailbox = Endless(1_000_000)
    server.others["Clients"] = Endless(1_000_000)
    found, _ = everything(open_source(mailboxes=BOTH, start=Start(days=36500, mails=100)))
    assert len(found) == 200
    assert len(server.commands) <= 20
    assert not [line for line in server.commands if b"SEARCH" in line or b" 1:" in line]


def test_an_alert_is_kept_as_plain_text_and_once(scripted: ScriptedImap, open_source: Open) -> None:
    """P26."""
    scripted.greeting = b"* OK [ALERT] Down <b>tonight</b>\x1b[31m\r\n"
    told = f"* OK [ALERT] {'long ' * 200}"
    scripted.replies["EXAMINE"] = script.saying([told, told, "* 1 FETCH (FLAGS ([ALERT]))"], script.examine)

    def at_sign_in(session: Session, command: Command) -> None:
        session.write("+ \r\n")
        session.readline()
        session.ok(command, "[ALERT] Your mailbox is nearly full")

    scripted.replies["AUTHENTICATE"] = at_sign_in
    source = open_source()
    for _ in range(2):
        list(source.fetch("", now()))
    alerts = [one.detail for one in source.remarks]
    assert source.remarks[1] == Remark("alert", "Your mailbox is nearly full")
    assert len(alerts) == 3
    assert alerts[0].startswith("Down <b>tonight</b>")
    assert "\x1b" not in alerts[0]
    assert len(alerts[2]) == 300
