from __future__ import annotations

import hypothesis
import pytest
from hypothesis import strategies as st

from inbox.discovery.found import is_host, read_address, within
from inbox.errors import WrongSetting


@pytest.mark.parametrize(
    ("typed", "whole", "domain"),
    [
        ("me@example.org", "me@example.org", "example.org"),
        ("  Me.Two+x@Example.ORG ", "Me.Two+x@example.org", "example.org"),
        ("me@straße.de", "me@xn--strae-oqa.de", "xn--strae-oqa.de"),
        ("zoé@société.fr", "zoé@xn--socit-esab.fr", "xn--socit-esab.fr"),
    ],
)
def test_an_address_is_read(typed: str, whole: str, domain: str) -> None:
    found = read_address(typed)
    assert (found.whole, found.domain) == (whole, domain)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "me",
        "@example.org",
        "me@",
        "me@localhost",
        "me@127.0.0.1",
        "me@[::1]",
        "me@example.org/x",
        "me@a..org",
        "me@exa mple.org",
        "me@example.org\r\nHost: x",
        "m\x00e@example.org",
        "me@example.org:80",
        "me@-x.org",
        "a b@c.de",
        "me@" + "a" * 64 + ".org",
        "me@" + "a." * 130 + "org",
        "<me@example.org>",
        "me@*.org",
    ],
)
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(WrongSetting) as caught:
        read_address(typed)
    assert caught.value.field == "address"


@hypothesis.given(st.text())
def test_whatever_is_typed_a_domain_is_plain(typed: str) -> None:
    try:
        found = read_address(typed)
    except WrongSetting:
        return
    assert is_host(found.domain)
    assert set(found.domain) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")


def test_within_a_domain() -> None:
    assert within("example.org", "example.org")
    assert within("imap.example.org", "example.org")
    assert not within("badexample.org", "example.org")
    assert not within("example.org.evil.example", "example.org")
