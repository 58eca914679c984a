"""Servers that are none, or not to be trusted. A real one: see tests/inbox/sources/test_xmpp.py."""

from __future__ import annotations

import pytest

from inbox.errors import Broken, Offline, SourceError, Unsupported, WrongSetting
from inbox.xmpp.session import Session
from tests.servers.xmpp_script import ScriptedXmpp

MECHANISMS = (
    b"<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>"
    b"<mechanism>SCRAM-SHA-1</mechanism></mechanisms></stream:features>"
)


def opening(server: ScriptedXmpp, security: str = "starttls") -> SourceError:
    session = Session("ada@localhost", "geheim", server=("127.0.0.1", server.port), security=security, ca_file="")
    try:
        with pytest.raises(SourceError) as caught:
            session.open()
    finally:
        session.close()
        session.close()
    return caught.value


def test_nothing_is_said_without_encryption() -> None:
    with ScriptedXmpp(MECHANISMS) as server:
        assert type(opening(server)) is Unsupported
        told = bytes(server.told)
    assert b"<auth" not in told
    assert b"stream:stream" in told


@pytest.mark.parametrize(
    "says",
    [
        b"<a><b></a>",
        b"\xff\xfe\0",
        b"</stream:stream>",
        b"<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>",
        b"<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>"
        b"<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>" + b"no TLS at all",
    ],
    ids=["no xml", "no text", "the end", "an error", "no handshake"],
)
def test_what_is_no_stream_is_tried_later(says: bytes) -> None:
    with ScriptedXmpp(says) as server:
        assert type(opening(server)) is Offline


def test_a_stanza_has_an_end() -> None:
    with ScriptedXmpp(b"<message>", b"<body>" + b"a" * 65536 + b"</body>") as server:
        assert type(opening(server)) is Broken


def test_where_no_tls_is_spoken() -> None:
    with ScriptedXmpp(MECHANISMS) as server:
        assert type(opening(server, "tls")) is Offline
        assert b"geheim" not in server.told


def test_a_setting_that_cannot_work_is_named() -> None:
    for jid, ca_file, field in (("a b@localhost", "", "jid"), ("ada@localhost", "/nowhere", "ca_file")):
        with pytest.raises(WrongSetting) as caught:
            Session(jid, "geheim", server=None, security="starttls", ca_file=ca_file)
        assert caught.value.field == field
