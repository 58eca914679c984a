"""Files in a message: whatever they are called, they arrive under that name and as they were, and add no header."""

from __future__ import annotations

import email.policy
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox import mail
from inbox.answering import Answer, CannotAnswer, Enclosed, Way
from inbox.answering.files import as_enclosed, enclose, kind_of
from inbox.mail.opening import About, attachment, opened
from inbox.reply import Composed, compose
from tests.inbox.arrivals import arrival
from tests.inbox.mail.test_mail_hostile import CORPUS
from tests.inbox.test_reply import ALLOWED, ID, ME, NOW, details

TO = Answer(Way.FORWARD, "x", ("b@x.example",))
NAMES = ('a"b', "a\\b", "=?utf-8?q?x?=", "a;b=c", "x" * 300, "%41", "é" * 90, "../../etc/x", "a\r\nBcc: c@x.example")
KINDS = ("text/plain", "application/pdf", "message/rfc822", "Text/HTML", "x", "a/b\r\nBcc: c", "é/é")
PARTS = {"content-type", "content-transfer-encoding", "content-disposition", "mime-version"}


def check(made: Composed, enclosed: tuple[Enclosed, ...]) -> None:
    content = bytes(made)
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\0" not in content
    plain = message_from_bytes(content)
    assert set(plain.keys()) <= ALLOWED
    found = message_from_bytes(content, policy=email.policy.SMTP)
    assert isinstance(found, EmailMessage)
    there = list(found.iter_attachments())
    assert len(there) == len(enclosed)
    for part, one in zip(there, enclosed, strict=True):
        assert {name.lower() for name in part.keys()} <= PARTS  # noqa: SIM118 (a message is no dictionary)
        assert part.get_filename() == one.name
        assert part.get_content_type() == one.kind
        assert part.get_payload(decode=True) == one.content


@given(
    st.lists(
        st.tuples(
            st.text(max_size=200) | st.sampled_from(NAMES),
            st.sampled_from(KINDS),
            st.binary(max_size=200),
        ),
        max_size=3,
    )
)  # fmt: skip
def test_whatever_a_file_is_called(parts: list[tuple[str, str, bytes]]) -> None:
    enclosed = tuple(as_enclosed(*part) for part in parts)
    check(compose(details(arrival()), TO, ME, message_id=ID, now=NOW, enclosed=enclosed), enclosed)


@pytest.mark.skipif(not CORPUS, reason="needs a folder of odd mails: ECLUSE_ODD_MAILS")
def test_the_odd_mails_of_others_are_sent_on_with_what_is_attached() -> None:
    forwarded = 0
    for file in CORPUS:
        content = file.read_bytes()
        of = details(mail.read(mail.Raw("k", content, len(content)), datetime(2026, 11, 23, tzinfo=UTC)))
        told = [(one.kind, attachment(content, one.index)) for one in opened(content, About()).attachments]
        originals = tuple(as_enclosed(part[0], kind, part[1]) for kind, part in told if part is not None)
        try:
            enclosed = enclose((), originals)
        except CannotAnswer:
            continue
        check(compose(of, TO, ME, message_id=ID, now=NOW, enclosed=enclosed), enclosed)
        forwarded += len(enclosed)
    assert forwarded > 30


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.pdf", "application/pdf"),
        ("a.txt", "text/plain"),
        ("a", "application/octet-stream"),
        ("a.eml", "application/octet-stream"),
        ("a.txt.gz", "application/octet-stream"),
        ("A.PNG", "image/png"),
    ],
)
def test_kinds(name: str, kind: str) -> None:
    assert kind_of(name) == kind
