"""Which intentions there are: of the week as planned, of the week on screen, and those that something names already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop.core.later import Later

if TYPE_CHECKING:
    from desktop.core.desk import Desk
    from desktop.core.review_views import Review
    from focus.review import Objective
    from focus.schedule import Schedule


def known(schedule: Schedule, objectives: Iterable[Objective], review: Review | None) -> tuple[str, ...]:
    """Each once, whatever its case and spaces: as it is written where it was found first."""
    found: dict[str, str] = {}
    lived = () if review is None else tuple(one.intention for one in review.hours.intentions)
    planned = tuple(span.intention for span in schedule.spans)
    named = tuple(one for objective in objectives for one in objective.intentions)
    for intention in (*named, *lived, *planned):
        if intention.strip():
            found.setdefault(folded(intention), intention)
    return tuple(sorted(found.values(), key=str.casefold))


def folded(intention: str) -> str:
    """What makes two intentions one, as `focus.review.Objective.has` has it."""
    return " ".join(intention.split()).casefold()


def ask_known(desk: Desk, review: Review | None) -> tuple[tuple[Objective, ...], tuple[str, ...]]:
    """On the engine's thread: the objectives, and the intentions they may have."""
    objectives = desk.objectives()
    return objectives, known(desk.schedule(), objectives, review)


def used(desk: Desk) -> Later[tuple[str, ...]]:
    """On the engine's thread: what was planned, lived this week, or belongs to an objective."""
    objectives, schedule, review = desk.objectives(), desk.schedule(), desk.review()
    return Later(lambda: known(schedule, objectives, review.run()))
