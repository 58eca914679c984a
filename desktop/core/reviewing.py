"""The week in review: what was lived and what became of what arrived, put together.

Made off the engine's thread, by a connection of its own: nothing that arrives waits for it. It asks no network.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from desktop.core.desk import Later, RequestError
from desktop.core.notice_words import language_of
from desktop.core.review_views import CheckIn, CheckIns, Kept, Outage, PassedBy, Review, Trend, Waited
from desktop.core.setup import Setup
from focus import review_note
from focus.review import TREND, Lived, Objective, Week, apart, hours, interruptions
from focus.schedule import Mode

if TYPE_CHECKING:
    from desktop.core.settings.model import Settings
    from desktop.core.settings.retained import Retention
    from inbox.promised import Answers
    from inbox.store import Store

T = TypeVar("T")


class Reviews:
    """Called on the engine's thread."""

    def __init__(self, setup: Setup, database: Path, now: Callable[[], datetime], written: Callable[[], None]) -> None:
        """`written`: has what is lived just now written down."""
        self._setup = setup
        self._database = database
        self._now = now
        self._written = written

    def review(self, week: str | None = None) -> Later[Review]:
        return self._made(week, lambda found, _: found)

    def text(self, week: str | None = None) -> Later[str]:
        def written(found: Review, settings: Settings) -> str:
            from desktop.core.review_words import markdown

            return markdown(found, _language(settings))

        return self._made(week, written)

    def note(self, week: str | None = None, *, private: bool = False) -> Later[str]:
        def written(found: Review, settings: Settings) -> str:
            from desktop.core.review_words import note

            hidden = () if private else settings.noting.private
            return note(found, settings.noting.note, hidden, _language(settings))

        return self._made(week, written)

    def _made(self, week: str | None, written: Callable[[Review, Settings], T]) -> Later[T]:
        settings, now = self._setup.settings, self._now()
        wanted = Week.at(now, settings.schedule.zone) if week is None else Week.read(week)
        self._written()

        def run() -> T:
            from inbox.store import Store

            with closing(Store(self._database)) as store:
                return written(reviewed(store, wanted, settings, now), settings)

        return Later(run)

    # What it goes by

    def objectives(self) -> tuple[Objective, ...]:
        return self._setup.settings.objectives

    def set_objectives(self, objectives: Sequence[Objective]) -> None:
        from desktop.core.settings.review_edit import save_objectives

        self._setup.change(partial(save_objectives, objectives=objectives))

    def note_template(self) -> str:
        return self._setup.settings.noting.note

    def usual_note(self) -> str:
        return review_note.USUAL[_language(self._setup.settings)]

    def set_note_template(self, template: str) -> None:
        if not review_note.is_right(template):
            raise RequestError(f"The note must be {review_note.RIGHT}. Nothing was changed.")
        self._note(note=template)

    def private(self) -> tuple[str, ...]:
        return self._setup.settings.noting.private

    def set_private(self, intentions: Sequence[str]) -> None:
        self._note(private=tuple(intentions))

    def retention(self) -> Retention:
        return self._setup.settings.retention

    def set_retention(self, retention: Retention) -> None:
        from desktop.core.settings.review_edit import save_retention

        self._setup.change(partial(save_retention, retention=retention))

    def _note(self, **changed: str | tuple[str, ...]) -> None:
        from desktop.core.settings.review_edit import save_noting

        noting = replace(self._setup.settings.noting, **changed)  # type: ignore[arg-type]
        self._setup.change(partial(save_noting, noting=noting))


def reviewed(store: Store, week: Week, settings: Settings, now: datetime) -> Review:
    """Blocks while the database is read; `store` belongs to the thread that calls."""
    from inbox.lived import LivedTime
    from inbox.promised import Answers
    from inbox.reviewing import Reviewing

    zone = settings.schedule.zone
    weeks = [week.before(back) for back in range(TREND - 1, -1, -1)]
    spans = [one.bounds(zone) for one in weeks]
    span, whole = spans[-1], (spans[0][0], spans[-1][1])
    lived = apart(Lived(Mode(one.mode), *one[1:]) for one in LivedTime(store).between(*whole))
    read = Reviewing(store)
    let_through, answers = read.passed_at(whole), Answers(store)
    trend = []
    for one, (since, until), sums in zip(weeks, spans, read.sums(spans), strict=True):
        inside = tuple(each for each in lived if each.since < until and each.until > since)
        broke_in = interruptions(inside, [at for at in let_through if since <= at < until])
        focus = hours(one, inside, (), zone, now).focus
        kept = _kept(answers, since, until, now)
        trend.append(Trend(str(one), focus, sums.check_ins, sums.held, sums.passed, sums.peeks, broke_in, kept))
    check_ins = tuple(CheckIn(*one) for one in read.check_ins(span))
    return Review(
        week=str(week),
        zone=zone.key,
        since=span[0],
        until=span[1],
        at=now,
        hours=hours(week, lived, settings.objectives, zone, now),
        focus_before=trend[-2].focus,
        check_ins=CheckIns(check_ins, _median([one.cleared_after for one in check_ins])),
        held=trend[-1].held,
        passed=tuple(PassedBy(*one) for one in read.passed(span)),
        interruptions=trend[-1].interruptions,
        peeks=trend[-1].peeks,
        promises=trend[-1].kept,
        waits=tuple(Waited(*one) for one in read.waits(span, now)),
        gaps=tuple(Outage(*one) for one in read.gaps(span)),
        trend=tuple(trend),
    )


def _kept(answers: Answers, since: datetime, until: datetime, now: datetime) -> Kept | None:
    """Of what was due; None where nothing was. What is open and not due yet is neither kept nor broken."""
    found = answers.kept(since, until, now)
    due = found.kept + found.late
    return Kept(found.kept, due) if due else None


def _median(lengths: Sequence[timedelta | None]) -> timedelta | None:
    known = sorted(length for length in lengths if length is not None)
    if not known:
        return None
    middle = len(known) // 2
    return known[middle] if len(known) % 2 else (known[middle - 1] + known[middle]) / 2


def _language(settings: Settings) -> str:
    return language_of(settings.language, os.environ)
