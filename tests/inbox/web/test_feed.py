"""What a tool tells, as the queue has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from inbox.errors import SignInRefused, Unsupported
from inbox.item import Channel, Reason
from inbox.web.feed import Feed, FeedSource, Told, arrival
from inbox.writing import Standing, Stands
from tests.contract.feeds import carried_out, change

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_what_was_told_is_a_mention() -> None:
    told = Told(
        "7:1", Reason.MENTIONED, "Ada\n", "Leaks", "@grace look\0\n", NOW + timedelta(days=400), "acme/boat",
        "github.com/acme/boat/issues/7", "github.com/acme/boat/issues/7#18", link="javascript:alert(1)",
    )  # fmt: skip
    found = arrival("github", told, NOW)
    assert (found.channel, found.tool, found.rank) == (Channel.MENTION, "github", 5)
    assert (found.sender_name, found.text, found.link) == ("Ada", "@grace look", "")
    assert found.received_at == NOW
    assert found.events == ("github.com/acme/boat/issues/7#18",)


class _MayNotMark:
    """A tool whose token is good for reading at most."""

    def __init__(self, *, reads: bool) -> None:
        self._reads = reads

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        if not self._reads:
            raise SignInRefused("401: revoked")
        return dict.fromkeys(keys, Standing.UNREAD)

    def mark(self, key: str, *, read: bool) -> bool:
        raise SignInRefused("403: insufficient scope")


def test_a_token_that_may_only_read_is_not_tried_again_and_again() -> None:
    source = FeedSource("tool", cast(Feed, _MayNotMark(reads=True)))
    outcome = carried_out(source, change("7"))
    assert (outcome.stands, outcome.problem) == (Stands.OFF, Unsupported.code)
    assert "insufficient scope" in outcome.detail


def test_a_token_that_is_good_for_nothing_is_refused() -> None:
    with pytest.raises(SignInRefused):
        carried_out(FeedSource("tool", cast(Feed, _MayNotMark(reads=False))), change("7"))
