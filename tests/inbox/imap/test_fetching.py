"""What a server may do while mail is being read, and that it is in the queue afterwards, once."""

from __future__ import annotations

import ssl
from contextlib import suppress

import pytest

from inbox.dkim import Dkim
from inbox.errors import Broken, Offline
from inbox.imap.opening import Garbled
from inbox.imap.source import ImapSource
from inbox.item import Channel
from inbox.sources import Start
from tests.contract.source_contract import everything, now
from tests.inbox.imap.conftest import Open
from tests.inbox.imap.taking import Queue, mark, subjects
from tests.inbox.mail.letters import letter
from tests.inbox.signing import Records, signed
from tests.servers import imap_script as script
from tests.servers.imap_script import Command, ScriptedImap, Session
from tests.servers.mailbox import DATE, Endless, Mail, Mailbox, mail


def test_a_million_mails_cost_a_handful_of_commands(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Endless(1_000_000)
    found, cursor = everything(open_source(start=Start(days=36500, mails=500)))
    assert [one.subject for one in found] == subjects(*range(999_501, 1_000_001))
    assert mark(cursor).startswith("7:1000000:")
    assert len(scripted.commands) <= 10


def test_an_unchanged_mailbox_costs_one_noop(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox.of(3)
    source = open_source()
    _, cursor = everything(source)
    before = len(scripted.names())
    for _ in range(5):
        assert everything(source, cursor)[0] == []
    assert scripted.names()[before:] == ["NOOP"] * 5
    assert source._line.connection is not None
    assert source._line.connection.imap.untagged_responses == {}


def test_new_mail_is_found_on_the_kept_connection(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox.of(2)
    source = open_source()
    _, cursor = everything(source)
    for number in range(3, 6):
        scripted.mailbox.add(mail(number))
        found, cursor = everything(source, cursor)
        assert [one.subject for one in found] == subjects(number)
    assert scripted.accepted == 1


def test_the_last_mail_is_not_new_because_a_star_names_it(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox.of(3)
    _, cursor = everything(open_source())
    assert everything(open_source(), cursor)[0] == []  # another process, which has to ask "4:*"


@pytest.mark.parametrize("next_uid", [None, 1, 2_000_000_000])
def test_the_next_uid_is_hidden_wrong_or_far_away(
    scripted: ScriptedImap, open_source: Open, next_uid: int | None
) -> None:
    scripted.mailbox = Mailbox.of(3)
    scripted.mailbox.next_uid = next_uid
    queue, source = Queue(), open_source()
    queue.take(source)
    scripted.mailbox.add(mail(4))
    queue.take(source)
    scripted.hang_up()
    scripted.mailbox.add(mail(5))
    queue.take_stubbornly(source)
    queue.take(source)
    assert queue.subjects == subjects(1, 2, 3, 4, 5)
    before = len(scripted.commands)
    queue.take(source)
    assert len(scripted.commands) == before + 1


def test_uids_given_a_second_time(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox.of(5)
    queue = Queue()
    queue.take(open_source())
    scripted.mailbox.mails = [Mail(1, mail(1)), Mail(2, mail(6)), Mail(3, mail(7))]  # UIDNEXT falls to 4
    queue.take(open_source())
    assert queue.subjects == subjects(1, 2, 3, 4, 5, 6, 7)
    scripted.mailbox.add(mail(8))
    queue.take(open_source())
    assert queue.subjects == subjects(1, 2, 3, 4, 5, 6, 7, 8)


def test_numbers_made_anew(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox.of(30)
    queue = Queue()
    queue.take(open_source())
    scripted.mailbox = Mailbox([Mail(number + 100, mail(number)) for number in range(1, 33)], validity=8)
    queue.take(open_source())
    assert queue.subjects == subjects(*range(1, 33))
    assert queue.doubled == 30
    assert mark(queue.cursor).startswith("8:132:")


def test_numbers_made_anew_bring_all_that_came_since_not_only_a_window(
    scripted: ScriptedImap, open_source: Open
) -> None:
    scripted.mailbox = Mailbox.of(5)
    queue = Queue()
    queue.take(open_source(start=Start(days=1, mails=3)))
    scripted.mailbox = Mailbox([Mail(number, mail(number)) for number in range(1, 2500)], validity=8)
    queue.take(open_source(start=Start(days=1, mails=3)))
    assert len(queue.items) == 2499


def test_numbers_made_anew_each_time_are_told_and_not_followed_for_ever(
    scripted: ScriptedImap, open_source: Open
) -> None:
    scripted.mailbox = Mailbox.of(3)

    def anew(session: Session, command: Command) -> None:
        scripted.mailbox.validity += 1
        script.examine(session, command)

    queue, source = Queue(), open_source()
    queue.take(source)
    scripted.replies["EXAMINE"] = anew
    for _ in range(2):
        scripted.hang_up()
        queue.take_stubbornly(source, tries=2)
    scripted.hang_up()
    with pytest.raises(Broken):
        _until_not_offline(queue, source)
    assert queue.subjects == subjects(1, 2, 3)
    del scripted.replies["EXAMINE"]  # it has calmed down: so does the account
    queue.take(source)
    scripted.mailbox.add(mail(4))
    queue.take(source)
    assert queue.subjects == subjects(1, 2, 3, 4)


def _until_not_offline(queue: Queue, source: ImapSource) -> None:
    while True:
        try:
            return queue.take(source)
        except Offline:
            continue


@pytest.mark.parametrize("name", ["LIST", "FETCH", "NOOP", "EXAMINE", "CAPABILITY"])
def test_numbers_made_anew_between_any_two_commands(scripted: ScriptedImap, open_source: Open, name: str) -> None:
    scripted.mailbox = Mailbox.of(5)
    queue, source = Queue(), open_source()
    queue.take(source)
    usual = script._REPLIES[name]
    changed = False

    def change(session: Session, command: Command) -> None:
        nonlocal changed
        if not changed:
            changed = True
            scripted.mailbox = Mailbox([Mail(number + 10, mail(number)) for number in range(1, 7)], validity=8)
            session.write("* OK [UIDVALIDITY 8] anew\r\n")
        usual(session, command)

    scripted.mailbox.add(mail(6))
    scripted.replies[name] = change
    if name in {"EXAMINE", "CAPABILITY"}:
        source.close()
    queue.take_stubbornly(source)
    queue.take_stubbornly(source)
    assert changed
    assert sorted(queue.subjects) == subjects(1, 2, 3, 4, 5, 6)


def test_a_fetch_cut_at_every_byte(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox([Mail(number, f"Subject: mail {number}\n\n".encode()) for number in range(1, 21)])
    scripted.budget = 1_000_000
    everything(open_source())
    whole = 1_000_000 - scripted.budget
    source = open_source()
    assert whole > 2000
    # Every byte of the first and the last mails; those between are no different, and each cut takes two sign-ins.
    for cut in [*range(300), *range(300, whole - 250, 13), *range(whole - 250, whole)]:
        scripted.budget = cut
        queue = Queue()
        with pytest.raises(Offline):
            queue.take(source)
        scripted.budget = None
        queue.take(source)
        assert queue.subjects == subjects(*range(1, 21)), cut
        source._places[0].trouble.careful = False
        source._places[0].trouble.failures.clear()
        source._line.drop()


def test_an_empty_answer_moves_nothing(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox.of(3)
    queue, source = Queue(), open_source()
    queue.take(source)
    cursor = queue.cursor
    scripted.mailbox.add(mail(4))
    for name in ("LIST", "FETCH"):
        scripted.replies[name] = lambda session, command: session.ok(command)
        with suppress(Garbled):
            queue.take(source)
        assert queue.cursor == cursor
        del scripted.replies[name]
    source._line.drop()
    queue.take_stubbornly(source)
    assert queue.subjects == subjects(1, 2, 3, 4)


def test_an_empty_first_listing_moves_nothing(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox.of(3)
    scripted.replies["LIST"] = lambda session, command: session.ok(command)
    with pytest.raises(Garbled):
        everything(open_source())


def test_a_gap_of_numbers_is_no_obstacle(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox([Mail(1, mail(1)), Mail(420_000, mail(2)), Mail(4_000_000_000, mail(3))])
    queue, source = Queue(), open_source()
    queue.take(source)
    assert queue.subjects == subjects(1, 2, 3)
    queue.take(source)
    assert len(scripted.commands) <= 10


def test_mails_that_vanish_between_the_lines(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox.of(6)

    def vanishing(session: Session, command: Command) -> None:
        for sequence, one in list(scripted.mailbox.rows(command.numbers, by_uid=True)):
            if one.uid in {3, 4}:
                session.write("* 3 EXPUNGE\r\n")
                continue
            session.mail_row(sequence, one)
        scripted.mailbox.mails = [one for one in scripted.mailbox.mails if one.uid not in {3, 4}]
        session.ok(command)

    queue, source = Queue(), open_source()
    scripted.replies["FETCH"] = vanishing
    queue.take(source)
    assert queue.subjects == subjects(1, 2, 5, 6)
    assert mark(queue.cursor).startswith("7:6:")
    queue.take(source)
    assert queue.doubled == 0


def test_a_mail_left_out_of_a_listing_is_asked_for_twice(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox.of(6)
    left_out = [3]

    def forgetful(session: Session, command: Command) -> None:
        skipped = left_out.pop() if left_out else 0
        for sequence, one in scripted.mailbox.rows(command.numbers, by_uid=command.by_uid):
            if sequence != skipped:
                session.write(f'* {sequence} FETCH (UID {one.uid} INTERNALDATE "{one.date}")\r\n')
        session.ok(command)

    scripted.replies["LIST"] = forgetful
    assert [one.subject for one in everything(open_source())[0]] == subjects(1, 2, 3, 4, 5, 6)


def test_answers_in_any_order_and_twice(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox.of(9)

    def shuffled(session: Session, command: Command) -> None:
        rows = list(scripted.mailbox.rows(command.numbers, by_uid=True))
        session.write("* 3 FETCH (FLAGS (\\Seen))\r\n")  # someone read another mail
        for sequence, one in [*reversed(rows), *rows[:3]]:
            session.mail_row(sequence, one)
            session.write(f"* {sequence} FETCH (UID {one.uid} FLAGS (\\Seen))\r\n")
        session.write("* 77 FETCH (UID 4711 FLAGS ())\r\n")  # more than exist
        session.ok(command)

    scripted.replies["FETCH"] = shuffled
    queue = Queue()
    queue.take(open_source())
    assert sorted(queue.subjects) == subjects(*range(1, 10))
    assert queue.doubled == 0
    assert mark(queue.cursor).startswith("7:9:")


def test_attributes_in_any_order_and_after_the_end(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox.of(2)

    def odd(session: Session, command: Command) -> None:
        one, two = (one.content for one in scripted.mailbox.mails)
        session.write(f"* 1 fetch (body[]<0> {{{len(one)}}}\r\n".upper().encode() + one)
        session.write(f' UID 1 RFC822.SIZE {len(one)} INTERNALDATE "{DATE}") FLAGS (\\Seen)\r\n')
        quoted = two.replace(b"\r\n", b"").replace(b'"', b'\\"')
        session.write(b'* 2 FETCH (UID 2 BODY[]<0> "' + quoted + b'")\r\n')
        session.ok(command)

    scripted.replies["FETCH"] = odd
    found, _ = everything(open_source())
    assert len(found) == 2
    assert found[0].subject == "mail 1"


def test_big_mails_come_in_bounded_portions(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox([Mail(number, mail(number, "x" * 200_000)) for number in range(1, 61)])
    sizes = [len(fetched.arrivals) for fetched in open_source().fetch("", now())]
    assert sum(sizes) == 60
    assert max(sizes) <= 42


def test_portions_move_the_cursor_as_they_come(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox([Mail(number, mail(number, "x" * 200_000)) for number in range(1, 61)])
    source = open_source()
    portions = source.fetch("", now())
    first = next(portions)
    portions.close()  # type: ignore[attr-defined]
    rest, _ = everything(source, first.cursor)
    assert len(first.arrivals) + len(rest) == 60


def test_no_line_is_longer_than_servers_have_to_take(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox([Mail(1_000_000_000 + 2 * number, mail(number)) for number in range(1500)])
    found, _ = everything(open_source(start=Start(days=36500, mails=2000)))
    assert len(found) == 1500
    assert max(len(line) for line in scripted.commands) <= 8192


def test_a_server_that_ignores_the_partial_fetch(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox([Mail(1, mail(1, "x" * 3_000_000))])
    (one,), _ = everything(open_source())
    assert len(one.text) < 300_000
    assert "first 256 KiB" in one.text[-200:]


def test_the_certificate_context_is_the_default_one(scripted: ScriptedImap, open_source: Open) -> None:
    source = open_source()
    everything(source)
    assert source._line.connection is not None
    context = source._line.connection.socket.context
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert source._line.connection.socket.gettimeout() == 60


def test_who_signed_is_found_out_on_the_way(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox()
    mention = letter("Ada <notifications@github.com>", text="@grace\r\n", X_GitHub_Reason="mention")
    scripted.mailbox.add(signed(mention, "github.com"), mention)
    found, _ = everything(open_source(signatures=Dkim(Records("github.com"))))
    assert [one.channel for one in found] == [Channel.MENTION, Channel.MAIL]
