"""Which folders there are at a server, whatever the server calls them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.errors import Offline, Unsupported
from inbox.imap import names
from inbox.imap.opening import Garbled
from inbox.sources import Mailbox, Role
from tests.inbox.imap.conftest import Open
from tests.servers import imap_script as script
from tests.servers.imap_script import Command, ScriptedImap, Session


def test_names_as_servers_write_them(scripted: ScriptedImap, open_source: Open) -> None:
    """P14: quotes, backslashes, spaces at the end, literals, no delimiter, names that break the rules."""
    scripted.folders = [
        b'(\\HasNoChildren) "/" "Clients"',
        b'() "." INBOX.Atom',
        b'() "/" "inbox"',
        b'() "\\\\" "a \\"quoted\\" \\\\ one "',
        b'() NIL "no levels"',
        b'() "/" {6}\r\nli "te',
        b'() "/" "Caf&AOk-"',
        b'() "/" "Q&A"',
        b'() "/" "bad &zzz- one"',
        b'() "/" "&AA0ACg-"',
        b'() "/" "Caf\xc3\xa9 raw"',
        b'(\\Noselect \\HasChildren) "/" "[Gmail]"',
        b'() "/" Sub ("CHILDINFO" ("SUBSCRIBED"))',
        b'() "/" "Clients"',
        b"nonsense",
        b"() NIL " + b"/".join(b"deep" for _ in range(200)),
    ]
    found = {one.name: one for one in open_source().mailboxes()}
    assert next(iter(found)) == "INBOX"
    assert found["INBOX"] == Mailbox("INBOX", "/", Role.INBOX)
    assert found["Clients"] == Mailbox("Clients", "/")
    assert found['a "quoted" \\ one '] == Mailbox('a "quoted" \\ one ', "\\")
    assert found["no levels"].delimiter == ""
    assert {"INBOX.Atom", 'li "te', "Café", "Sub"} <= found.keys()
    assert [name for name, one in found.items() if not one.selectable] == [
        "Q&A", "bad &zzz- one", "\r\n", "Café raw", "[Gmail]"
    ]  # fmt: skip
    assert len(found) == 14


def test_a_list_never_fails_for_what_is_in_it(scripted: ScriptedImap, open_source: Open) -> None:
    """P14: one bad name costs that name."""
    scripted.folders = [b'() "/" "&' + bytes(range(128, 200)) + b'"', b'() "/" "good"']
    assert [one.name for one in open_source().mailboxes()][1:] == ["good"]


@pytest.mark.parametrize(
    ("capabilities", "asked"),
    [
        ("IMAP4rev1 AUTH=PLAIN SPECIAL-USE LIST-EXTENDED", b'LIST "" "*" RETURN (SPECIAL-USE)\r\n'),
        ("IMAP4rev1 AUTH=PLAIN special-use List-Extended", b'LIST "" "*" RETURN (SPECIAL-USE)\r\n'),
        ("IMAP4rev1 AUTH=PLAIN SPECIAL-USE", b'LIST "" "*"\r\n'),
        ("IMAP4rev1 AUTH=PLAIN XLIST", b'XLIST "" "*"\r\n'),
        ("IMAP4rev1 AUTH=PLAIN", b'LIST "" "*"\r\n'),
    ],
)
def test_what_each_is_for_as_the_server_says(
    scripted: ScriptedImap, open_source: Open, capabilities: str, asked: bytes
) -> None:
    scripted.capabilities = capabilities
    kind = b"XLIST" if asked.startswith(b"X") else b"LIST"

    def answered(session: Session, command: Command) -> None:
        for line in (b'(\\Inbox) "/" "Posteingang"', b'(\\Sent) "/" "Gesendet"', b'(\\Spam) "/" "S"', b'() "/" "Sent"'):
            session.write(b"* " + kind + b" " + line + b"\r\n")
        session.ok(command)

    scripted.replies["MAILBOXES"] = answered
    found = open_source().mailboxes()
    assert [(one.name, one.role) for one in found] == [
        ("Posteingang", None), ("Gesendet", Role.SENT), ("S", Role.JUNK), ("Sent", None)
    ]  # fmt: skip
    assert scripted.commands[-1].endswith(asked)


def test_what_each_is_for_by_its_name(scripted: ScriptedImap, open_source: Open) -> None:
    """The last guess, in English and French; not below a folder of the person's own."""
    folders = ["INBOX.Envoyés", "INBOX.Brouillons", "INBOX.Corbeille", "INBOX.Courrier indésirable", "INBOX.archives"]
    scripted.folders = [b'() "." ' + names.quoted(name) for name in ["INBOX", "INBOX.Clients.Sent", *folders]]
    found = {one.name: one.role for one in open_source().mailboxes()}
    assert [found[name] for name in folders] == [Role.SENT, Role.DRAFTS, Role.TRASH, Role.JUNK, Role.ARCHIVE]
    assert found["INBOX.Clients.Sent"] is None


def test_one_mailbox_for_each_role_the_likeliest(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.folders = [b'() "/" "Deleted"', b'() "/" "Sent Items"', b'() "/" "Sent"', b'() "/" "Trash"']
    found = open_source().mailboxes()
    assert {one.name: one.role for one in found if one.role} == {"Sent": Role.SENT, "Trash": Role.TRASH}


def test_a_server_that_does_not_do_what_it_offers(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.capabilities += " SPECIAL-USE LIST-EXTENDED"

    def plain_only(session: Session, command: Command) -> None:
        (script.bad("what?", "BAD") if b"RETURN" in command.line else script.mailboxes)(session, command)

    scripted.replies["MAILBOXES"] = plain_only
    assert [one.name for one in open_source().mailboxes()] == ["INBOX"]


@pytest.mark.parametrize(("said", "error"), [("not here", Unsupported), ("[UNAVAILABLE] busy", Offline)])
def test_a_server_that_lists_nothing(
    scripted: ScriptedImap, open_source: Open, said: str, error: type[Exception]
) -> None:
    """P25."""
    scripted.replies["MAILBOXES"] = script.bad(said)
    with pytest.raises(error):
        open_source().mailboxes()


def test_very_many_are_cut_and_no_end_is_refused(
    scripted: ScriptedImap, open_source: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted.folders = [b'() "/" "folder %d"' % number for number in range(6000)]
    assert len(open_source().mailboxes()) == 5000
    monkeypatch.setattr("inbox.imap.mailboxes._ENDLESS", 5999)
    with pytest.raises(Garbled):
        open_source().mailboxes()


def test_they_can_be_listed_where_the_chosen_one_is_missing(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.replies["EXAMINE"] = script.bad("[NONEXISTENT] gone")
    assert [one.name for one in open_source(mailbox="Old").mailboxes()] == ["INBOX"]


@given(st.text(max_size=60))
def test_every_name_goes_over_the_wire_and_back(name: str) -> None:
    wire = names.quoted(name)
    assert wire.isascii()
    assert not any(sign < 32 or sign > 126 for sign in wire)
    plain = wire[1:-1].replace(b'\\"', b'"').replace(b"\\\\", b"\\")
    assert names.read(plain)[0] == name


@given(st.binary(max_size=60))
def test_whatever_comes_is_a_name(wire: bytes) -> None:
    name, sound = names.read(wire)
    assert isinstance(name, str)
    if sound:
        assert names.quoted(name)


@pytest.mark.parametrize("name", ["\ud800", "x" * 2000])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        names.quoted(name)
