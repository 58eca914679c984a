"""Signatures of mails, against dkimpy's own signing and a DNS in memory."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.dkim import MOST_SECONDS, WINDOW, Dkim, Dns, NoAnswer
from tests.effort import little_work
from tests.inbox.mail.letters import letter
from tests.inbox.signing import Records, record, signed

MAIL = letter("Ada <ada@example.net>", "Figures", text="One.\r\n\r\nTwo  \r\nthree \t four\r\n\r\n", Message_ID="<1@x>")


def good(content: bytes, records: Records | None = None, counts: str = "") -> bool:
    asked = Records("example.net", "mail.example.net", "other.example") if records is None else records
    return bool(Dkim(asked).of(content, lambda domain: domain.endswith(counts)))


@pytest.mark.parametrize("head", [b"relaxed", b"simple"])
@pytest.mark.parametrize("body", [b"relaxed", b"simple"])
def test_signed(head: bytes, body: bytes) -> None:
    content = signed(MAIL, "example.net", canonical=(head, body))
    assert Dkim(Records("example.net")).of(content, lambda domain: True) == {"example.net"}
    assert good(content.replace(b"\r\n", b"\n"))  # as a file on disk may have it
    assert not good(content.replace(b"Two", b"Six"))
    assert not good(content.replace(b"Figures", b"Numbers"))


def test_only_the_domains_that_count_are_asked_for() -> None:
    records = Records("example.net", "other.example")
    content = signed(signed(MAIL, "example.net"), "other.example")
    assert Dkim(records).of(content, lambda domain: domain == "example.net") == {"example.net"}
    assert records.asked == ["s1._domainkey.example.net"]


def test_one_bad_signature_of_several_takes_nothing_from_a_good_one() -> None:
    content = signed(signed(MAIL, "example.net"), "gone.example", fields=(b"from", b"subject"))
    assert good(content)


@pytest.mark.parametrize(
    ("why", "content"),
    [
        ("a part of the body only (l=)", signed(MAIL, "example.net", length=True)),
        ("the same, and more below it", signed(MAIL, "example.net", length=True) + b"Pay me.\r\n"),
        ("sha1", signed(MAIL, "example.net", algorithm=b"rsa-sha1")),
        ("the subject is not signed", signed(MAIL, "example.net", fields=(b"from", b"to", b"date"))),
        ("a second sender", b"From: a@evil.example\r\n" + signed(MAIL, "example.net")),
        ("a second subject", b"Subject: Pay me\r\n" + signed(MAIL, "example.net")),
        ("a second way to read it", b"Content-Type: text/html\r\n" + signed(MAIL, "example.net")),
        ("a name that looks like a field's", b"Subject : Pay me\r\n" + signed(MAIL, "example.net")),
        ("what goes on without an end of the header", signed(MAIL, "example.net").replace(b"\r\n\r\n", b"\r\nx\r\n")),
        ("no mail", b"\x00\xff"),
        ("nothing", b""),
        ("a line that continues none", b" x\r\n" + signed(MAIL, "example.net")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_not_good(why: str, content: bytes) -> None:
    assert not good(content)


@pytest.mark.parametrize(
    ("why", "value"),
    [
        ("revoked", b"v=DKIM1; p="),
        ("none", b" "),
        ("on trial", record(more="t=y; ")),
        ("of another kind", record().replace(b"k=rsa", b"k=ed25519")),
        ("for sha1 alone", record(more="h=sha1; ")),
        ("not base64", b"v=DKIM1; p=####"),
        ("not a key", b"v=DKIM1; p=AAAA"),
        ("twice", record() + b"; p=AAAA"),
        ("of a length that no key has", record(more=f"n={'x' * 5000}; ")),
        ("another's", record(2048)),
        ("binary", bytes(range(256))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_keys_that_do_not_count(why: str, value: bytes) -> None:
    assert not good(signed(MAIL, "example.net"), Records("example.net", value=value))


def test_a_key_can_be_too_short(monkeypatch: pytest.MonkeyPatch) -> None:
    assert good(signed(MAIL, "example.net", bits=1024), Records("example.net", value=record(1024)))
    monkeypatch.setattr("inbox.dkim._SHORTEST", 2048)  # no library makes keys of less than 1024 bits any more
    assert not good(signed(MAIL, "example.net", bits=1024), Records("example.net", value=record(1024)))
    assert good(signed(MAIL, "example.net", bits=2048), Records("example.net", value=record(2048)))


def test_a_key_for_the_domain_itself_alone() -> None:
    """t=s: i= must not lie below d= (RFC 6376 3.6.1)."""
    strict = Records("example.net", value=record(more="t=s; "))
    assert good(signed(MAIL, "example.net"), strict)
    assert not good(signed(MAIL, "example.net", identity=b"@below.example.net"), strict)


def test_what_can_be_changed_on_the_way_is_not_signed() -> None:
    """As a mailing list does: another subject, a footer."""
    content = signed(MAIL, "example.net")
    assert not good(content.replace(b"Subject: ", b"Subject: [list] "))
    assert not good(content + b"-- \r\nlist@lists.example\r\n")


def test_a_key_is_asked_for_once_an_hour() -> None:
    records, now = Records("example.net"), [0.0]
    found = Dkim(records, monotonic=lambda: now[0])
    content = signed(MAIL, "example.net")
    for _ in range(3):
        assert found.of(content, lambda domain: True)
    assert len(records.asked) == 1
    now[0] = 3601.0
    assert found.of(content, lambda domain: True)
    assert len(records.asked) == 2


def test_where_dns_is_away_it_is_asked_again_later_and_holds_nothing_up() -> None:
    now = [0.0]

    def waits() -> None:
        now[0] += 3.0

    records = Records("example.net", wait=waits)
    records.down = True
    found = Dkim(records, monotonic=lambda: now[0])
    for n in range(2, 50):
        content = signed(MAIL, "example.net").replace(b"s=s1", f"s=s{n}".encode())
        assert not found.of(content, lambda domain: True)
    assert len(records.asked) == 3
    assert now[0] <= MOST_SECONDS + 3.0
    records.down = False
    assert not found.of(signed(MAIL, "example.net"), lambda domain: True)  # what was spent comes back with time alone
    now[0] += WINDOW + 1
    assert found.of(signed(MAIL, "example.net"), lambda domain: True)


def test_what_could_not_be_had_is_remembered_for_a_while() -> None:
    records, now = Records("example.net"), [0.0]
    records.down = True
    found = Dkim(records, monotonic=lambda: now[0])
    content = signed(MAIL, "example.net")
    assert not found.of(content, lambda domain: True)
    assert not found.of(content, lambda domain: True)
    assert len(records.asked) == 1
    records.down, now[0] = False, 121.0
    assert found.of(content, lambda domain: True)


def test_nothing_that_a_stranger_writes_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    assert not good(signed(MAIL, "example.net"), Records("example.net", value=b"v=DKIM1; p=secret!"))
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    "content",
    [
        signed(MAIL, "example.net") + b" " * 200_000,
        signed(MAIL, "example.net") + b" \t" * 100_000 + b"x",
        signed(MAIL, "example.net", canonical=(b"simple", b"simple")) + b" " * 200_000 + b"\r\n" * 20_000,
        b"X: y" + b"\r\n z" * 60_000 + b"\r\n" + signed(MAIL, "example.net"),
        b"X: y\r\n" * 30_000 + signed(MAIL, "example.net"),
        signed(MAIL, "example.net").replace(b"h=from", b"h=from" + b":a" * 1500, 1),
        signed(MAIL, "example.net").replace(b"; b=", b"; b" + b" " * 2000 + b"=", 1),
        signed(MAIL, "example.net").replace(b"; b=", b"; b=" + b" \r\n\t" * 900, 1),
    ],
)
def test_it_takes_no_long_time(content: bytes) -> None:
    with little_work():  # the square of any of these would be minutes
        good(content)


@given(st.binary(max_size=300), st.integers(0, 400))
def test_never_raises(noise: bytes, place: int) -> None:
    content = signed(MAIL, "example.net")
    good(noise)
    good(b"DKIM-Signature: " + noise + b"\r\n" + MAIL)
    good(content[:place] + noise + content[place:])
    good(content, Records("example.net", value=noise))


def test_several_threads() -> None:
    records = Records("example.net")
    found, content = Dkim(records), signed(MAIL, "example.net")
    results: list[frozenset[str]] = []
    threads = [
        threading.Thread(target=lambda: results.append(found.of(content, lambda domain: True))) for _ in range(8)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert results == [frozenset({"example.net"})] * 8


def test_a_resolver_that_cannot_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    import dns.resolver

    def fails(*_: object, **__: object) -> object:
        raise dns.resolver.NoNameservers

    def nothing(*_: object, **__: object) -> object:
        raise dns.resolver.NXDOMAIN

    monkeypatch.setattr(dns.resolver.Resolver, "resolve", fails)
    with pytest.raises(NoAnswer):
        Dns().key("s1._domainkey.example.net")
    monkeypatch.setattr(dns.resolver.Resolver, "resolve", nothing)
    assert Dns().key("s1._domainkey.example.net") == b""
