"""A review as JSON; as `desktop.core.answers`. Lengths are whole seconds. Pure."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from desktop.core.answers import rfc3339
from focus.review import Objective, Spent

if TYPE_CHECKING:
    from desktop.core.review_views import CheckIn, Erased, Kept, Outage, Review, Trend

Json = Any


def review(found: Review, _: tzinfo) -> Json:
    """`state`: past, running or future. `focus_before`: of the week before. `median_clear`: null where nothing was
    cleared. `trend`: twelve weeks, this one last. Times are in the review's zone."""
    zone = ZoneInfo(found.zone)
    return {
        "week": found.week,
        "zone": found.zone,
        "since": rfc3339(found.since, zone),
        "until": rfc3339(found.until, zone),
        "at": rfc3339(found.at, zone),
        "state": "future" if found.is_future else "past" if found.is_over else "running",
        "focus": _seconds(found.hours.focus),
        "focus_before": _seconds(found.focus_before),
        "days": [
            {
                "date": day.date.isoformat(),
                "focus": _seconds(day.focus),
                "check_in": _seconds(day.check_in),
                "together": _seconds(day.together),
                "open": _seconds(day.open),
                "away": _seconds(day.away),
            }
            for day in found.hours.days
        ],
        "intentions": [_spent(one) for one in found.hours.intentions],
        "objectives": [
            {**objective(one.objective, zone), "focus": _seconds(one.length)} for one in found.hours.objectives
        ],
        "outside_objectives": _seconds(found.hours.outside),
        "check_ins": {
            "held": found.check_ins.held,
            "cleared": found.check_ins.cleared,
            "median_clear": _maybe(found.check_ins.median),
            "each": [_check_in(one, zone) for one in found.check_ins.each],
        },
        "held": found.held,
        "let_through": found.let_through,
        "passed": [asdict(one) for one in found.passed],
        "interruptions": found.interruptions,
        "peeks": found.peeks,
        "promises": _kept(found.promises),
        "waits": [{**asdict(one), "length": _seconds(one.length)} for one in found.waits],
        "gaps": [_gap(one, zone) for one in found.gaps],
        "trend": [_trend(one) for one in found.trend],
    }


def objective(one: Objective, _: tzinfo) -> Json:
    return {"name": one.name, "quarter": one.quarter or None, "intentions": list(one.intentions)}


def erased(one: Erased, _: tzinfo) -> Json:
    """A sentence each."""
    return {"problems": list(map(str, one.problems))}


def _spent(one: Spent) -> Json:
    return {"intention": one.intention or None, "objective": one.objective or None, "focus": _seconds(one.length)}


def _check_in(one: CheckIn, zone: tzinfo) -> Json:
    return {
        "batch": one.batch,
        "name": one.name or None,
        "opened_at": rfc3339(one.opened_at, zone),
        "items": one.items,
        "cleared_after": _maybe(one.cleared_after),
    }


def _gap(one: Outage, zone: tzinfo) -> Json:
    return {
        "account": one.account,
        "since": rfc3339(one.since, zone),
        "until": rfc3339(one.until, zone),
        "caught_up": rfc3339(one.caught_up, zone),
        "items": one.items,
        "problem": one.problem,
    }


def _trend(one: Trend) -> Json:
    return {**asdict(one), "focus": _seconds(one.focus), "kept": _kept(one.kept)}


def _kept(one: Kept | None) -> Json:
    return None if one is None else asdict(one)


def _seconds(length: timedelta) -> int:
    return round(length.total_seconds())


def _maybe(length: timedelta | None) -> int | None:
    return None if length is None else _seconds(length)
