"""What is odd about who a mail says it is from (reliability.md P105, P106)."""

from __future__ import annotations

import pytest

from inbox.mail.clean import one_line
from inbox.mail.opened import Caution
from inbox.mail.opening import About, opened

KNOWN = ("paypal.com", "hull.example")


def told(header: str) -> tuple[tuple[Caution, ...], str]:
    found = opened(f"{header}\n\nHello\n".encode(), About(known=KNOWN))
    return found.cautions, found.looks_like


@pytest.mark.parametrize(
    ("header", "cautions"),
    [
        ("From: Anna <anna@hull.example>\nSubject: Hello", ()),
        ("From: anna@hull.example <anna@hull.example>", ()),
        ('From: "boss@hull.example" <x@evil.example>', (Caution.POSES_AS_ADDRESS,)),
        ('From: "Boss <boss@hull.example>" <x@evil.example>', (Caution.POSES_AS_ADDRESS,)),
        ("From: =?utf-8?q?Boss_=3Cboss=40hull.example=3E?= <x@evil.example>", (Caution.POSES_AS_ADDRESS,)),
        ("From: Anna <anna@xn--pypal-4ve.com>", (Caution.LOOK_ALIKE, Caution.MIXED_SCRIPTS)),
        ("From: Anna <anna@paypa1.com>", (Caution.LOOK_ALIKE,)),
        ("From: a <a@b.example>\nSubject: x\u202ecod.exe", (Caution.DIRECTION_MARKS,)),
        ("From: \u2067a\u2069 <a@b.example>", (Caution.DIRECTION_MARKS,)),
        ("From: a <a@b.example>\nSubject: x" + "\u0301" * 20, (Caution.STACKED_MARKS,)),
        ("From: a <a@hull.example>\nReply-To: a@hull.example", ()),
        ("From: a <a@mail.hull.example>\nReply-To: a@hull.example", ()),
        ("From: a <a@hull.example>\nReply-To: a@evil.example", (Caution.REPLIES_ELSEWHERE,)),
        ("From: a <a@hull.example>\nReply-To: list@lists.example\nList-Id: <list.lists.example>", ()),
        ("From: \u00e9l\u00e9onore <e@b.example>\nSubject: \u0915\u094d\u0937", ()),
    ],
)
def test_cautions(header: str, cautions: tuple[Caution, ...]) -> None:
    assert told(header)[0] == cautions


def test_the_domain_it_looks_like_is_named() -> None:
    assert told("From: Anna <anna@paypa1.com>")[1] == "paypal.com"
    assert told("From: Anna <anna@paypal.com>")[1] == ""


def test_heaps_of_marks_are_taken_down() -> None:
    """reliability.md P106: what combines with a letter does not cover the lines around it."""
    heaped = "Z" + "\u0301\u0336" * 50 + "algo e\u0301te\u0301"
    assert one_line(heaped, 300) == "Z" + "\u0301\u0336" * 4 + "algo e\u0301te\u0301"
    assert one_line("x" + "\u200d" * 10_000, 300) == "x" + "\u200d" * 8
