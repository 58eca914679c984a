"""Every way in which a source can fail has words of its own, and something to do about it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.cli.words import advice_for, sentence_for
from desktop.core.accounts import NoKeyring, NoSecret
from desktop.core.opener import NoAccount
from inbox.errors import SourceError
from inbox.imap.opening import Garbled
from inbox.sending import MailRefused, Unsure

ELSEWHERE: tuple[type[SourceError], ...] = (NoKeyring, NoSecret, NoAccount, Garbled, MailRefused, Unsure)


def _kinds(of: type[SourceError] = SourceError) -> Iterator[type[SourceError]]:
    yield of
    for one in of.__subclasses__():
        yield from _kinds(one)


CODES = sorted({one.code for one in (*_kinds(), *ELSEWHERE)})


@pytest.mark.parametrize("code", CODES)
def test_every_problem_has_words(code: str) -> None:
    assert sentence_for({"code": code, "message": "what the server said"}) != "what the server said"
    assert advice_for(code)


@pytest.mark.parametrize("detail", ["Connection refused", "It is full."])
def test_another_sentence_can_follow(detail: str) -> None:
    """What a server or the system says ends as it likes; advice stands right after it."""
    said = sentence_for({"code": "offline", "message": detail})
    assert said == f"The server cannot be used now: {detail.rstrip('.')}."
