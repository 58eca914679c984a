"""What is written to a server, line by line: only what was asked for, only by numbers that still mean the mail."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inbox import mail as mails
from inbox.imap.connection import Login
from inbox.imap.source import ImapSource, Settings
from inbox.sources import Start
from inbox.writing import Change, Outcome, Standing, Stands, What, Writes
from tests.servers.imap_script import PASSWORD, Command, Session, bad
from tests.servers.imap_writing import Box, WritingImap
from tests.servers.mailbox import mail

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SEEN = rb"(\Seen)"


@pytest.fixture
def server() -> Iterator[WritingImap]:
    """Whatever a test here does, EXPUNGE, CLOSE and \\Deleted are never on the wire, and at the end it is read only."""
    made = WritingImap(Archive=Box(role=r"\Archive", validity=9), Sent=Box(role=r"\Sent", validity=3))
    made.boxes["INBOX"].add(*(mail(number) for number in range(1, 6)))
    with made:
        yield made
    assert made.violations == []
    said = b"".join(made.commands).upper()
    assert not any(word in said for word in (b"EXPUNGE", b"CLOSE", b"DELETED", b"FLAGS ("))
    if selected := made.said("SELECT", "EXAMINE"):
        assert selected[-1] == b'EXAMINE "INBOX"'


@pytest.fixture
def source(server: WritingImap) -> Iterator[ImapSource]:
    made = opened(server)
    yield made
    made.close()


def opened(server: WritingImap, archive: str = "", sent: str = "") -> ImapSource:
    login = Login(server.host, server.port, "me", PASSWORD, str(server.ca_file))
    return ImapSource(
        Settings(login, "INBOX", push=False, start=Start(), archive=archive, sent=sent), monotonic=_ticking()
    )


def _ticking() -> Callable[[], float]:
    """Sign-ins may follow each other at once."""
    times = iter(range(0, 10**9, 60))
    return lambda: float(next(times))


def key_of(server: WritingImap, uid: int, name: str = "INBOX") -> tuple[str, str]:
    box = server.boxes[name]
    content = next(one.content for one in box.mails if one.uid == uid)
    raw = mails.Raw(f"{name}:{box.validity}:{uid}", content, len(content), NOW, key_by_content=True)
    arrival = mails.read(raw, NOW)
    return arrival.key, arrival.content_key


def change(server: WritingImap, uid: int, what: What, **values: object) -> Change:
    key, content_key = key_of(server, uid)
    given: dict[str, object] = {
        "id": uid, "what": what, "wanted": True, "stands": Stands.OFF, "key": key, "origin": "",
        "content_key": content_key, "message_id": f"<{uid}@example.org>",
    }  # fmt: skip
    return Change(**{**given, **values})  # type: ignore[arg-type]


def every(ids: Sequence[int]) -> Collection[int]:
    return ids


def made(source: Writes, *changes: Change) -> dict[int, Outcome]:
    return dict(source.carry_out(changes, every))


def after(one: Change, outcome: Outcome) -> Change:
    """The same change, to be taken back once it is as `outcome` says."""
    key = outcome.key or one.key
    return Change(one.id, one.what, False, outcome.stands, key, outcome.origin, one.content_key, one.message_id)


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


def test_a_mail_that_is_gone_is_no_error(server: WritingImap, source: ImapSource) -> None:
    gone = [change(server, 3, What.SEEN), change(server, 3, What.ARCHIVE, id=30)]
    del server.boxes["INBOX"].mails[2]
    found = made(source, change(server, 1, What.SEEN), *gone)
    assert found[1] == Outcome(Stands.ON)
    assert {found[3].problem, found[30].problem} == {"gone"}


@pytest.mark.parametrize("code", ["NOPERM", "CANNOT", "TRYCREATE", "NONEXISTENT"])
def test_a_refusal_for_good_leaves_the_mail_and_is_told(server: WritingImap, source: ImapSource, code: str) -> None:
    server.replies["MOVE"] = server.replies["STORE"] = bad(f"[{code}] no")
    assert made(source, change(server, 1, What.ARCHIVE))[1].problem == "unsupported"
    assert made(source, change(server, 1, What.SEEN))[1].problem == "unsupported"
    assert made(source, change(server, 2, What.SEEN))[2].problem == "unsupported"


@pytest.mark.parametrize("code", ["UNAVAILABLE", "INUSE", "LIMIT"])
def test_not_now_is_tried_again(server: WritingImap, source: ImapSource, code: str) -> None:
    from inbox.errors import Offline

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


# ------------------------------------------------------------------------------------------------------- looks


def test_a_look_tells_read_unread_and_gone_and_writes_nothing(server: WritingImap, source: ImapSource) -> None:
    keys = [key_of(server, uid)[0] for uid in (1, 2, 3)]
    server.boxes["INBOX"].seen = {2}
    del server.boxes["INBOX"].mails[2]
    found = source.standing(keys)
    assert [found[key] for key in keys] == [Standing.UNREAD, Standing.READ, Standing.GONE]
    assert server.said("SELECT", "STORE") == []


def test_an_answer_that_was_left_out_is_asked_for_again(server: WritingImap, source: ImapSource) -> None:
    fetch, asked = server.replies["FLAGS"], []

    def forgetful(session: Session, command: Command) -> None:
        asked.append(command.line)
        if len(asked) == 1:
            session.ok(command)
        else:
            fetch(session, command)

    server.replies["FLAGS"] = forgetful
    assert set(source.standing([key_of(server, 1)[0]]).values()) == {Standing.UNREAD}


def test_numbered_anew_a_look_says_nothing(server: WritingImap, source: ImapSource) -> None:
    key = key_of(server, 1)[0]
    server.renumber = True
    assert source.standing([key, "not a key"]) == {}


# ---------------------------------------------------------------------------------------------------- injection

HOSTILE = st.text(alphabet=st.sampled_from('a \r\n\0"\\{}5%*()[]<>é\x7f&-'), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(message_id=HOSTILE, name=HOSTILE)
@example(message_id='<x"\r\nZ1 STORE 1:* +FLAGS (\\Deleted)\r\nZ2 EXPUNGE', name='a" b\r\nZ3 LOGOUT')
@example(message_id="{5}", name="{5+}")
def test_nothing_out_of_a_mail_or_a_setting_becomes_a_command(
    server: WritingImap, source: ImapSource, message_id: str, name: str
) -> None:
    server.commands.clear()
    server.literals.clear()
    server.boxes = {"INBOX": Box(), "Archive": Box(role=r"\Archive"), "Sent": Box(role=r"\Sent")}
    server.boxes["INBOX"].add(mail(1))
    one = change(server, 1, What.ARCHIVE, wanted=False, stands=Stands.ON, message_id=message_id, origin="INBOX:8:1:x")
    made(source, one)
    source.was_sent(message_id)
    for box in (name, "Archive"):
        other = opened(server, archive=box, sent=box)
        made(other, change(server, 1, What.ARCHIVE, stands=Stands.UNSURE, message_id=message_id, key=f"{name}:7:1:x"))
        other.was_sent(message_id)
        other.close()
    assert server.violations == []
    wanted = message_id.encode()
    assert set(server.literals) == ({wanted} if wanted and b"\0" not in wanted else set())
    tags = [line.split(b" ")[0] for line in server.commands if line != b"(base64)\r\n"]
    assert all(tag.isalnum() for tag in tags)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(name=HOSTILE.filter(lambda name: name and "\0" not in name and name.upper() != "INBOX"))
def test_a_mailbox_is_named_in_one_word_whatever_it_is_called(
    server: WritingImap, source: ImapSource, name: str
) -> None:
    from inbox.imap import names

    wire = names.quoted(name)[1:-1].decode()
    plain = wire.replace('\\"', '"').replace("\\\\", "\\")
    server.boxes = {"INBOX": server.boxes["INBOX"], plain: Box(role=r"\Archive")}

    def list_it(session: Session, command: Command) -> None:
        session.write(f'* LIST (\\Archive) "/" "{wire}"\r\n')
        session.ok(command)

    server.replies["MAILBOXES"] = list_it
    server.boxes["INBOX"].add(mail(9))
    uid = server.uids("INBOX")[-1]
    found = made(source, change(server, uid, What.ARCHIVE))[uid]
    if found.problem:  # a name that does not lead back to its mailbox is not written to
        assert not names.read(wire.encode())[1] or found.problem == "wrong_setting"
        assert uid in server.uids("INBOX")
    else:
        assert len(server.boxes[plain].mails) == 1
