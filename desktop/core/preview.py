"""What each service would show in a focus block, and what would be sent for it. No service is asked, and no keyring."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from desktop.core.presence_words import Planned, planned
from desktop.core.settings.model import ProviderSettings, Settings
from desktop.core.views import PreviewLine
from focus.errors import ProviderError
from focus.lane import merged
from focus.plan import Plan
from focus.presence import Level, Presence
from focus.recording import Asked, opened, requests

_NO_MORE = {Level.TEXT: "text_only", Level.BUSY: "no_do_not_disturb"}


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """All that would be sent to one provider; `problem` where it cannot be opened with its settings."""

    provider: ProviderSettings
    asked: tuple[Asked, ...] = ()
    problem: str = ""


def preview(settings: Settings, plan: Plan, now: datetime, language: str) -> tuple[PreviewLine, ...]:
    """In the order they were set up. Loads what providers need, and so may take a moment."""
    return tuple(_line(one, now) for one in planned(settings, plan, now, language))


def rehearsed(settings: Settings, plan: Plan, now: datetime, language: str) -> tuple[Rehearsed, ...]:
    """Those that would show something. As `preview`."""
    return tuple(_rehearsed(one, now) for one in planned(settings, plan, now, language) if one.presence is not None)


def _rehearsed(one: Planned, now: datetime) -> Rehearsed:
    assert one.presence is not None
    try:
        return Rehearsed(one.provider, tuple(requests(one.spec, one.provider.values, one.presence, now)))
    except ProviderError as error:
        return Rehearsed(one.provider, problem=error.detail)


def _line(one: Planned, now: datetime) -> PreviewLine:
    name, kind, title = one.provider.name, one.provider.kind, one.spec.title
    if one.presence is None:
        return PreviewLine(name, kind, title, Level.AVAILABLE, notes=("nothing",))
    try:
        shown = _shown(one, one.presence, now)
    except ProviderError as error:
        return PreviewLine(name, kind, title, Level.AVAILABLE, problem=error.code, detail=error.detail)
    return PreviewLine(
        name,
        kind,
        title,
        shown.level,
        one.spec.calls.get(shown.level, ""),
        shown.text,
        shown.emoji,
        None if shown.blank else shown.until,
        tuple(_notes(one, shown)),
    )


def _shown(one: Planned, presence: Presence, now: datetime) -> Presence:
    with closing(opened(one.spec, one.provider.values, now)) as provider:
        return merged([part.shown(presence) for part in provider.parts]) or Presence()


def _notes(one: Planned, shown: Presence) -> Iterator[str]:
    if shown.blank:
        yield "nothing"
        return
    if one.level > shown.level:
        yield _NO_MORE[shown.level]
    if not one.spec.most_text:
        yield "no_text"
    elif shown.text != one.whole():
        yield "shorter"
    if one.spec.shows_end:
        yield "shows_end"
    if not one.spec.expires:
        yield "no_end"
