"""A letter through Dovecot's submission service, and each way in which that can fail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from inbox.errors import Offline, SignInRefused, SourceError, Unsupported
from inbox.sending import Letter, MailRefused, Submission, Unsure
from inbox.sending.smtp import Times, submit, trial
from tests.servers.dovecot import PASSWORD
from tests.servers.dovecot_submission import PROGRAM, DovecotSubmission

pytestmark = pytest.mark.dovecot
MESSAGE = b"From: me@example.org\r\nTo: a@x.example\r\nSubject: hi\r\nMessage-ID: <1@x>\r\n\r\n.\r\n..two\r\nend\r\n"
LETTER = Letter(1, "work", "me@example.org", ("a@x.example", "b@x.example"), MESSAGE)
TIMES = Times(command=10.0, whole=20.0, answer=2.0)


@pytest.fixture(scope="module")
def server() -> Iterator[DovecotSubmission]:
    if not PROGRAM.exists():
        missing = "needs Debian's dovecot-submissiond (packaging/test installs it)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with DovecotSubmission() as running:
        yield running


@pytest.fixture(autouse=True)
def _afresh(server: DovecotSubmission) -> None:
    server.relay.taken.clear()
    plan = server.relay.plan
    plan.answers, plan.hangs, plan.drops = {}, set(), set()


@pytest.fixture(params=["tls", "starttls"])
def account(server: DovecotSubmission, request: pytest.FixtureRequest) -> Submission:
    port = server.tls_port if request.param == "tls" else server.starttls_port
    return Submission("localhost", port, "me", PASSWORD, str(server.ca_file), security=request.param)


def failed(account: Submission, kind: type[SourceError], letter: Letter = LETTER) -> SourceError:
    with pytest.raises(kind) as caught:
        submit(account, letter, TIMES)
    return caught.value


def test_sent(server: DovecotSubmission, account: Submission) -> None:
    submit(account, LETTER, TIMES)
    ((sender, recipients, content),) = server.relay.taken
    assert (sender, recipients) == ("me@example.org", LETTER.recipients)
    header, _, body = content.partition(b"\r\n\r\n")
    assert body == b".\r\n..two\r\nend\r\n"
    assert b"Message-ID: <1@x>" in header


def test_a_trial_sends_nothing(server: DovecotSubmission, account: Submission) -> None:
    found = trial(account, TIMES)
    assert (found.auth, found.problem) == ("PLAIN", "")
    assert server.relay.taken == []


def test_a_wrong_password(server: DovecotSubmission, account: Submission) -> None:
    failed(replace(account, password="wrong"), SignInRefused)
    assert server.relay.taken == []


def test_refused_recipients(server: DovecotSubmission, account: Submission) -> None:
    """Some or all: nobody gets it, and the person decides."""
    for answers, kind in (
        ({"b@x.example": "550 5.1.1 no such person"}, MailRefused),
        ({"a@x.example": "550 no", "b@x.example": "551 no"}, MailRefused),
        ({"a@x.example": "450 come again"}, Offline),
    ):
        server.relay.plan.answers = answers
        error = failed(account, kind)
        assert not isinstance(error, Unsure)
    assert server.relay.taken == []


def test_a_refused_message(server: DovecotSubmission, account: Submission) -> None:
    server.relay.plan.answers = {"DATA": "554 5.7.1 spam, we think"}
    assert "spam, we think" in failed(account, MailRefused).detail
    server.relay.plan.answers = {"DATA": "451 later"}
    failed(account, Offline)
    assert server.relay.taken == []


def test_no_answer_after_data_is_unsure(server: DovecotSubmission, account: Submission) -> None:
    server.relay.plan.hangs = {"DATA"}
    failed(account, Unsure)
    assert len(server.relay.taken) == 1


def test_the_server_behind_is_gone(server: DovecotSubmission, account: Submission) -> None:
    """Dovecot says so with a code of its own; whatever it is, what was taken is never told unsent."""
    server.relay.plan.drops = {"MAIL"}
    assert not isinstance(failed(account, SourceError), Unsure)
    assert server.relay.taken == []


def test_a_message_that_is_too_large(server: DovecotSubmission, account: Submission) -> None:
    large = replace(LETTER, message=MESSAGE + b"x" * 70 + b"\r\n" * 60_000)
    assert "the server takes" in failed(account, MailRefused, large).detail
    assert server.relay.taken == []


def test_an_address_beyond_ascii(server: DovecotSubmission, account: Submission) -> None:
    failed(account, Unsupported, replace(LETTER, recipients=("zoé@x.example",)))
    assert server.relay.taken == []
