from __future__ import annotations

import contextlib

import hypothesis
import pytest
from hypothesis import strategies as st

from inbox.discovery.autoconfig import NoConfiguration, Offer, read, read_sending
from inbox.discovery.found import read_address

ME = read_address("me@example.org")


def configuration(*servers: str) -> bytes:
    inside = "".join(servers)
    return f'<clientConfig version="1.1"><emailProvider id="x">{inside}</emailProvider></clientConfig>'.encode()


def server(
    host: str = "imap.example.org",
    port: str = "993",
    socket: str = "SSL",
    user: str = "%EMAILADDRESS%",
    way: str = "password-cleartext",
    kind: str = "imap",
) -> str:
    return (
        f'<incomingServer type="{kind}"><hostname>{host}</hostname><port>{port}</port><socketType>{socket}</socketType>'
        f"<username>{user}</username><authentication>{way}</authentication></incomingServer>"
    )


def outlet(host: str = "smtp.example.org", port: str = "465", socket: str = "SSL", user: str = "%EMAILADDRESS%") -> str:
    return (
        f'<outgoingServer type="smtp"><hostname>{host}</hostname><port>{port}</port><socketType>{socket}</socketType>'
        f"<username>{user}</username><authentication>password-cleartext</authentication></outgoingServer>"
    )


def test_the_servers_for_sending() -> None:
    both = configuration(server(), outlet(port="587", socket="STARTTLS"), outlet(user="%EMAILLOCALPART%"))
    assert read_sending(both, ME) == (
        Offer("smtp.example.org", 587, "starttls", "me@example.org", True),
        Offer("smtp.example.org", 465, "tls", "me", True),
    )
    assert [one.host for one in read(both, ME)] == ["imap.example.org"]
    assert read_sending(configuration(server()), ME) == ()


def test_the_imap_servers_in_order() -> None:
    found = read(configuration(server(kind="pop3"), server(port="143", socket="STARTTLS"), server()), ME)
    assert found == (
        Offer("imap.example.org", 143, "starttls", "me@example.org", True),
        Offer("imap.example.org", 993, "tls", "me@example.org", True),
    )


@pytest.mark.parametrize(
    ("user", "filled"),
    [
        ("%EMAILADDRESS%", "me@example.org"),
        ("%EMAILLOCALPART%", "me"),
        ("%EMAILLOCALPART%-%EMAILDOMAIN%", "me-example.org"),
        ("", "me@example.org"),
        ("%REALNAME%", "me@example.org"),
        ("a&#10;b", "me@example.org"),
        ("x" * 300, "me@example.org"),
    ],
)
def test_the_user_name(user: str, filled: str) -> None:
    assert read(configuration(server(user=user)), ME)[0].user == filled


def test_the_host_may_name_the_domain() -> None:
    assert read(configuration(server(host="IMAP.%EMAILDOMAIN%")), ME)[0].host == "imap.example.org"


@pytest.mark.parametrize(
    "wrong",
    [
        {"host": "10.0.0.1"},
        {"host": "a b.org"},
        {"host": ""},
        {"port": "0"},
        {"port": "99999"},
        {"port": "x"},
        {"port": "9" * 5000},
        {"port": "000001000000"},
        {"port": "000001" + "0" * 5000},
        {"port": "٩٩٣"},
        {"socket": "TLSv9"},
        {"host": "evil.org/x"},
    ],
)
def test_a_server_that_cannot_be_is_left_out(wrong: dict[str, str]) -> None:
    assert read(configuration(server(**wrong)), ME) == ()


def test_only_oauth() -> None:
    assert read(configuration(server(way="OAuth2")), ME)[0].passwords is False


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<clientConfig><emailProvider>&b;</emailProvider></clientConfig>"
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><clientConfig>&a;</clientConfig>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>Welcome</body></html>",
        b"<clientConfig>",
        b"\x00\xff",
        BOMB,
        OUTSIDE,
        b"<a>" * 20000,
        b'<?xml version="1.0" encoding="UTF-16"?><clientConfig/>'[:-3],
        b"<!DOCTYPE clientConfig><clientConfig/>",
    ],
)
def test_what_is_not_read(content: bytes) -> None:
    with pytest.raises(NoConfiguration):
        read(content, ME)


def test_no_more_servers_than_anybody_has() -> None:
    assert len(read(configuration(*[server()] * 1000), ME)) == 20


@hypothesis.given(st.binary(max_size=300) | st.text(alphabet="<>/ab&;!\"'=?", max_size=60).map(str.encode))
def test_nothing_else_is_raised(content: bytes) -> None:
    for one in (content, configuration(server(host="&amp;")).replace(b"&amp;", content)):
        with contextlib.suppress(NoConfiguration):
            read(one, ME)
