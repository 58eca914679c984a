"""The desk's review and what is kept, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop.core.backed_up import BackedUp
from desktop.core.desk import Later
from desktop.core.left import Left
from desktop.core.review_views import CheckIn, CheckIns, Erased, Kept, Outage, PassedBy, Review, Trend, Waited
from desktop.core.review_words import markdown, note
from desktop.core.settings.retained import Retention
from focus import review_note
from focus.review import NOTHING, Lived, Objective, Week, hours
from focus.schedule import Mode

OBJECTIVES = (
    Objective("Ship 2.0", "2026-Q4", ("Release 2.0", "Documentation")),
    Objective("Grow the team", "2026-Q4", ("Hire a designer",)),
)
_NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
_H = timedelta(hours=1)
_M = timedelta(minutes=1)


def sample_review(
    week: str = "2026-W47",
    *,
    objectives: Sequence[Objective] = OBJECTIVES,
    now: datetime = _NOW,
    zone: str = "Europe/Paris",
) -> Review:
    """A week like any other; empty where it is still to come."""
    wanted, place = Week.read(week), ZoneInfo(zone)
    since, until = wanted.bounds(place)
    lived = _lived(since) if since <= now else ()
    found = Review(
        week=week,
        zone=zone,
        since=since,
        until=until,
        at=now,
        hours=hours(wanted, lived, objectives, place, max(now, since)),
        focus_before=15 * _H + 32 * _M if lived else NOTHING,
    )
    if not lived:
        return found
    each = tuple(
        CheckIn(n + 1, "morning", since + (n // 3) * 24 * _H + 11 * _H, 20 + n, None if n == 4 else (8 + n % 7) * _M)
        for n in range(15)
    )
    return replace(
        found,
        check_ins=CheckIns(each, 11 * _M),
        held=412,
        passed=(PassedBy("codes", 3), PassedBy("key client and the lab", 2, 1)),
        interruptions=4,
        peeks=6,
        promises=Kept(33, 35),
        waits=(
            Waited(1, "Claire Duval", "Contract, second version", 26 * _H + 10 * _M),
            Waited(2, "acme/boat", "Review asked: new hull", 22 * _H, still=True),
            Waited(3, "Newsletter", "This week in rope", 19 * _H + 5 * _M),
        ),
        gaps=(Outage("GitHub", since + 58 * _H, since + 58 * _H + 35 * _M, since + 58 * _H + 36 * _M, 4, "offline"),),
        trend=tuple(
            Trend(
                str(wanted.before(11 - n)), (12 + n % 5) * _H + 20 * _M, 12 + n % 4, 300 + 10 * n, n % 6, n % 4, n % 3
            )
            for n in range(12)
        ),
    )


def blank_review(week: str, *, first: bool, now: datetime = _NOW) -> Review:
    """Nothing is known of it; `first`: nor of any week before."""
    monday, _ = Week.read(week).bounds(ZoneInfo("Europe/Paris"))
    lines = () if first else sample_review(week).trend[:-1]
    none = tuple(Trend(str(Week.read(week).before(11 - n)), NOTHING, 0, 0, 0, 0, 0) for n in range(12))
    return replace(sample_review(week, now=monday - _M), at=now, trend=(*lines, *none[len(lines) :]))


def _lived(monday: datetime) -> tuple[Lived, ...]:
    found = []
    for day, parts in enumerate(
        (
            (("Release 2.0", 180), ("Documentation", 70), ("", 20)),
            (("Release 2.0", 150), ("Hire a designer", 80)),
            (("Release 2.0", 90), ("", 30)),
            (("Release 2.0", 150), ("Hire a designer", 100), ("Documentation", 40)),
            (("Release 2.0", 60), ("Hire a designer", 60), ("", 40), ("Documentation", 20)),
        )
    ):
        at = monday + day * 24 * _H + 8 * _H
        for intention, minutes in parts:
            found.append(Lived(Mode.FOCUS, at, at + minutes * _M, "", intention))
            found.append(Lived(Mode.CHECK_IN, at + minutes * _M, at + (minutes + 15) * _M, "check-in"))
            at += (minutes + 15) * _M
        found.append(Lived(Mode.OPEN, at, at + 2 * _H))
    return tuple(found)


class ReviewDouble:
    """`reviews`, by week, come before the sample; `asked_weeks` is what was asked for. `kept_*` is what was set;
    `erased` counts how often everything was deleted, `erase_problems` is what is told."""

    def __init__(self) -> None:
        self.review_now = _NOW
        self.reviews: dict[str, Review] = {}
        self.asked_weeks: list[str | None] = []
        self.kept_objectives: tuple[Objective, ...] = OBJECTIVES
        self.kept_template = ""
        self.kept_private: tuple[str, ...] = ()
        self.kept_retention = Retention()
        self.exported: list[Path] = []
        self.backups: list[Path] = []
        self.erased = 0
        self.erase_problems: tuple[Left, ...] = ()

    def review(self, week: str | None = None) -> Later[Review]:
        self.asked_weeks.append(week)
        return Later(lambda: self._review(week))

    def review_text(self, week: str | None = None) -> Later[str]:
        return Later(lambda: markdown(self._review(week), "en"))

    def objectives(self) -> tuple[Objective, ...]:
        return self.kept_objectives

    def set_objectives(self, objectives: Sequence[Objective]) -> None:
        self.kept_objectives = tuple(objectives)

    def note(self, week: str | None = None, *, private: bool = False) -> Later[str]:
        hidden = () if private else self.kept_private
        return Later(lambda: note(self._review(week), self.kept_template, hidden, "en"))

    def note_template(self) -> str:
        return self.kept_template

    def usual_note(self) -> str:
        return review_note.USUAL["en"]

    def set_note_template(self, template: str) -> None:
        self.kept_template = template

    def private_intentions(self) -> tuple[str, ...]:
        return self.kept_private

    def set_private_intentions(self, intentions: Sequence[str]) -> None:
        self.kept_private = tuple(intentions)

    def retention(self) -> Retention:
        return self.kept_retention

    def set_retention(self, retention: Retention) -> None:
        self.kept_retention = retention

    def export(self, file: Path) -> Later[int]:
        self.exported.append(file)
        return Later(lambda: 412)

    def backup(self, file: Path) -> Later[None]:
        self.backups.append(file)
        return Later(lambda: None)

    last_backup = BackedUp(
        Path("/media/anna/disk/ecluse.backup"),
        datetime(2026, 11, 20, 17, 40, tzinfo=UTC),
        True,
        "ecluse restore /media/anna/disk/ecluse.backup",
    )

    def backed_up(self) -> Later[BackedUp]:
        return Later(lambda: self.last_backup)

    def delete_everything(self) -> Later[Erased]:
        self.erased += 1
        return Later(lambda: Erased(self.erase_problems))

    def _review(self, week: str | None) -> Review:
        zone = ZoneInfo("Europe/Paris")
        wanted = week or str(Week.at(self.review_now, zone))
        return self.reviews.get(wanted) or sample_review(wanted, objectives=self.kept_objectives, now=self.review_now)
