"""What a tool tells, as the queue has it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from inbox.item import Channel, Reason
from inbox.web.feed import Told, arrival

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
