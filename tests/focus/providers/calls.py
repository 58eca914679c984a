"""A call within a focus block, on a service that shows it by itself and then puts back what was there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from focus.lane import Lane
from focus.presence import Entry, Presence
from focus.providers import Provider


def a_call_within_a_block(
    provider: Provider,
    wanted: Presence,
    shown: Callable[[], Mapping[str, Presence]],
    begins: Callable[[], None],
    ends: Callable[[], None],
) -> None:
    """The block is ended before the call is: what comes back after it is taken back."""
    noted: dict[str, Entry | None] = {}
    lane = Lane("it", lambda: provider, {}, noted.__setitem__)
    now = datetime.now(UTC)
    lane.bring(wanted, now)
    assert lane.line().problem == ""
    ours = shown()
    begins()
    for minutes, what in ((2, wanted), (4, None)):
        lane.bring(what, now + timedelta(minutes=minutes))
        assert lane.line().problem == "in_a_call"
        assert lane.line().ours
        assert lane.due(now, 0.0) is not None
    ends()
    assert shown() == ours
    lane.bring(None, now + timedelta(minutes=6))
    assert lane.line().problem == ""
    assert not lane.line().ours
    lane.close()
