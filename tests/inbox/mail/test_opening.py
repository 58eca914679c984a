"""A mail opened: what of it is shown (reliability.md P98 to P109)."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.item import Verdict
from inbox.mail import opened_json
from inbox.mail.authenticity import Trust
from inbox.mail.opened import Caution, LeftOut, Opened
from inbox.mail.opening import About, of_text, opened
from tests.effort import little_work
from tests.inbox.mail.test_mail_hostile import BOMBS, CORPUS
from tests.inbox.mail.test_pages import wrong

NOBODY = About()
INVITED = "\r\n".join(
    (
        "BEGIN:VCALENDAR",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "SUMMARY:Lunch",
        "DTSTART:{start}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
)
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def part(kind: str, body: str, *fields: str) -> str:
    return "\r\n".join((f"Content-Type: {kind}", *fields, "", body))


def mail(*parts: str, kind: str = "multipart/mixed", header: str = "From: Anna <anna@example.org>") -> bytes:
    inner = "".join(f"--b\r\n{one}\r\n" for one in parts)
    return f"{header}\r\nContent-Type: {kind}; boundary=b\r\n\r\n{inner}--b--\r\n".encode()


def text_of(found: Opened) -> str:
    return "\n".join(one.text for one in found.passages)


def test_the_plain_text_comes_first_and_the_html_is_there_for_who_wants_it() -> None:
    found = opened(
        mail(part("text/plain", "Plain"), part("text/html", "<p>Rich</p>"), kind="multipart/alternative"), NOBODY
    )
    assert text_of(found) == "Plain"
    assert found.html == ("<p>Rich</p>",)
    assert found.attachments == ()
    assert found.whole


def test_html_alone_is_also_made_into_text() -> None:
    found = opened(b"Content-Type: text/html\r\n\r\n<h1>Hi</h1><p>there</p>", NOBODY)
    assert text_of(found) == "Hi\n\nthere"
    assert found.html == ("<h1>Hi</h1><p>there</p>",)


def test_each_html_part_has_a_frame_of_its_own() -> None:
    """reliability.md P102, fixture s42: what one part opens, no other closes."""
    secret = part("application/pkcs7-mime; smime-type=enveloped-data", "SECRET")
    found = opened(
        mail(part("text/html", '<img src="https://t.example/'), secret, part("text/html", '">after')), NOBODY
    )
    assert found.remote_images == ()
    assert all("SECRET" not in one for one in found.html)
    assert found.html == ('"&gt;after',)
    assert Caution.ENCRYPTED in found.cautions


@pytest.mark.parametrize(
    "raw",
    [
        mail(part("application/octet-stream", "x"), kind="multipart/encrypted"),
        b"From: a@b.example\r\n\r\n-----BEGIN PGP MESSAGE-----\r\nx",
        b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\nx",
    ],
)  # fmt: skip
def test_what_is_encrypted_is_said_to_be_and_stays_so(raw: bytes) -> None:
    assert Caution.ENCRYPTED in opened(raw, NOBODY).cautions


def test_an_image_of_the_mails_own_is_shown_in_its_html_and_is_no_attachment() -> None:
    image = part("image/png", PIXEL, "Content-Transfer-Encoding: base64", "Content-ID: <logo@x>")
    raw = mail(part("text/html", '<img src="cid:LOGO@x">'), image, kind="multipart/related")
    found = opened(raw, NOBODY)
    assert found.html == ('<img src="inline:1">',)
    assert list(found.inline_images) == ["inline:1"]
    assert found.inline_images["inline:1"].startswith(b"\x89PNG")
    assert found.attachments == ()


def test_a_text_with_a_name_is_shown_and_can_be_saved() -> None:
    found = opened(mail(part("text/plain", "Hi"), part("text/plain; name=fix.patch", "--- a")), NOBODY)
    assert text_of(found) == "Hi\n\n--- a"
    assert [(one.index, one.name) for one in found.attachments] == [(1, "fix.patch")]


def test_a_bounce_that_is_nothing_but_its_report_has_words() -> None:
    found = opened(mail(part("message/delivery-status", "Action: failed"), kind="multipart/report"), NOBODY)
    assert text_of(found) == "Action: failed"


def test_pages_are_so_many_and_so_large_and_no_more() -> None:
    found = opened(mail(*[part("text/html", f"<p>{n}</p>") for n in range(50)]), NOBODY)
    assert len(found.html) == 20
    found = opened(mail(*[part("text/html", f"<p>{'x' * 900_000}</p>")] * 3), NOBODY)
    assert len(found.html) == 2
    assert found.html_left_out is LeftOut.LARGE


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_half_a_character_keeps_no_mail_from_being_opened(kind: str) -> None:
    mail = opened(f"Content-Type: text/{kind}; charset=utf-7\r\n\r\nH+AOk-, +2AA-half".encode(), About())
    assert mail.passages[0].text == "Hé, \ufffdhalf"
    assert opened_json.loads(*opened_json.dumps(mail)) == mail


def test_no_control_is_left_in_the_text() -> None:
    text = "".join(map(chr, range(1, 0xA1))) + "Ã «é»"
    mail = opened(b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode(), About())
    shown = "\n".join(one.text for one in mail.passages)
    assert {char for char in shown if unicodedata.category(char) == "Cc"} <= {"\n", "\t"}
    assert shown.endswith("~\u00a0Ã «é»")


def test_an_svg_is_never_shown() -> None:
    image = part("image/svg+xml", "<svg/>", "Content-ID: <logo@x>")
    found = opened(mail(part("text/html", '<p>x<img src="cid:logo@x">'), image), NOBODY)
    assert found.inline_images == {}
    assert [one.dangerous for one in found.attachments] == [True]


def test_attachments_are_listed_with_clean_names_and_what_is_dangerous() -> None:
    raw = mail(
        part("text/plain", "Hi"),
        part("application/pdf", "SGVsbG8=", 'Content-Disposition: attachment; filename="../../a.pdf"',
             "Content-Transfer-Encoding: base64"),
        part("application/octet-stream; name=x.exe", "x"),
        part("message/rfc822", "Subject: Old\r\n\r\nold"),
        part("text/plain", "notes", "Content-Disposition: attachment; filename=notes.txt"),
    )  # fmt: skip
    found = opened(raw, NOBODY)
    assert [(one.index, one.name, one.size, one.dangerous) for one in found.attachments] == [
        (1, "a.pdf", 5, False),
        (2, "x.exe", 1, True),
        (3, "Old.eml", 19, False),
        (4, "notes.txt", 5, False),
    ]
    assert text_of(found) == "Hi"


def test_an_invitation_is_told_once_however_often_it_is_sent() -> None:
    calendar = INVITED.format(start="20261123T110000Z")
    raw = mail(
        part("text/plain", "Come"),
        part("text/calendar; method=REQUEST", calendar),
        part("application/ics; name=invite.ics", calendar, "Content-Disposition: attachment"),
    )
    found = opened(raw, NOBODY)
    assert [(one.summary, one.start) for one in found.invitations] == [
        ("Lunch", datetime(2026, 11, 23, 11, tzinfo=UTC))
    ]
    assert len(found.attachments) == 2


def test_links_in_the_text_are_known_by_where_they_stand() -> None:
    found = opened(b"From: a@b.example\r\n\r\nSee https://example.org/x.\r\n> https://example.net\r\n", NOBODY)
    stands = [
        (one.text[start:end], found.links[index].url) for one in found.passages for start, end, index in one.links
    ]
    assert stands == [
        ("https://example.org/x", "https://example.org/x"),
        ("https://example.net", "https://example.net"),
    ]


def test_headers_are_shown_as_they_came_without_what_steers() -> None:
    raw = b"From: a@b.example\r\nSubject: =?utf-8?q?=1B[31mred=0D=0AX: y?=\r\nX-Odd: \x07\x1b]0;x\r\n folded\r\n\r\nx"
    found = opened(raw, NOBODY)
    assert found.headers == (("From", "a@b.example"), ("Subject", "[31mred X: y"), ("X-Odd", "]0;x folded"))


def test_the_verdict_is_of_the_accounts_own_server() -> None:
    raw = b"Authentication-Results: mx.x.example; dkim=pass header.d=b.example\r\nFrom: a@b.example\r\n\r\nx"
    assert opened(raw, About(Trust(("mx.x.example",)))).verdict is Verdict.VERIFIED
    assert opened(raw, NOBODY).verdict is Verdict.UNKNOWN


def test_what_has_more_parts_or_lies_deeper_than_is_read_says_so() -> None:
    assert Caution.INCOMPLETE in opened(BOMBS["parts"].encode(), NOBODY).cautions
    assert Caution.INCOMPLETE in opened(BOMBS["depth"].encode(), NOBODY).cautions
    assert Caution.INCOMPLETE not in opened(mail(part("text/plain", "x")), NOBODY).cautions


def test_a_mail_of_nothing_is_opened() -> None:
    assert opened(b"", NOBODY) == Opened()


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_opened_soon(name: str) -> None:
    raw = BOMBS[name].encode() + b"\r\n\r\nHello"
    with little_work():
        found = opened(raw, NOBODY)
    assert len(found.headers) <= 1000
    assert len(found.attachments) <= 200


@given(st.binary(max_size=600))
def test_noise_is_opened(noise: bytes) -> None:
    for raw in (noise, b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + noise, b"From: " + noise):
        found = opened(raw, NOBODY)
        assert wrong("".join(found.html)) == []
        assert opened_json.loads(*opened_json.dumps(found)) == found


def test_it_comes_back_from_json_as_it_was() -> None:
    image = part("image/png", PIXEL, "Content-Transfer-Encoding: base64", "Content-ID: <logo@x>")
    raw = mail(
        part("text/plain", "Hi https://example.org/\r\n> quote"),
        part("text/html", '<a href="https://example.org/">x</a><img src="cid:logo@x"><img src="https://a.example/x">'),
        image,
        part("text/calendar", INVITED.format(start="20261123T110000Z")),
        part("text/calendar", INVITED.format(start="20261124").replace("DTSTART", "DTSTART;VALUE=DATE")),
        header="From: b@c.example <anna@example.org>\r\nSubject: x",
    )
    found = opened(raw, NOBODY)
    assert found.invitations[1].start == date(2026, 11, 24)
    assert opened_json.loads(*opened_json.dumps(found)) == found


def test_without_the_mail_its_text_is_folded_all_the_same() -> None:
    assert [str(one.kind) for one in of_text("Hi\n> quoted")] == ["text", "quote"]


@pytest.mark.skipif(not CORPUS, reason="needs a folder of odd mails: ECLUSE_ODD_MAILS")
def test_the_odd_mails_of_others_are_opened_soon_and_safely() -> None:
    """reliability.md P98, P108, P128: no exception, < 2 s, nothing in the HTML that names a place."""
    for file in CORPUS:
        raw = file.read_bytes()
        with little_work(file.name, seconds=2.0):
            found = opened(raw, NOBODY)
        assert [one for page in found.html for one in wrong(page)] == [], file.name
        assert opened_json.loads(*opened_json.dumps(found)) == found, file.name
        shown = "".join(found.html)
        if file.name[:3] in {"s34", "s35", "s36", "s37", "s38", "s39", "s40", "s41", "s42", "s43"}:
            assert not [word for word in ("t.invalid", "file:", "javascript:") if word in shown], file.name
        if file.name.startswith(("s40", "s41")):
            assert found.html_left_out in {LeftOut.MANY_TAGS, LeftOut.DEEP}
