"""Hosts made comparable; which pass for others (reliability.md P105, P106)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.mail.domains import ascii_host, imitated, mixes_scripts, owned, shown, within

KNOWN = ("paypal.com", "example.org", "amazon.fr", "hull.example")


@pytest.mark.parametrize(
    ("host", "looks_like"),
    [
        ("paypa1.com", "paypal.com"),
        ("pay-pal.com", "paypal.com"),
        ("arnazon.fr", "amazon.fr"),
        ("xn--pypal-4ve.com", "paypal.com"),
        ("exampel.org", "example.org"),
        ("examplle.org", "example.org"),
        ("exmple.org", "example.org"),
        ("exanple.org", "example.org"),
        ("paypal.com", ""),
        ("mail.paypal.com", ""),
        ("example.com", ""),
        ("something.org", ""),
        ("", ""),
    ],
)
def test_a_domain_that_looks_like_one_that_is_known(host: str, looks_like: str) -> None:
    assert imitated(host, KNOWN) == looks_like


def test_a_second_server_is_no_imitation() -> None:
    assert imitated("mailserver2.example", ("mailserver1.example",)) == ""


def test_one_that_has_written_often_still_imitates_one_that_is_better_known() -> None:
    assert imitated("paypa1.com", ("paypal.com", "paypa1.com")) == "paypal.com"
    assert imitated("paypal.com", ("paypal.com", "paypa1.com")) == ""


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("example.org", "example.org", True),
        ("mail.example.org", "example.org", True),
        ("badexample.org", "example.org", False),
        ("a.example.org", "b.example.org", False),
        ("org", "example.org", False),
        ("example.co.uk", "co.uk", False),
        ("a.example.co.uk", "example.co.uk", True),
    ],
)
def test_within_is_the_same_or_below_what_someone_owns(one: str, two: str, same: bool) -> None:
    assert within(one, two) is same
    assert within(two, one) is same


def test_a_top_level_domain_is_nobodys() -> None:
    assert not owned("com")
    assert not owned("")
    assert not owned("co.uk")
    assert owned("example.com")


def test_letters_of_several_scripts_are_told() -> None:
    assert mixes_scripts(ascii_host("pаypal.com"))
    assert mixes_scripts(ascii_host("аррӏе.com"))
    assert not mixes_scripts(ascii_host("bücher.example"))
    assert not mixes_scripts("plain.example")


@given(st.text(max_size=80))
def test_a_host_is_ascii_or_none_and_stays_what_it_is(text: str) -> None:
    host = ascii_host(text)
    assert host.isascii()
    assert ascii_host(host) == host
    assert shown(host) == "" if not host else shown(host)
    assert imitated(host, KNOWN) in {"", *KNOWN}
