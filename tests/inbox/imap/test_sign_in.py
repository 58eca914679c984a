"""Tokens at an IMAP server: a real Dovecot that checks them, and a scripted one that explains its No as it likes."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

import pytest

from inbox.errors import Offline, SignedOut, SourceError, Unsupported
from inbox.imap.connection import Connection
from inbox.imap.opening import Login
from inbox.oauth import sasl
from tests.inbox.oauth.tokens import Handed
from tests.servers.authority import Authority
from tests.servers.dovecot import Dovecot
from tests.servers.imap_script import Command, ScriptedImap, Session

ME = "me@example.org"


def opened(server: Dovecot | ScriptedImap, *tokens: str) -> Connection:
    return Connection(Login(server.host, server.port, ME, "", str(server.ca_file), tokens=Handed(list(tokens))))


def test_dovecot_takes_a_token_and_a_renewed_one(authority: Authority, oauth_dovecot: Dovecot) -> None:
    connection = opened(oauth_dovecot, authority.jwt(ME))
    assert connection.auth == oauth_dovecot.mechanism
    connection.close()
    connection = opened(oauth_dovecot, authority.jwt(ME, lives=-60), authority.jwt(ME))
    assert connection.auth == oauth_dovecot.mechanism
    connection.close()


@pytest.mark.parametrize(
    ("what", "logged"),
    [
        ("expired", "Token has expired"),
        ("forged", "Bad signature"),
        ("audience", "client_id not found in aud field"),
        ("person", "did not match"),
        ("junk", "Not a JWT token"),
    ],
)
def test_dovecot_refuses(authority: Authority, oauth_dovecot: Dovecot, what: str, logged: str) -> None:
    authority.plan.forged = what == "forged"
    authority.plan.audience = "else" if what == "audience" else authority.plan.audience
    who = "else@example.org" if what == "person" else ME
    made = [authority.jwt(who, lives=-60 if what == "expired" else None) for _ in range(2)]
    with pytest.raises(SignedOut) as caught:
        opened(oauth_dovecot, *(["junk", "more junk"] if what == "junk" else made))
    assert any(word in caught.value.detail for word in ("invalid_token", "401"))  # OAUTHBEARER and XOAUTH2
    assert "oauth2 failed: Local validation failed: " in oauth_dovecot.log
    assert logged in oauth_dovecot.log
    assert not any(token in caught.value.detail for token in made)


@pytest.fixture
def refusing(scripted: ScriptedImap) -> Callable[[str, str], list[bytes]]:
    """Makes the server refuse every token, with a challenge and a last word; gives what was said to it."""

    def make(challenge: str, last: str) -> list[bytes]:
        heard: list[bytes] = []

        def authenticate(session: Session, command: Command) -> None:
            session.write("+ \r\n")
            heard.append(session.readline())
            session.write(f"+ {challenge}\r\n")
            heard.append(session.readline())
            session.no(command, last)

        scripted.capabilities = "IMAP4rev1 AUTH=XOAUTH2"
        scripted.grammar["AUTHENTICATE"] = re.compile(rb"[A-Z]+[0-9]+ AUTHENTICATE XOAUTH2")
        scripted.replies["AUTHENTICATE"] = authenticate
        return heard

    return make


CHALLENGES = [
    base64.b64encode(b'{"status":"400","schemes":"bearer","scope":"https://mail.google.com/"}').decode(),
    base64.b64encode(b"{no JSON").decode(),
    base64.b64encode(b"[" * 5000).decode(),
    base64.b64encode(b'{"status":{"a":[1]},"scope":7}').decode(),
    base64.b64encode(b"\xff\xfe\x00").decode(),
    "",
    "no base64 at all!",
    "AAA",
]


@pytest.mark.parametrize("challenge", CHALLENGES)
def test_a_second_refusal_is_the_end_whatever_explains_it(
    scripted: ScriptedImap, refusing: Callable[[str, str], list[bytes]], challenge: str
) -> None:
    """P27."""
    heard = refusing(challenge, "[AUTHENTICATIONFAILED] Invalid credentials (Failure)")
    tokens = Handed(["CANARY-9f3", "another", "never asked for"])
    with pytest.raises(SignedOut) as caught:
        Connection(Login(scripted.host, scripted.port, ME, "", str(scripted.ca_file), tokens=tokens))
    assert tokens.refused == ["CANARY-9f3"]
    assert tokens.left == ["never asked for"]
    assert [base64.b64decode(line) for line in heard[::2]] == [
        f"user={ME}\x01auth=Bearer {token}\x01\x01".encode() for token in ("CANARY-9f3", "another")
    ]
    assert heard[1::2] == [b"\r\n", b"\r\n"]  # the explanation is answered, and the server says its No
    assert "Invalid credentials" in caught.value.detail
    assert scripted.accepted == 2


def test_a_busy_server_costs_no_token(scripted: ScriptedImap, refusing: Callable[[str, str], list[bytes]]) -> None:
    refusing(CHALLENGES[0], "[UNAVAILABLE] try again later")
    tokens = Handed(["one", "two"])
    with pytest.raises(Offline):
        Connection(Login(scripted.host, scripted.port, ME, "", str(scripted.ca_file), tokens=tokens))
    assert tokens.refused == []


def test_a_server_that_repeats_what_it_heard_is_not_quoted(
    scripted: ScriptedImap, refusing: Callable[[str, str], list[bytes]]
) -> None:
    proof = base64.b64encode(sasl.proof("XOAUTH2", user=ME, token="CANARY-9f3", host="h", port=1).encode()).decode()
    refusing("", f"bad command {proof} with CANARY-9f3")
    with pytest.raises(SourceError) as caught:
        opened(scripted, "CANARY-9f3", "CANARY-9f3")
    assert proof[10:40] not in caught.value.detail
    assert "CANARY" not in caught.value.detail
    assert "CANARY" not in repr(Login("h", 993, ME, "", tokens=Handed(["CANARY"])))


SECRET = 'CANARY-9f3-"quoted"\\'


@pytest.mark.parametrize("padding", ["", "x" * 280])
@pytest.mark.parametrize("ways", ["AUTH=PLAIN", ""])
@pytest.mark.parametrize("status", ["NO", "BAD", ""])
def test_nor_where_it_repeats_a_password(scripted: ScriptedImap, ways: str, status: str, padding: str) -> None:
    """In any form, in part where it is cut, and where no command was answered at all."""
    heard: list[str] = []

    def refuse(session: Session, command: Command) -> None:
        line = command.line
        if ways:
            session.write("+ \r\n")
            line = session.readline()
        heard.append(line.decode().strip())
        said = f"[UNAVAILABLE] {padding} {heard[-1]}"
        if status:
            session.no(command, said, status)
        else:
            session.write(f"{said}\r\n")

    scripted.capabilities = f"IMAP4rev1 {ways}".strip()
    scripted.replies["AUTHENTICATE" if ways else "LOGIN"] = refuse
    scripted.grammar["LOGIN"] = re.compile(rb"[A-Z]+[0-9]+ LOGIN .*")
    with pytest.raises(SourceError) as caught:
        Connection(Login(scripted.host, scripted.port, ME, SECRET, str(scripted.ca_file)))
    assert heard
    assert caught.value.retries  # what the words mean counts all the same
    detail = caught.value.detail
    assert "CANARY" not in detail
    assert not sasl.repeats(detail, SECRET, f"\0{ME}\0{SECRET}")


def test_a_token_is_never_said_where_a_password_goes(scripted: ScriptedImap) -> None:
    """P88: a server cannot push us to a weaker way."""
    scripted.capabilities = "IMAP4rev1 AUTH=PLAIN AUTH=LOGIN"
    with pytest.raises(Unsupported):
        opened(scripted, "CANARY-9f3")
    assert not any(b"AUTHENTICATE" in line or b"LOGIN" in line for line in scripted.commands)


def test_what_is_said() -> None:
    """RFC 7628 4.1, and Google's description of XOAUTH2."""
    said = sasl.proof("OAUTHBEARER", user="a=b,c@example.org", token="t", host="imap.example.org", port=993)
    assert said == "n,a=a=3Db=2Cc@example.org,\x01host=imap.example.org\x01port=993\x01auth=Bearer t\x01\x01"
    assert sasl.proof("XOAUTH2", user="me", token="t", host="h", port=1) == "user=me\x01auth=Bearer t\x01\x01"
    assert sasl.chosen(["XOAUTH2", "OAUTHBEARER", "PLAIN"]) == "OAUTHBEARER"
    assert (sasl.after_refusal("OAUTHBEARER"), sasl.after_refusal("XOAUTH2")) == ("\x01", "")
