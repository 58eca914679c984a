"""Tokens at a submission server: one that is refused is renewed once, and nothing else is ever sent in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from inbox.errors import SignedOut, Unsupported
from inbox.sending import Submission as Account
from inbox.sending.sign_in import unproved
from inbox.sending.smtp import submit
from tests.inbox.oauth.tokens import Handed
from tests.inbox.sending.test_smtp import LETTER
from tests.servers.submission import USER, Submission

MECHANISMS = ["XOAUTH2", "OAUTHBEARER"]


@pytest.fixture(params=MECHANISMS)
def server(request: pytest.FixtureRequest) -> Iterator[Submission]:
    with Submission(mechanisms=frozenset({request.param, "PLAIN"})) as running:
        yield running


def account(server: Submission, *tokens: str) -> Account:
    return Account(server.host, server.port, USER, "", str(server.ca_file), tokens=Handed(list(tokens)))


def test_a_token_signs_in(server: Submission) -> None:
    submit(account(server, "good"), LETTER)
    assert len(server.taken) == 1
    assert server.proofs[0].endswith(b"\x01auth=Bearer good\x01\x01")
    assert USER.encode() in server.proofs[0]


def test_a_refused_token_is_renewed_once(server: Submission) -> None:
    to = account(server, "stale", "good")
    submit(to, LETTER)
    assert len(server.taken) == 1
    assert isinstance(to.tokens, Handed)
    assert to.tokens.refused == ["stale"]


@pytest.mark.parametrize("challenge", [b'{"status":"400"}', b"{not JSON", b"\xff\xfe", b"[[[[", b"", "!not base64!"])
def test_the_second_refusal_is_the_end_whatever_explains_it(server: Submission, challenge: bytes | str) -> None:
    server.challenge = challenge
    to = account(server, "stale", "stale too", "never asked for")
    with pytest.raises(SignedOut):
        submit(to, LETTER)
    assert isinstance(to.tokens, Handed)
    assert to.tokens.left == ["never asked for"]
    assert server.taken == []


def test_a_token_is_not_sent_where_a_password_would_go() -> None:
    with Submission() as server, pytest.raises(Unsupported):
        submit(account(server, "good"), LETTER)
    assert server.proofs == []


def test_a_server_that_repeats_the_proof_is_not_quoted() -> None:
    to = replace(Account("smtp.example.org", 465, "u", ""), tokens=Handed([]))
    for told in ("ya29.CANARY-9f3", "YXV0aD1CZWFyZXIgeWEyOS5DQU5BUlktOWYz"):
        assert told not in unproved(f"535 {told}".encode(), to, "ya29.CANARY-9f3")
    assert "CANARY" not in repr(replace(to, password="CANARY"))
