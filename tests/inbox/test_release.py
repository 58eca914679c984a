"""What may come out, as a value: the same as in SQL, which the rehearsed weeks compare."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from inbox.release import Release
from tests.inbox.arrivals import NOON

MAIL = frozenset({"mail", "work"})
WEEK = frozenset({"digest", "late"})
EARLIER, LATER = NOON - timedelta(hours=1), NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    ("release", "waits_for", "received_at", "expected"),
    [
        (Release("check_in", NOON), "", NOON, True),
        (Release("check_in", NOON, frozenset({"work"})), "", NOON, True),
        (Release("check_in", NOON, frozenset({"mention"})), "", NOON, False),
        (Release("check_in", NOON, week=WEEK), "digest", NOON, False),
        (Release("check_in", NOON, week=WEEK), "gone", NOON, True),
        (
            Release("check_in", NOON, frozenset({"mention"}), waited=(("digest", None),), week=WEEK),
            "digest",
            NOON,
            True,
        ),
        (Release("check_in", NOON, waited=(("late", None),), week=WEEK), "digest", NOON, False),
        (Release("together", NOON, week=WEEK), "digest", NOON, True),
        (Release("open", NOON, week=WEEK), "digest", NOON, False),
        (Release("check_in", NOON, received_before=NOON), "", EARLIER, True),
        (Release("check_in", NOON, received_before=NOON), "", NOON, False),
        (Release("check_in", NOON, waited=(("digest", NOON),), week=WEEK), "digest", EARLIER, True),
        (Release("check_in", NOON, waited=(("digest", NOON),), week=WEEK), "digest", LATER, False),
        (Release("check_in", NOON, received_before=NOON), "", None, True),
    ],
)
def test_what_it_lets_out(release: Release, waits_for: str, received_at: datetime | None, expected: bool) -> None:
    assert release.lets_out(MAIL, waits_for, received_at) is expected
