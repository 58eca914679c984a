"""Nothing that was received or typed becomes a command of an account that may write."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inbox.imap import names
from inbox.imap.source import ImapSource
from inbox.writing import Stands, What
from tests.inbox.imap.changing import change, made, opened, server, source
from tests.servers.imap_script import Command, Session
from tests.servers.imap_writing import Box, WritingImap
from tests.servers.mailbox import mail

__all__ = ["server", "source"]


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
