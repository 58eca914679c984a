"""What is written to a server, line by line: only what was asked for, only by numbers that still mean the mail."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox.errors import Offline
from inbox.imap.source import ImapSource
from inbox.writing import Outcome, Standing, Stands, What
from tests.inbox.imap.changing import NOW, SEEN, after, change, key_of, made, opened, server, source
from tests.servers.imap_script import Command, Session, bad
from tests.servers.imap_writing import Box, WritingImap
from tests.servers.mailbox import mail

__all__ = ["server", "source"]

# ------------------------------------------------------------------------------------------------ mark as read


def test_mails_are_marked_as_read_in_one_command(server: WritingImap, source: ImapSource) -> None:
    found = made(source, *(change(server, uid, What.SEEN) for uid in (1, 2, 4)))
    assert found == {uid: Outcome(Stands.ON) for uid in (1, 2, 4)}
    assert server.boxes["INBOX"].seen == {1, 2, 4}
    assert server.said("STORE") == [b"UID STORE 1,2,4 +FLAGS.SILENT " + SEEN]


def test_what_was_read_before_is_left_alone_and_known(server: WritingImap, source: ImapSource) -> None:
    server.boxes["INBOX"].seen = {2}
    assert made(source, change(server, 2, What.SEEN)) == {2: Outcome(Stands.FOUND)}
    assert server.said("STORE") == []


def test_ended_before_the_answer_it_is_known_to_be_ours(server: WritingImap, source: ImapSource) -> None:
    server.boxes["INBOX"].seen = {2}
    unsure = change(server, 2, What.SEEN, stands=Stands.UNSURE)
    assert made(source, unsure) == {2: Outcome(Stands.ON)}


def test_a_mark_is_taken_back(server: WritingImap, source: ImapSource) -> None:
    one = change(server, 2, What.SEEN)
    found = made(source, after(one, made(source, one)[2]))
    assert found == {2: Outcome(Stands.OFF)}
    assert server.boxes["INBOX"].seen == set()
    assert server.said("STORE")[-1] == b"UID STORE 2 -FLAGS.SILENT " + SEEN


def test_what_is_not_wanted_any_more_is_not_written(server: WritingImap, source: ImapSource) -> None:
    changes = [change(server, uid, What.SEEN) for uid in (1, 2)]
    assert dict(source.carry_out(changes, lambda _: {2})) == {2: Outcome(Stands.ON)}
    assert server.boxes["INBOX"].seen == {2}
    assert dict(source.carry_out([change(server, 3, What.ARCHIVE)], lambda _: ())) == {}
    assert server.said("MOVE") == []


def test_a_server_that_keeps_no_marks_says_so(server: WritingImap, source: ImapSource) -> None:
    server.permanent = "()"
    found = made(source, change(server, 1, What.SEEN))[1]
    assert (found.stands, found.problem) == (Stands.OFF, "unsupported")
    assert server.said("STORE") == []


def test_an_ok_proves_nothing(server: WritingImap, source: ImapSource) -> None:
    server.replies["STORE"] = server.replies["MOVE"] = lambda session, command: session.ok(command)
    assert made(source, change(server, 1, What.SEEN))[1].problem == "unsupported"
    moved = made(source, change(server, 1, What.ARCHIVE))[1]
    assert (moved.stands, moved.problem) == (Stands.OFF, "unsupported")


def test_a_mailbox_that_may_only_be_read(server: WritingImap, source: ImapSource) -> None:
    select = server.replies["SELECT"]

    def read_only(session: Session, command: Command) -> None:
        ok, session.ok = session.ok, lambda command, text="": ok(command, "[READ-ONLY] not yours")  # type: ignore[method-assign]
        select(session, command)
        session.ok = ok  # type: ignore[method-assign]

    server.replies["SELECT"] = read_only
    assert made(source, change(server, 1, What.SEEN))[1].problem == "unsupported"
    assert server.said("STORE") == []


def test_at_most_two_hundred_in_a_command(server: WritingImap, source: ImapSource) -> None:
    server.boxes["INBOX"].add(*(mail(number) for number in range(6, 451)))
    found = made(source, *(change(server, uid, What.SEEN) for uid in range(1, 451)))
    assert len(found) == 450
    sizes = [line.split(b" ")[2].count(b",") + 1 for line in server.said("STORE", "FLAGS")]
    assert max(sizes) == 200
    assert len(server.boxes["INBOX"].seen) == 450


# ----------------------------------------------------------------------------------------------------- archive


def test_a_mail_is_moved_to_the_archive_and_known_there(server: WritingImap, source: ImapSource) -> None:
    found = made(source, change(server, 2, What.ARCHIVE), change(server, 5, What.ARCHIVE))
    assert server.uids("INBOX") == [1, 3, 4]
    assert [one.stands for one in found.values()] == [Stands.ON, Stands.ON]
    assert found[5].key == key_of(server, 2, "Archive")[0]
    assert found[5].origin.startswith("INBOX:7:5:")
    assert server.said("MOVE") == [b'UID MOVE 2,5 "Archive"']


def test_it_is_moved_back_to_where_it_came_from(server: WritingImap, source: ImapSource) -> None:
    server.boxes["INBOX"].seen = {2}
    one = change(server, 2, What.ARCHIVE)
    back = made(source, after(one, made(source, one)[2]))[2]
    assert back == Outcome(Stands.OFF, key=key_of(server, 6)[0])
    assert server.uids("Archive") == []
    assert server.boxes["INBOX"].seen == {2, 6}  # what it was marked with, it still is


def test_one_that_may_not_go_back_keeps_no_other_in_the_archive(server: WritingImap, source: ImapSource) -> None:
    wanted = [change(server, uid, What.ARCHIVE) for uid in (2, 3, 4)]
    archived = made(source, *wanted)
    usual, times = server.replies["MOVE"], iter(range(10))

    def second(session: Session, command: Command) -> None:
        (bad("[NOPERM] no") if next(times) == 1 else usual)(session, command)

    server.replies["MOVE"] = second
    back = made(source, *(after(one, archived[one.id]) for one in wanted))
    assert [back[one.id].problem for one in wanted] == ["", "unsupported", ""]
    assert [back[one.id].stands for one in wanted] == [Stands.OFF, Stands.ON, Stands.OFF]
    assert len(server.uids("Archive")) == 1


@pytest.mark.parametrize("told", ["nothing", "a wrong number", "the source's numbers", "nonsense"])
def test_copyuid_is_believed_only_where_it_is_true(server: WritingImap, source: ImapSource, told: str) -> None:
    move = server.replies["MOVE"]
    server.boxes["Archive"].add(mail(77, "a longer one"))
    lies = {"nothing": "", "a wrong number": "9 2 1", "the source's numbers": "7 2 2", "nonsense": "9 1:3 4294967295:1"}
    server.tells_copyuid = False

    def lying(session: Session, command: Command) -> None:
        if lies[told] and b"Archive" in command.line:
            session.write(f"* OK [COPYUID {lies[told]}] moved\r\n")
        move(session, command)

    server.replies["MOVE"] = lying
    one = change(server, 2, What.ARCHIVE)
    found = made(source, one)[2]
    assert (found.stands, found.key) == (Stands.ON, "")
    # It is found again all the same, by its Message-ID and its content.
    back = made(source, after(one, found))[2]
    assert (back.stands, back.problem) == (Stands.OFF, "")
    assert server.uids("INBOX") == [1, 3, 4, 5, 6]
    assert [one.uid for one in server.boxes["Archive"].mails] == [1]


def test_two_mails_of_one_message_id_are_told_apart(server: WritingImap, source: ImapSource) -> None:
    server.tells_copyuid = False
    one = change(server, 2, What.ARCHIVE)
    found = made(source, one)[2]
    server.boxes["Archive"].add(mail(2, "not the same"))
    assert made(source, after(one, found))[2].problem == ""
    assert b"not the same" in server.boxes["Archive"].mails[0].content
    assert len(server.boxes["Archive"].mails) == 1


def test_what_has_left_the_archive_cannot_be_moved_back_and_that_is_said(
    server: WritingImap, source: ImapSource
) -> None:
    one = change(server, 2, What.ARCHIVE)
    found = made(source, one)[2]
    server.boxes["Archive"].mails.clear()
    back = made(source, after(one, found))[2]
    assert (back.stands, back.problem) == (Stands.ON, "gone")
    assert "could not be moved back" in back.detail


def test_moved_back_twice_it_is_moved_once(server: WritingImap, source: ImapSource) -> None:
    one = change(server, 2, What.ARCHIVE)
    found = made(source, one)[2]
    made(source, after(one, found))
    again = made(source, after(one, found))[2]  # as after a crash before the outcome was noted
    assert (again.stands, again.problem, again.key) == (Stands.OFF, "", key_of(server, 6)[0])
    assert len(server.said("MOVE")) == 2


def test_ended_before_the_move_nothing_is_moved_back(server: WritingImap, source: ImapSource) -> None:
    unsure = change(server, 2, What.ARCHIVE, stands=Stands.UNSURE, wanted=False)
    assert made(source, unsure)[2] == Outcome(Stands.OFF)
    assert server.said("MOVE") == []


def test_ended_after_the_move_it_counts_as_moved(server: WritingImap, source: ImapSource) -> None:
    unsure = change(server, 2, What.ARCHIVE, stands=Stands.UNSURE)
    made(source, change(server, 2, What.ARCHIVE))
    again = made(source, unsure)[2]
    assert (again.stands, again.problem) == (Stands.ON, "")
    assert len(server.said("MOVE")) == 1
    assert made(source, after(unsure, again))[2].problem == ""
    assert server.uids("INBOX") == [1, 3, 4, 5, 6]


def test_without_move_nothing_is_copied_or_deleted(server: WritingImap, source: ImapSource) -> None:
    server.capabilities = "IMAP4rev1 IDLE AUTH=PLAIN UIDPLUS SPECIAL-USE"
    found = made(source, change(server, 1, What.ARCHIVE))[1]
    assert found.problem == "unsupported"
    assert "does not copy and delete" in found.detail
    assert server.uids("INBOX") == [1, 2, 3, 4, 5]
    assert server.said("COPY", "STORE") == []


def test_without_an_archive_the_mail_stays(server: WritingImap, source: ImapSource) -> None:
    del server.boxes["Archive"]
    assert made(source, change(server, 1, What.ARCHIVE))[1].problem == "wrong_setting"
    assert server.uids("INBOX") == [1, 2, 3, 4, 5]


def test_the_mailbox_that_was_chosen_is_taken(server: WritingImap) -> None:
    server.boxes["Old & done"] = Box()
    source = opened(server, archive="Old & done")
    server.boxes["Old &- done"] = server.boxes.pop("Old & done")
    assert made(source, change(server, 1, What.ARCHIVE))[1].stands is Stands.ON
    assert len(server.boxes["Old &- done"].mails) == 1
    source.close()


def test_at_gmail_archived_is_without_the_label(server: WritingImap, source: ImapSource) -> None:
    """All mail is in one mailbox there: moved to it, a mail loses its label; copied out of it, it gets one again."""
    server.capabilities += " X-GM-EXT-1"
    server.boxes["[Gmail]/All Mail"] = server.boxes.pop("Archive")
    server.boxes["[Gmail]/All Mail"].role = r"\All"
    one = change(server, 2, What.ARCHIVE)
    found = made(source, one)[2]
    assert found.stands is Stands.ON
    assert made(source, after(one, found))[2].stands is Stands.OFF
    assert server.said("MOVE", "COPY") == [b'UID MOVE 2 "[Gmail]/All Mail"', b'UID COPY 1 "INBOX"']


# ------------------------------------------------------------------------------------ numbers that changed, refusals


def test_numbered_anew_between_any_two_commands_nothing_is_ever_written(
    server: WritingImap, source: ImapSource
) -> None:
    one, two = change(server, 1, What.SEEN), change(server, 2, What.ARCHIVE)
    back = change(server, 3, What.ARCHIVE, wanted=False, stands=Stands.ON, origin="INBOX:7:3:x")
    unread = change(server, 4, What.SEEN, wanted=False, stands=Stands.ON)
    server.renumber = True
    found = made(source, one, two, back, unread)
    assert {found[id].problem for id in (1, 2, 4)} == {"gone"}
    assert server.said("STORE", "MOVE", "COPY") == []
    assert server.uids("INBOX") == [1, 2, 3, 4, 5]


def test_another_mail_under_the_same_number_is_never_changed(server: WritingImap, source: ImapSource) -> None:
    """Restored from a backup, or another account by now: UIDVALIDITY says nothing of it."""
    box = server.boxes["INBOX"]
    box.mails[1] = replace(box.mails[1], content=mail(2).replace(b"Message-ID: <2@example.org>\r\n", b""))
    seen, moved = change(server, 1, What.SEEN), change(server, 3, What.ARCHIVE)
    unmarked = change(server, 4, What.SEEN, wanted=False, stands=Stands.ON)
    nameless = change(server, 2, What.SEEN, message_id="")
    box.seen = {4}
    for place, number in ((0, 1), (2, 3), (3, 4)):
        answer = b"In-Reply-To: <%d@example.org>\r\n" % number + mail(60 + number)
        box.mails[place] = replace(box.mails[place], content=answer)
    found = made(source, seen, moved, unmarked, nameless)
    assert [found[one.id].problem for one in (seen, moved, unmarked)] == ["gone"] * 3
    assert found[2] == Outcome(Stands.ON)
    assert server.said("STORE", "MOVE") == [rb"UID STORE 2 +FLAGS.SILENT (\Seen)"]


def test_a_mail_that_is_gone_is_no_error(server: WritingImap, source: ImapSource) -> None:
    gone = [change(server, 3, What.SEEN), change(server, 3, What.ARCHIVE, id=30)]
    del server.boxes["INBOX"].mails[2]
    found = made(source, change(server, 1, What.SEEN), *gone)
    assert found[1] == Outcome(Stands.ON)
    assert {found[3].problem, found[30].problem} == {"gone"}


@pytest.mark.parametrize("code", ["NOPERM", "CANNOT", "TRYCREATE", "NONEXISTENT", "OVERQUOTA"])
def test_a_refusal_for_good_leaves_the_mail_and_is_told(server: WritingImap, source: ImapSource, code: str) -> None:
    server.replies["MOVE"] = server.replies["STORE"] = bad(f"[{code}] no")
    assert made(source, change(server, 1, What.ARCHIVE))[1].problem == "unsupported"
    assert made(source, change(server, 1, What.SEEN))[1].problem == "unsupported"
    assert made(source, change(server, 2, What.SEEN))[2].problem == "unsupported"


@pytest.mark.parametrize("code", ["UNAVAILABLE", "INUSE", "LIMIT"])
def test_not_now_is_tried_again(server: WritingImap, source: ImapSource, code: str) -> None:
    for command, what in (("STORE", What.SEEN), ("MOVE", What.ARCHIVE)):
        usual = server.replies[command]
        server.replies[command] = bad(f"[{code}] later")
        with pytest.raises(Offline):
            made(source, change(server, 1, what))
        server.replies[command] = usual
        assert made(source, change(server, 1, what, stands=Stands.UNSURE))[1].stands is Stands.ON


def test_an_answer_without_a_number_changes_nothing(server: WritingImap, source: ImapSource) -> None:
    """An unasked `* 1 FETCH (FLAGS (\\Seen))` is about a sequence number, which may be any mail's by now."""
    fetch = server.replies["FLAGS"]

    def unasked(session: Session, command: Command) -> None:
        session.write("* 1 FETCH (FLAGS (\\Seen))\r\n* 9 FETCH (FLAGS (\\Seen \\Deleted))\r\n")
        fetch(session, command)

    server.replies["FLAGS"] = unasked
    assert made(source, change(server, 1, What.SEEN))[1] == Outcome(Stands.ON)
    assert dict(source.standing([key_of(server, 2)[0]])).popitem()[1] is Standing.UNREAD


def test_new_mail_that_came_meanwhile_is_fetched_next(server: WritingImap, source: ImapSource) -> None:
    cursor = [fetched.cursor for fetched in source.fetch("", NOW)][-1]
    store = server.replies["STORE"]

    def arriving(session: Session, command: Command) -> None:
        server.boxes["INBOX"].add(mail(6))
        store(session, command)

    server.replies["STORE"] = arriving
    made(source, change(server, 1, What.SEEN))
    assert [one.subject for fetched in source.fetch(cursor, NOW) for one in fetched.arrivals] == ["mail 6"]
