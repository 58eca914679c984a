"""Changes to the promises and calendars of a settings file: as `desktop.core.settings.edit`, a whole list at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.core.promise_views import WorkCalendar
from desktop.core.settings.edit import edited
from desktop.core.settings.model import Settings
from desktop.core.settings.rule_edit import match_table
from desktop.core.settings.week import DAYS
from inbox.promises import Promise

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def replace_promises(path: Path, promises: Sequence[Promise]) -> Settings:
    return edited(path, lambda document, _: _replace(document, "promise", [_promise(one) for one in promises]))


def replace_calendars(path: Path, calendars: Sequence[WorkCalendar]) -> Settings:
    return edited(path, lambda document, _: _replace(document, "calendar", [_calendar(one) for one in calendars]))


def _promise(one: Promise) -> dict[str, Any]:
    return {"name": one.name, "match": match_table(one.match), "within": one.within, "calendar": one.calendar}


def _calendar(one: WorkCalendar) -> dict[str, Any]:
    days_off = [day.isoformat() for day in one.days_off]
    places = {"zone": one.zone, "country": one.country, "region": one.region}
    return {"name": one.name, **places, "hours": hours_table(one), "days_off": days_off}


def hours_table(one: WorkCalendar) -> list[dict[str, Any]]:
    return [
        {"days": [DAYS[day] for day in sorted(each.days)], "start": f"{each.start:%H:%M}", "end": f"{each.end:%H:%M}"}
        for each in one.hours
    ]


def _replace(document: TOMLDocument, key: str, wanted: Sequence[Mapping[str, Any]]) -> None:
    """What stands there of the same name stays where it is not different, with its comments; '' and [] are left out."""
    import tomlkit

    there = {str(one["name"]): one for one in document.get(key, ())}
    written = tomlkit.aot()
    for values in wanted:
        entry = there.get(values["name"])
        if entry is None:
            entry = tomlkit.table()
        for name, value in values.items():
            if value in ("", []):
                entry.pop(name, None)
            elif name not in entry or entry[name] != value:
                entry[name] = _inline(value)
        written.append(entry)
    document.pop(key, None)
    if wanted:
        document[key] = written


def _inline(value: Any) -> Any:
    """Tables within an entry on one line each."""
    import tomlkit

    if isinstance(value, Mapping):
        made = tomlkit.inline_table()
        made.update(value)
        return made
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        listed = tomlkit.array()
        for one in value:
            listed.append(_inline(one))
        return listed.multiline(len(value) > 1)
    return value
