"""Looks write nothing, and believe no answer that is not there."""

from __future__ import annotations

from inbox.imap.source import ImapSource
from inbox.writing import Standing
from tests.inbox.imap.changing import key_of, server, source
from tests.servers.imap_script import Command, Session
from tests.servers.imap_writing import WritingImap

__all__ = ["server", "source"]


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
