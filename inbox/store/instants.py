"""Instants in the database: whole microseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(instant: datetime) -> int:
    return (instant - _EPOCH) // _MICROSECOND


def maybe_micros(instant: datetime | None) -> int | None:
    return None if instant is None else to_micros(instant)


@lru_cache(1024)  # one instant is that of many rows: a portion's arrival, a batch's release, a page read again
def from_micros(micros: int) -> datetime:
    return _EPOCH + timedelta(0, 0, micros)


def maybe(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
