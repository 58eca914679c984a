"""Mails written to break, to stall or to deceive a reader; and those that others have collected."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox import mail
from inbox.item import Arrival
from inbox.mail import parts
from inbox.mail.clean import one_line
from tests.effort import little_work
from tests.inbox.mail.test_mail import NOW, headed, read

_LINE = "\r\n"
BOMBS = {
    "addresses": "To: " + "a <a@example.org>, " * 32_000,
    "open brackets": "From: " + "<" * 60_000,
    "quotes": "From: " + '"' * 60_000,
    "comments": "From: " + "(" * 60_000,
    "backslashes": 'From: "' + "\\" * 60_000,
    "spaces": "From: a" + " " * 60_000 + "b",
    "encoded words": "Subject: " + "=?utf-8?q?=C3=A9?= " * 16_000,
    "half words": "Subject: " + "=?utf-8?q?" * 8_000,
    "references": "References: " + "<a@example.org> " * 16_000,
    "one long header": "Subject: " + "A" * 1_000_000,
    "many headers": _LINE.join(f"X-{number}: y" for number in range(100_000)),
    "folds": "Subject: x" + "\r\n y" * 60_000,
    "parameters": "Content-Type: text/plain" + "".join(f"; p*{number}=x" for number in range(16_000)),
    "date": "Date: " + "Sun, " * 10_000,
    "parts": "Content-Type: multipart/mixed; boundary=b" + "\r\n\r\n" + "--b\r\n\r\nx\r\n" * 100_000,
    "depth": _LINE.join(f"Content-Type: multipart/mixed; boundary=b{n}{_LINE}{_LINE}--b{n}" for n in range(3_000)),
    "messages": ("Content-Type: message/rfc822" + "\r\n\r\n") * 3_000,
    "one boundary": ("Content-Type: multipart/mixed; boundary=b" + "\r\n\r\n--b\r\n") * 3_000,
    "dashes": "Content-Type: multipart/mixed; boundary=b" + "\r\n\r\n" + "--b" * 80_000,
    "base64": "Content-Transfer-Encoding: base64\r\n\r\n" + "=A" * 120_000,
}
HTML_BOMBS = {
    "div": "<div>" * 200_000,
    "comments": "<!--" * 60_000,
    "styles": "<style>" * 35_000,
    "half closed": "<title></title " * 17_000,
    "open tags": "<a" * 120_000,
    "links": '<a href="http://example.org/' * 9_000,
    "brackets": "<" * 250_000,
    "ampersands": "&" * 250_000,
    "references": "&#x" * 80_000,
    "cells": "</td>" * 50_000,
    "spaces": " \n" * 120_000,
    "tags apart": "<b> \n" * 50_000,
    "breaks apart": "<br> • " * 35_000,
    "one break": "<br>" + " \n" * 120_000 + "<b>",
    "other tags": "".join(f"<b{number}>x" for number in range(25_000)),
    "tags in tags": "<p <br <a href=" * 17_000,
    "links in tags": "<a href=http://example.org " * 9_000,
}


def _soon(content: bytes) -> Arrival:
    for by_hand in (False, True):
        with little_work("by hand" if by_hand else "", seconds=2.0):
            if by_hand:
                parts.read(content[: mail.MOST_BYTES])
            else:
                found = read(content)
    assert one_line(found.subject, 500) == found.subject
    assert len(found.text) < 300_000
    assert not found.unreadable
    return found


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_take_no_time(name: str) -> None:
    _soon(BOMBS[name].encode() + b"\r\n\r\nbody\r\n")


@pytest.mark.parametrize("name", HTML_BOMBS)
def test_html_bombs_take_no_time(name: str) -> None:
    _soon(b"Content-Type: text/html\r\n\r\n" + HTML_BOMBS[name].encode())


def test_recipients_are_counted_out() -> None:
    assert len(headed(BOMBS["addresses"]).to) == 500


@given(st.binary(max_size=400))
def test_any_bytes_are_a_mail(content: bytes) -> None:
    found = read(content)
    assert "\0" not in found.text
    assert found.text.encode() is not None
    assert not found.unreadable


_PIECES = st.sampled_from(
    [
        "From: ",
        "Subject: ",
        "Content-Type: multipart/mixed; boundary=b",
        "--b",
        "--b--",
        "\r\n",
        "\n",
        "\r\n\r\n",
        "=?utf-8?b?",
        "?=",
        "text/html",
        "<p>",
        '"',
        "<",
        ">",
        "ÿ",
        "a@b",
        "Content-Transfer-Encoding: base64",
        "Date: Sun, 22 Nov 2026",
        "; charset=utf-7",
        "+AGE-",
        "=C3",
        "\x00",
        "&amp;",
        "(",
        "\\",
    ]
)


@given(st.lists(_PIECES, max_size=40))
def test_any_pieces_of_mails_are_a_mail(pieces: list[str]) -> None:
    content = "".join(pieces).encode("latin-1")
    found = read(content)
    assert found.received_at <= NOW + timedelta(days=1)
    assert found.text.encode() is not None
    parts.read(content)


SHARED = Path(os.environ.get("ECLUSE_ODD_MAILS", Path(__file__).parents[4] / "shared"))
CORPUS = sorted(file for folder in ("odd-mails", "mails") for file in (SHARED / folder).glob("**/*.eml"))


@pytest.mark.skipif(not CORPUS, reason="needs a folder of odd mails: ECLUSE_ODD_MAILS")
def test_the_odd_mails_of_others() -> None:
    """All of them, by both parsers, each as a mail and in bounded time."""
    for file in CORPUS:
        try:
            _soon(file.read_bytes())
        except AssertionError as error:
            raise AssertionError(file.name) from error
