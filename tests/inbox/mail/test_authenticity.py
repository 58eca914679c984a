"""Whether the account's own server vouches for a sender (RFC 8601; reliability.md P105, integrations.md 0.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox import mail
from inbox.item import Verdict
from inbox.mail import authenticity
from inbox.mail.authenticity import NOBODY, Trust, trust
from tests.inbox.mail.test_mail import NOW

GOOGLE = trust("imap.gmail.com")
MICROSOFT = trust("outlook.office365.com")
OWN = trust("imap.work.example", "mx.work.example")
ARRIVED = (
    "Received: by 2002:a05:1 with SMTP id x; Mon\nReceived: from h (h [1.2.3.4]) by mx.google.com with ESMTPS; Mon\n"
)
FROM = "From: GitHub <notifications@github.com>\n"
PASS = (
    "Authentication-Results: mx.google.com;\n dkim=pass header.i=@github.com header.s=pf header.b=x;\n"
    " spf=pass smtp.mailfrom=noreply@github.com;\n dmarc=pass (p=REJECT) header.from=github.com\n"
)


def judged(header: str, own: Trust = GOOGLE) -> Verdict:
    return authenticity.judged(header.replace("\n", "\r\n").encode(), own).verdict


@pytest.mark.parametrize(
    "results",
    [
        PASS,
        "Authentication-Results: mx.google.com; dkim=pass header.d=github.com\n",
        "Authentication-Results: mx.google.com; dkim=pass header.d=mail.github.com\n",
        'Authentication-Results: mx.google.com; dkim=pass reason="good (really)" header.d=github.com\n',
        "Authentication-Results: mx.google.com 1; dmarc=pass header.from=GitHub.com\n",
        "Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=noreply@github.com\n",
        "Authentication-Results: mx.google.com; dmarc=none; dkim/1=pass header.d=github.com\n",
        "authentication-results: mx.google.com; dkim=none\nAuthentication-Results: mx.google.com;"
        " dmarc=pass header.from=github.com\n",
    ],
)
def test_verified(results: str) -> None:
    assert judged(ARRIVED + results + FROM) is Verdict.VERIFIED


@pytest.mark.parametrize(
    "results",
    [
        "",
        "Authentication-Results: mx.evil.example; dmarc=pass header.from=github.com\n",
        "Authentication-Results: google.com.evil.example; dmarc=pass header.from=github.com\n",
        "Authentication-Results: evilgoogle.com; dmarc=pass header.from=github.com\n",
        "Authentication-Results: mx.google.com; dkim=pass header.d=evil.example\n",
        "Authentication-Results: mx.google.com; dkim=pass header.d=com\n",
        "Authentication-Results: mx.google.com; dkim=fail header.d=github.com\n",
        "Authentication-Results: mx.google.com; dkim=none header.d=github.com\n",
        "Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=x@sender.example\n",
        "Authentication-Results: mx.google.com; dmarc=pass header.from=other.example\n",
        "Authentication-Results: mx.google.com; dmarc=pass\n",
        "Authentication-Results: mx.google.com; none\n",
        "Authentication-Results: mx.google.com\n",
        "Authentication-Results: spf=pass smtp.mailfrom=github.com; dkim=pass header.d=github.com\n",
        'Authentication-Results: mx.google.com; spf=pass smtp.mailfrom="a;dkim=pass header.d=github.com"@e.example\n',
        'Authentication-Results: mx.google.com; spf=pass smtp.mailfrom="x@github.com"@evil.example\n',
        "Authentication-Results: mx.google.com; spf=pass (x \\) ; dkim=pass header.d=github.com) smtp.mailfrom=x@e\n",
        "Authentication-Results: mx.google.com; spf=none (() ; dkim=pass header.d=github.com) smtp.mailfrom=x\n",
        "Authentication-Results: mx.google.com; x-dkim=pass header.d=github.com; arc=pass header.d=github.com\n",
    ],
)
def test_nobody_who_is_believed_vouches_for_it(results: str) -> None:
    assert judged(ARRIVED + results + FROM) is Verdict.UNKNOWN


def test_the_server_says_that_it_is_forged() -> None:
    said = "Authentication-Results: mx.google.com; dkim=none; spf=softfail; dmarc=fail header.from=github.com\n"
    assert judged(ARRIVED + said + FROM) is Verdict.FAILED
    refused = "Authentication-Results: mx.google.com; dkim=none; spf=fail smtp.mailfrom=x@github.com\n"
    assert judged(ARRIVED + refused + FROM) is Verdict.FAILED


def test_a_server_that_says_it_is_forged_is_believed_whatever_was_signed() -> None:
    """Strict alignment (RFC 7489 3.1): the domain does not let those below it sign for it."""
    said = "Authentication-Results: mx.google.com; dkim=pass header.d=x.github.com; dmarc=fail header.from=github.com\n"
    assert judged(ARRIVED + said + FROM) is Verdict.FAILED


@pytest.mark.parametrize(
    "shown",
    ["From\x0b: ceo@bank.example\n", "From\x0c: ceo@bank.example\n", "From\n : ceo@bank.example\n"],
)
def test_it_is_about_the_sender_that_is_shown_whatever_else_was_vouched_for(shown: str) -> None:
    """A field of no name passes the server, which vouches for the one it has read."""
    header = ARRIVED + PASS + shown + FROM
    arrival = mail.read(mail.Raw("1", header.encode() + b"\nhello", 100, trust=GOOGLE), NOW)
    assert (arrival.sender_address, arrival.verdict) == ("notifications@github.com", Verdict.VERIFIED)


def test_a_sender_that_is_not_read_whole_is_vouched_for_by_nobody() -> None:
    hidden = f'From: "ceo@bank.example{" " * 9000}" <notifications@github.com>\n'
    arrival = mail.read(mail.Raw("1", (ARRIVED + PASS + hidden).encode() + b"\nhello", 100, trust=GOOGLE), NOW)
    assert (arrival.sender_address, arrival.verdict) == ("ceo@bank.example", Verdict.UNKNOWN)


def test_what_a_sender_wrote_below_the_servers_own_is_not_read() -> None:
    own = "Authentication-Results: mx.google.com; dkim=none; spf=softfail; dmarc=fail header.from=github.com\n"
    assert judged(ARRIVED + own + PASS + FROM) is Verdict.FAILED
    none = "Authentication-Results: mx.google.com; dkim=none; spf=none; dmarc=none\n"
    assert judged(ARRIVED + none + PASS + FROM) is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "hop",
    [
        "Received: from a by mx.evil.example; Mon\n",
        "Received: from a by localhost; Mon\n",
        "Received: from a by [10.0.0.1]; Mon\n",
        "Received: nothing\n",
    ],
)
def test_what_stands_below_where_the_mail_came_in_is_not_read(hop: str) -> None:
    assert judged(ARRIVED + hop + PASS + FROM) is Verdict.UNKNOWN


def test_two_senders_cannot_be_vouched_for() -> None:
    assert judged(ARRIVED + PASS + "From: a@github.com, b@evil.example\n") is Verdict.UNKNOWN
    assert judged(ARRIVED + PASS + FROM + "From: b@evil.example\n") is Verdict.UNKNOWN
    assert judged(ARRIVED + PASS) is Verdict.UNKNOWN


def test_a_name_that_looks_like_the_vouched_for_is_not_it() -> None:
    assert judged(ARRIVED + PASS + 'From: "notifications@github.com" <x@evil.example>\n') is Verdict.UNKNOWN


def test_microsofts_topmost_without_a_name_counts_and_no_second() -> None:
    said = (
        "Authentication-Results: spf=pass (sender IP is 1.2.3.4)\n smtp.mailfrom=github.com; dkim=pass (signature was"
        " verified)\n header.d=github.com;dmarc=pass action=none header.from=github.com;compauth=pass reason=100\n"
    )
    hop = "Received: from x by AM1.mail.protection.outlook.com; Mon\n"
    assert judged(hop + said + FROM, MICROSOFT) is Verdict.VERIFIED
    bad = "Authentication-Results: spf=fail smtp.mailfrom=github.com; dkim=none; dmarc=fail header.from=github.com\n"
    assert judged(hop + bad + said + FROM, MICROSOFT) is Verdict.FAILED
    assert judged(said + FROM, GOOGLE) is Verdict.UNKNOWN
    named = "Authentication-Results: x.outlook.com; dmarc=pass header.from=github.com\n"
    assert judged(hop + named + FROM, MICROSOFT) is Verdict.UNKNOWN


def test_hosts_within_a_providers_own_network_stand_above() -> None:
    """As Fastmail writes: by a host without a domain, by one in .internal, then its exchanger's results."""
    inside = "Received: from c.internal by sloti1 with LMTPA\nReceived: from mx1.messagingengine.com by c.internal\n"
    said = "Authentication-Results: mx1.messagingengine.com; dkim=pass header.d=github.com\n"
    came = "Received: from out.github.com by mx1.messagingengine.com\n"
    assert judged(inside + said + came + FROM, trust("imap.fastmail.com")) is Verdict.VERIFIED
    assert judged(inside + came + came.replace("mx1.messagingengine.com", "a.internal") + said + FROM,
                  trust("imap.fastmail.com")) is Verdict.UNKNOWN  # fmt: skip


def test_of_a_server_nobody_knows_nothing_is_believed_until_its_name_is_told() -> None:
    said = (
        "Received: from x by mx.work.example\nAuthentication-Results: mx.work.example; dkim=pass header.d=github.com\n"
    )
    assert trust("imap.work.example") == NOBODY
    assert judged(said + FROM, NOBODY) is Verdict.UNKNOWN
    assert judged(said + FROM, OWN) is Verdict.VERIFIED
    assert trust("imap.work.example", " MX.work.example, other.example ").ids == ("mx.work.example", "other.example")


def test_it_is_kept_with_what_arrives() -> None:
    raw = (ARRIVED + PASS + FROM + "\nHello").replace("\n", "\r\n").encode()
    assert mail.read(mail.Raw("k", raw, len(raw), trust=GOOGLE), NOW).verdict is Verdict.VERIFIED
    assert mail.read(mail.Raw("k", raw, len(raw)), NOW).verdict is Verdict.UNKNOWN


WORDS = st.sampled_from(
    ["dkim=pass", "header.d=github.com", ";",
     "dmarc=pass", "header.from=github.com", '"', "(", ")", "\\", "=", " ", "\n ",
     "mx.google.com", "Authentication-Results:", "\n", "spf=pass", "smtp.mailfrom=x@github.com", "\x00", "é"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=40))
def test_nothing_written_by_a_sender_makes_it_verified(words: list[str]) -> None:
    """Inside a comment of the server's, in a quoted string, or below where the mail came in."""
    written = "".join(words)
    inside = written.replace("\n", "").replace("(", "").replace(")", "").replace("\\", "")
    own = f"Authentication-Results: mx.google.com; spf=none ({inside}) smtp.mailfrom=x@evil.example\n"
    assert judged(ARRIVED + own + FROM) is Verdict.UNKNOWN
    quoted = inside.replace('"', "")
    own = f'Authentication-Results: mx.google.com; spf=pass smtp.mailfrom="{quoted}"@evil.example\n'
    assert judged(ARRIVED + own + FROM) is Verdict.UNKNOWN
    below = f"Received: from a by evil.example; Mon\nX: {written}\n"
    assert judged(ARRIVED + below + FROM) is Verdict.UNKNOWN


@given(st.binary(max_size=400))
def test_it_never_raises(noise: bytes) -> None:
    for own in (GOOGLE, MICROSOFT, OWN):
        assert authenticity.judged(b"Authentication-Results: " + noise, own).verdict in Verdict
        results = b"\nAuthentication-Results: mx.google.com;"
        assert authenticity.judged(noise + results + noise, own).verdict in Verdict
