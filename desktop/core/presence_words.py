"""What is to be shown on each provider now: how strongly, until when, and in which words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from desktop.core.settings.model import ProviderSettings, Settings
from focus.busy import busy
from focus.plan import Plan
from focus.presence import Level, Presence
from focus.providers import ProviderSpec, discover
from focus.wording import LONGEST, SYSTEM, Block, Wording, said


@dataclass(frozen=True, slots=True)
class Planned:
    """What a provider is to show; None for nothing. `level`: how strongly the block has it, whatever it can.
    `whole` gives the text as it would be if there were no limit."""

    provider: ProviderSettings
    spec: ProviderSpec
    presence: Presence | None = None
    level: Level = Level.AVAILABLE
    whole: Callable[[], str] = str


def wanted(settings: Settings, plan: Plan, now: datetime, language: str) -> dict[str, Presence]:
    """By provider; those that show nothing now are not in it. `language`: the app's, en or fr."""
    found = planned(settings, plan, now, language)
    return {one.provider.name: one.presence for one in found if one.presence is not None}


def planned(settings: Settings, plan: Plan, now: datetime, language: str) -> tuple[Planned, ...]:
    """Of every provider, in the order they were set up."""
    there = [(one, discover()[one.kind]) for one in settings.providers]
    shown = busy(plan, now, {one.name: usual(one, spec) for one, spec in there})
    block = _block(plan, now)
    if block is None:
        return tuple(Planned(one, spec) for one, spec in there)
    return tuple(
        _planned(one, spec, *shown[one.name], block, worded(one, settings.wording, language))
        if one.name in shown
        else Planned(one, spec)
        for one, spec in there
    )


def _planned(
    one: ProviderSettings, spec: ProviderSpec, level: Level, until: datetime, block: Block, wording: Wording
) -> Planned:
    presence = Presence(min(level, spec.level), said(block, wording, spec.most_text), until=until)
    return Planned(one, spec, presence, level, partial(said, block, wording, LONGEST))


def usual(one: ProviderSettings, spec: ProviderSpec) -> Level:
    """What it shows where a block does not say otherwise."""
    return min(spec.usual if one.level is None else one.level, spec.level)


def worded(one: ProviderSettings, wording: Wording, language: str) -> Wording:
    """The person's words for this provider, in the language it is to be: en or fr."""
    chosen: Mapping[str, str] = {"": wording.language, SYSTEM: language}
    own = chosen.get(one.language, one.language)
    return replace(wording, text=one.text or wording.text, language=chosen.get(own, own))


def _block(plan: Plan, now: datetime) -> Block | None:
    """The period around `now`, in the schedule's zone; None for one that nothing planned ends."""
    period, zone = plan.period_at(now), plan.schedule.zone
    if period.until is None:
        return None
    coming = plan.next_check_in(now)
    return Block(
        now.astimezone(zone),
        period.until.astimezone(zone),
        None if coming is None else coming.astimezone(zone),
        period.occurrence.intention if period.occurrence else "",
    )
