from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from focus.web import instant, written

AT = datetime(2026, 11, 23, 11, tzinfo=UTC)


@pytest.mark.parametrize("later", [timedelta(microseconds=1), timedelta(milliseconds=999), timedelta(seconds=1)])
def test_an_end_is_written_no_earlier_than_it_is(later: timedelta) -> None:
    assert written(AT) == "2026-11-23T11:00:00Z"
    assert written(AT + later) == "2026-11-23T11:00:01Z"


def test_an_end_is_written_in_utc_and_read_back_as_it_was() -> None:
    paris = AT.astimezone(timezone(timedelta(hours=1)))
    assert written(paris) == "2026-11-23T11:00:00Z"
    assert instant({"end": written(paris)}, "end") == AT
