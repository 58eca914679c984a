"""The day templates of a schedule: made, renamed, taken away. Plain values; no Qt, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from focus.schedule import NORMAL, DayException, DayTemplate, Schedule, Span

_NO_DAYS: frozenset[int] = frozenset()


def template_of(schedule: Schedule, name: str) -> DayTemplate | None:
    return next((one for one in schedule.templates if one.name == name), None)


def day_of(schedule: Schedule, day: int) -> tuple[Span, ...]:
    """What begins on a weekday (0 is Monday), as a template or an exception has it."""
    return tuple(replace(span, days=_NO_DAYS) for span in schedule.spans if day in span.days)


def fresh_name(schedule: Schedule, wanted: str) -> str:
    """`wanted`, with a number where a template is called so already."""
    taken = {NORMAL, *(template.name for template in schedule.templates)}
    return next(name for name in (wanted, *(f"{wanted} {n}" for n in range(2, len(taken) + 3))) if name not in taken)


def with_template(schedule: Schedule, name: str, spans: Iterable[Span]) -> Schedule:
    """A template of that name with these spans, in place of the one there is or after the others."""
    made = DayTemplate(name, tuple(replace(span, days=_NO_DAYS) for span in spans))
    if template_of(schedule, name) is None:
        return replace(schedule, templates=(*schedule.templates, made))
    return replace(schedule, templates=tuple(made if one.name == name else one for one in schedule.templates))


def renamed(schedule: Schedule, name: str, new: str) -> Schedule:
    """The days that are like it are like it still."""

    def like(one: str) -> str:
        return new if one == name else one

    holidays = schedule.holidays
    return replace(
        schedule,
        templates=tuple(replace(one, name=like(one.name)) for one in schedule.templates),
        exceptions=tuple(replace(one, like=like(one.like)) for one in schedule.exceptions),
        holidays=None if holidays is None else replace(holidays, like=like(holidays.like)),
    )


def without(schedule: Schedule, name: str) -> Schedule:
    """The days that are like it keep its spans, as their own."""
    template = template_of(schedule, name)
    if template is None:
        return schedule

    def own(one: DayException) -> DayException:
        return replace(one, like="", spans=template.spans) if one.like == name else one

    holidays = schedule.holidays
    if holidays is not None and holidays.like == name:
        holidays = replace(holidays, like="", spans=template.spans)
    return replace(
        schedule,
        templates=tuple(one for one in schedule.templates if one.name != name),
        exceptions=tuple(own(one) for one in schedule.exceptions),
        holidays=holidays,
    )
