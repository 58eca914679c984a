"""What one may not have meant with a week, in English sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from desktop.cli.output import count, length


def caution(one: Mapping[str, Any], now: datetime) -> str:
    """What is allowed of a week, and perhaps not meant. `one` as `desktop.core.week_requests.warning` has it."""
    label = one["label"]
    what = {"mail": "A mail", "mention": "A mention"}.get(label, f'An item of "{label}"')
    span = length(timedelta(seconds=one["seconds"]))
    if one["code"] == "no_check_in":
        return "no check-in is planned: every item would wait for ever, unless you open a check-in yourself."
    if one["code"] == "never":
        return f"{what} would wait for ever: no check-in admits it."
    since = datetime.fromisoformat(one["since"]).astimezone(now.tzinfo)
    if one["code"] == "too_short":
        name = f' "{one["name"]}"' if one["name"] else f" at {since:%H:%M}"
        needs = length(timedelta(seconds=one["needs_seconds"]))
        return (
            f"the check-in{name} lasts {span}, and its usual batch ({count(one['items'], 'item')}) takes you {needs}."
        )
    if one["until"] is None:
        return f"{what} would wait from {since:%a %Y-%m-%d %H:%M} on: nothing planned lets it through{_why(one)}."
    until = datetime.fromisoformat(one["until"]).astimezone(now.tzinfo)
    if one["weekly"]:
        return f"{what} may wait {span}: nothing lets it through from {since:%a %H:%M} to {until:%a %H:%M}."
    return (
        f"{what} may wait {span}: nothing lets it through from {since:%a %Y-%m-%d %H:%M} to "
        f"{until:%a %Y-%m-%d %H:%M}{_why(one)}."
    )


def _why(one: Mapping[str, Any]) -> str:
    return f" ({one['cause']})" if one["cause"] else ""
