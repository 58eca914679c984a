"""Mails as they should be, as they are, and as someone hostile would write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import fast_mail_parser
import pytest

from inbox import mail
from inbox.item import Arrival, Reason
from inbox.mail import fast

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def read(content: bytes, *, received: datetime | None = None, size: int | None = None) -> Arrival:
    return mail.read(mail.Raw("k", content, len(content) if size is None else size, received), NOW)


def headed(header: str, body: str = "hi") -> Arrival:
    return read(f"{header}\r\n\r\n{body}".encode())


def test_a_usual_mail() -> None:
    found = headed(
        'From: "Ada, of Work" <ada@Example.ORG>\r\nTo: me@example.com, Bob <bob@example.com>\r\nCc: c@example.com\r\n'
        "Subject: =?utf-8?q?R=C3=A9union?=\r\n =?utf-8?b?IGRlbWFpbg==?=\r\nMessage-ID: <a@example.org>\r\n"
        "Date: Sun, 22 Nov 2026 11:00:00 +0100",
        "Bonjour,\r\n\r\n> quoted\r\nOui.\r\n",
    )
    assert (found.sender_name, found.sender_address) == ("Ada, of Work", "ada@example.org")
    assert found.to == ("me@example.com", "bob@example.com", "c@example.com")
    assert found.subject == "Réunion demain"
    assert found.message_id == found.thread == "<a@example.org>"
    assert found.received_at == datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert found.text == "Bonjour,\n\n> quoted\nOui."
    assert found.preview == "Bonjour, Oui."
    assert found.reason is Reason.DIRECT


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("X: y", Reason.DIRECT),
        ("Auto-Submitted: no", Reason.DIRECT),
        ("In-Reply-To: <a@b>", Reason.REPLIED),
        ("List-Id: <l.example.org>", Reason.LIST),
        ("List-Unsubscribe: <mailto:x@example.org>\r\nPrecedence: bulk", Reason.LIST),
        ("Precedence: list\r\nIn-Reply-To: <a@b>", Reason.LIST),
        ("Precedence: bulk", Reason.AUTOMATIC),
        ("Auto-Submitted: auto-replied; why", Reason.AUTOMATIC),
        ("Return-Path: <>", Reason.AUTOMATIC),
        ("AUTO-SUBMITTED : auto-generated\r\nIn-Reply-To: <a@b>", Reason.AUTOMATIC),
    ],
)
def test_why_it_came(header: str, reason: Reason) -> None:
    assert headed(header).reason is reason


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ("ada@example.org", "", "ada@example.org"),
        ("ada@example.org (Ada)", "Ada", "ada@example.org"),
        ('"boss@corp.example" <attacker@evil.example>', "boss@corp.example", "attacker@evil.example"),
        (
            "=?utf-8?Q?=3Cboss=40corp.example=3E?= <attacker@evil.example>",
            "<boss@corp.example>",
            "attacker@evil.example",
        ),
        ("a@example.org, b@example.org", "", "a@example.org"),
        ("undisclosed-recipients:;", "", ""),
        ("Team: Ada <a@example.org>, b@example.org;", "Ada", "a@example.org"),
        ('"a:;,<>@\\"" <x@[IPv6:::1]>', 'a:;,<>@"', "x@[ipv6:::1]"),
        ("root", "", "root"),
        ("=?utf-8?b?4oCuZXZpbA==?= <a@example.org>", "evil", "a@example.org"),
        ("=?utf-8?b?YQ0KQmNjOiB4?= <a@example.org>", "a Bcc: x", "a@example.org"),
        ("<a@example.org", "", "a@example.org"),
        ('"never closed <a@example.org>', "never closed", "a@example.org"),
        ('"never closed, ever <a@example.org>', "", "neverclosed,ever<a@example.org>"),
        ("", "", ""),
    ],
)
def test_who_sent_it(value: str, name: str, address: str) -> None:
    found = headed(f"From: {value}")
    assert (found.sender_name, found.sender_address) == (name, address)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("=?iso-8859-1?q?caf=E9?=", "café"),
        ("=?utf-8?b?4oI=?= =?utf-8?b?rA==?=", "€"),
        ("a =?utf-8?q?b?= c =?latin1?q?=E9?=", "a b c é"),
        ("=?utf-8*fr?q?oui?=", "oui"),
        ("=?nonsense?q?x=E9?=", "xé"),
        ("=?unicode_escape?q?=5Cu0041?=", "\\u0041"),
        ("=?utf-8?b?aGk!!?=", "hi"),
        ("=?utf-8?x?no?=", "=?utf-8?x?no?="),
        ("=?utf-8?q?unclosed", "=?utf-8?q?unclosed"),
        ("=?utf-8?q?=0D=0ABcc:_x?=", "Bcc: x"),
        ("\x1b]0;owned\x07 red", "]0;owned red"),
        ("gpj.\u202eexe", "gpj.exe"),
    ],
)
def test_subjects(value: str, expected: str) -> None:
    assert headed(f"Subject: {value}").subject == expected


def test_a_subject_in_raw_bytes() -> None:
    assert read("Subject: déjà\r\n\r\n".encode()).subject == "déjà"
    assert read("Subject: déjà\r\n\r\n".encode("latin-1")).subject == "déjà"


def test_a_thread_begins_with_its_first_reference() -> None:
    found = headed("Message-ID: <c@x>\r\nIn-Reply-To: <b@x>\r\nReferences: <a@x>\r\n <b@x>")
    assert found.thread == "<a@x>"
    assert headed("Message-ID: <c@x>\r\nIn-Reply-To: <b@x>").thread == "<b@x>"
    assert headed("Subject: x").thread == ""


def test_what_an_answer_needs() -> None:
    ids = " ".join(f"<{number}@x>" for number in range(50))
    found = headed(f"From: a@x\r\nReply-To: Team: b@x, Carl <c@x>;\r\nReply-To: d@x\r\nReferences: {ids}")
    assert found.reply_to == ("b@x", "c@x")
    assert found.references == ("<0@x>", *(f"<{number}@x>" for number in range(31, 50)))
    assert headed("In-Reply-To: <b@x>").references == ("<b@x>",)
    assert headed("Subject: x").references == headed("Reply-To: undisclosed:;").reply_to == ()


def test_a_list_is_its_identifier() -> None:
    assert headed("List-Id: Talk about locks <talk.example.org>").list_id == "talk.example.org"
    assert headed("List-Id: bare.example.org").list_id == "bare.example.org"


# ---------------------------------------------------------------------------------------------------- identity


def test_the_content_key_is_of_the_mail_not_of_the_place() -> None:
    content = b"Message-ID: <a@x>\r\nSubject: s\r\nReceived: one\r\nReceived: two\r\n\r\nbody"
    one = mail.read(mail.Raw("INBOX:1:1", content, len(content), NOW), NOW)
    two = mail.read(mail.Raw("INBOX:2:9", content, len(content), NOW - timedelta(days=1)), NOW)
    assert one.content_key == two.content_key
    assert one.key != two.key


@pytest.mark.parametrize("other", [b"Subject: t", b"Date: x", b"From: y", b"Received: three", b"Message-ID: <b@x>"])
def test_mails_that_share_a_message_id_are_told_apart(other: bytes) -> None:
    name = other.split(b":")[0]
    content = b"Message-ID: <a@x>\r\nSubject: s\r\nDate: d\r\nFrom: f\r\nReceived: one\r\n\r\nbody"
    lines = [other if line.startswith(name + b":") else line for line in content.split(b"\r\n")]
    assert read(content).content_key != read(b"\r\n".join(lines)).content_key
    assert read(content).content_key != read(content, size=len(content) + 1).content_key


def test_the_identity_does_not_depend_on_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    content = MULTIPART.encode()
    found = read(content)
    monkeypatch.setattr(fast, "_ordinary", lambda _: False)
    assert read(content) == found


@pytest.mark.parametrize(
    ("received", "date", "expected"),
    [
        (datetime(2026, 11, 1, tzinfo=UTC), "Sun, 22 Nov 2026 10:00:00 +0000", datetime(2026, 11, 1, tzinfo=UTC)),
        (None, "Sun, 22 Nov 2026 10:00:00 -0200", datetime(2026, 11, 22, 12, tzinfo=UTC)),
        (None, "Sun, 22 Nov 2026 10:00:00", datetime(2026, 11, 22, 10, tzinfo=UTC)),
        (None, "", NOW),
        (None, "yesterday", NOW),
        (None, "Fri, 31 Dec 99999 23:59:59 +0000", NOW),
        (None, "Thu, 1 Jan 2099 00:00:00 +0000", NOW),
        (None, "Thu, 1 Jan 1903 00:00:00 +0000", datetime(1980, 1, 1, tzinfo=UTC)),
        (datetime(2099, 1, 1, tzinfo=UTC), "", NOW),
    ],
)
def test_when_it_came(received: datetime | None, date: str, expected: datetime) -> None:
    found = read(f"Date: {date}\r\n\r\n".encode(), received=received)
    assert found.received_at == expected
    assert found.received_at.tzinfo is UTC


# ------------------------------------------------------------------------------------------------------- bodies

MULTIPART = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="o"\r\n\r\npreamble\r\n--o\r\n'
    'Content-Type: multipart/alternative; boundary="i"\r\n\r\n--i\r\nContent-Type: text/plain; charset=utf-8\r\n'
    "Content-Transfer-Encoding: quoted-printable\r\n\r\nd=C3=A9j=C3=A0=\r\n vu\r\n--i\r\nContent-Type: text/html\r\n"
    "\r\n<p>html</p>\r\n--i--\r\n--o\r\nContent-Type: text/plain\r\n"
    "Content-Disposition: attachment; filename=x.txt\r\n\r\nattached\r\n--o--\r\nepilogue\r\n"
)


@pytest.mark.parametrize("by_hand", [False, True])
def test_the_text_of_a_multipart(monkeypatch: pytest.MonkeyPatch, by_hand: bool) -> None:
    if by_hand:
        monkeypatch.setattr(fast, "_ordinary", lambda _: False)
    assert read(MULTIPART.encode()).text == "déjà vu"


@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize(
    ("header", "body", "expected"),
    [
        ("Content-Type: text/plain; charset=iso-8859-1", b"caf\xe9", "café"),
        ("Content-Type: text/plain; charset=zip_codec", b"caf\xc3\xa9", "café"),
        ("Content-Type: text/plain; charset=unicode_escape", b"\\N{BULLET}", "\\N{BULLET}"),
        ("Content-Type: text/plain; charset=us-ascii", b"plain \xe9", "plain é"),
        ("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", b"aGVsbG8=\r\n", "hello"),
        ("Content-Type: text/html", b"<b>bold</b><br>line", "bold\nline"),
        ("Content-Type: text/html\r\nContent-Transfer-Encoding: base64", b"PGI+YjwvYj4=", "b"),
        ("X-Nothing: at all", b"just text", "just text"),
        ("X-Nothing: at all", b"<!DOCTYPE html><p>really html</p>", "really html"),
        ("Content-Type: multipart/mixed", b"no boundary at all", "no boundary at all"),
        ("Content-Type: nonsense", b"text all the same", "text all the same"),
        ("Content-Type: text/plain", b"a\0b\x07c\x1b[31m\r\nd", "abc[31m\nd"),
    ],
)
def test_bodies(monkeypatch: pytest.MonkeyPatch, by_hand: bool, header: str, body: bytes, expected: str) -> None:
    if by_hand:
        monkeypatch.setattr(fast, "_ordinary", lambda _: False)
    assert read(header.encode() + b"\r\n\r\n" + body).text == expected


def test_a_bounce_says_what_it_reports() -> None:
    found = headed(
        'Content-Type: multipart/report; boundary="b"',
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; x@example.org\r\n--b--\r\n",
    )
    assert "x@example.org" in found.text


def test_a_long_mail_is_cut_and_says_so() -> None:
    found = read(b"Subject: s\r\n\r\n" + b"word " * 100_000)
    assert len(found.text) < 300_000
    assert "first 256 KiB" in found.text[-200:]
    assert "first 256 KiB" not in read(b"Subject: s\r\n\r\n" + b"word " * 1000).text


def test_a_short_text_before_a_long_attachment_is_whole() -> None:
    content = (
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nshort\r\n--b\r\n'
        b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"QUJD" * 200_000
    )
    assert read(content[: mail.MOST_BYTES], size=len(content)).text == "short"


def test_lines_of_an_old_macintosh() -> None:
    found = read(b"From: a@example.org\rSubject: old\r\rone\rtwo\r")
    assert (found.subject, found.sender_address, found.text) == ("old", "a@example.org", "one\ntwo")


@pytest.mark.logs("fast mail parser failed")
def test_a_parser_that_falls_over_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """What pyo3 raises when Rust code panics."""

    def panic(*_: object, **__: object) -> None:
        raise PanicException

    monkeypatch.setattr(fast_mail_parser, "parse_many", panic)
    assert read(MULTIPART.encode()).text == "déjà vu"


def test_a_header_that_runs_into_its_body_loses_neither() -> None:
    raw = b"Subject: digest\r\nContent-Type: text/plain\r\nThis is the first line.\r\n\r\nThis is the second.\r\n"
    found = mail.read(mail.Raw("k", raw, len(raw), NOW), NOW)
    assert found.subject == "digest"
    assert found.text == "This is the first line.\n\nThis is the second."


@pytest.mark.logs("could not be read")
def test_what_no_parser_can_read_is_a_stub(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RecursionError("deep")

    monkeypatch.setattr(mail.headers, "read", fail)
    found = mail.read_all([mail.Raw("k", b"x", 1, NOW)], NOW)
    assert [(one.unreadable, one.key, one.received_at) for one in found] == [(True, "k", NOW)]
    assert "RecursionError" in found[0].text


def test_two_mails_without_an_id_that_differ_in_their_text_only_are_two() -> None:
    one, other = (
        mail.read(mail.Raw("k", b"From: a@b.example\r\n\r\n" + body, 30), NOW).content_key for body in (b"yes", b"no!")
    )
    assert one != other
