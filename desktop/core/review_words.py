"""A week in review and the weekly note in words, as Markdown, in English and French. Pure.

What others wrote (a sender, a subject) stands in one line and starts no markup. Lengths are rounded to the minute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from desktop.core.review_views import Review, Waited
from desktop.core.text import cleaned
from focus import review_note
from focus.review import NOTHING, Spent, Week, folded

_LINE: Final = 120
_HIGHLIGHTS: Final = 3
_MARKUP: Final = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True, slots=True)
class _Words:
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    days: str
    other_month: str
    other_year: str
    title: str
    future: str
    running: str
    day: str
    focus: str
    focus_line: str
    more: str
    less: str
    same: str
    check_in: str
    where: str
    no_intention: str
    objectives: str
    no_objective: str
    check_ins: str
    check_ins_line: str
    median: str
    uncleared: str
    interruptions: str
    held: str
    held_head: str
    passed_head: str
    pair: str
    not_urgent: str
    between: str
    peeks: str
    promises: str
    waits: str
    still: str
    gaps: str
    gap: str
    still_out: str
    trend: str
    week: str
    nothing: str


_EN: Final = _Words(
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    days="{first} to {last} {month} {year}",
    other_month="{first} {first_month} to {last} {month} {year}",
    other_year="{first} {first_month} {first_year} to {last} {month} {year}",
    title="Week in review, {days}",
    future="This week is still to come.",
    running="This week is not over yet.",
    day="Day",
    focus="Focus",
    focus_line="{focus} in focus{compared}.",
    more=", {length} more than the week before",
    less=", {length} less than the week before",
    same=", as much as the week before",
    check_in="Check-ins",
    where="Where the hours went",
    no_intention="No intention",
    objectives="Objectives",
    no_objective="No objective",
    check_ins="Check-ins",
    check_ins_line="Check-ins held: {number}",
    median=", median {length} to clear",
    uncleared=", not cleared: {number}",
    interruptions="Held and let through",
    held_head="Held",
    passed_head="Let through",
    held="Held: {number}. Let through at once: {passed}.",
    pair="{name}: {value}",
    not_urgent=", of which not urgent: {number}",
    between="Interruptions of focus: {number}.",
    peeks="Looks at the held pile: {number}.",
    promises="Answers in time: {kept} of {due}.",
    waits="Longest waits",
    still=", and still waits",
    gaps="Sources out of reach",
    gap="{account}: {since} to {until}",
    still_out="now",
    trend="Twelve weeks",
    week="Week",
    nothing="None.",
)  # fmt: skip
_FR: Final = _Words(
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    weekdays=("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    days="du {first} au {last} {month} {year}",
    other_month="du {first} {first_month} au {last} {month} {year}",
    other_year="du {first} {first_month} {first_year} au {last} {month} {year}",
    title="Bilan de la semaine, {days}",
    future="Cette semaine est encore à venir.",
    running="Cette semaine n’est pas encore terminée.",
    day="Jour",
    focus="Concentration",
    focus_line="{focus} de concentration{compared}.",
    more=", {length} de plus que la semaine d’avant",
    less=", {length} de moins que la semaine d’avant",
    same=", autant que la semaine d’avant",
    check_in="Relèves",
    where="Où sont passées les heures",
    no_intention="Sans intention",
    objectives="Objectifs",
    no_objective="Sans objectif",
    check_ins="Relèves",
    check_ins_line="Relèves\u00a0: {number}",
    median=", médiane de {length} pour tout traiter",
    uncleared=", non terminées\u00a0: {number}",
    interruptions="Retenus et passés",
    held_head="Retenus",
    passed_head="Passés",
    held="Retenus\u00a0: {number}, passés aussitôt\u00a0: {passed}.",
    pair="{name}\u00a0: {value}",
    not_urgent=", dont non urgents\u00a0: {number}",
    between="Interruptions de la concentration\u00a0: {number}.",
    peeks="Coups d’œil à ce qui est retenu\u00a0: {number}.",
    promises="Réponses à temps\u00a0: {kept} sur {due}.",
    waits="Attentes les plus longues",
    still=", et attend encore",
    gaps="Sources hors de portée",
    gap="{account}\u00a0: de {since} à {until}",
    still_out="maintenant",
    trend="Douze semaines",
    week="Semaine",
    nothing="Aucun.",
)  # fmt: skip


def markdown(review: Review, language: str) -> str:
    """The whole review. `language`: en or fr."""
    words = _FR if language == "fr" else _EN
    parts = [f"# {words.title.format(days=days(review, language))} ({review.week})"]
    if review.is_future:
        return f"{parts[0]}\n\n{words.future}\n"
    if not review.is_over:
        parts.append(words.running)
    parts += [_focus(review, words), *_days(review, words)]
    parts += _section(words.where, _intentions(review.hours.intentions, words))
    parts += _section(words.objectives, _objectives(review, words, frozenset()))
    parts += [f"## {words.check_ins}", _check_ins(review, words)]
    parts += [f"## {words.interruptions}", "\n".join(_held(review, words))]
    parts += _section(words.waits, [_waited(one, words) for one in review.waits])
    parts += _section(words.gaps, _gaps(review, words))
    parts += [f"## {words.trend}", _trend(review, words)]
    return "\n\n".join(parts) + "\n"


def note(review: Review, template: str, private: Sequence[str], language: str) -> str:
    """The weekly note. What has a `private` intention is not named, nor is an objective that only such ones count for;
    sums have their hours. `template`: '' for the usual one."""
    words = _FR if language == "fr" else _EN
    hidden = frozenset(map(folded, private))
    shown = [one for one in review.hours.intentions if one.intention and folded(one.intention) not in hidden]
    parts: Mapping[str, str] = {
        "week": review.week,
        "days": days(review, language),
        "focus": length(review.hours.focus),
        "highlights": _bullets(_intentions(shown[:_HIGHLIGHTS], words), words),
        "progress": _bullets([_focus(review, words), _check_ins(review, words), *_promised(review, words)], words),
        "fires": _bullets(_fires(review, words), words),
        "objectives": _bullets(_objectives(review, words, hidden), words),
    }
    return review_note.filled(template or review_note.USUAL["fr" if language == "fr" else "en"], parts)


def days(review: Review, language: str) -> str:
    """`16 to 22 November 2026`."""
    words = _FR if language == "fr" else _EN
    first, *_, last = Week.read(review.week).days
    form = (
        words.other_year if first.year != last.year else words.other_month if first.month != last.month else words.days
    )
    return form.format(
        first=_ordinal(first.day, words),
        first_month=words.months[first.month - 1],
        first_year=first.year,
        last=_ordinal(last.day, words),
        month=words.months[last.month - 1],
        year=last.year,
    )


def length(span: timedelta) -> str:
    """`18 h 12`, `45 min`: written alike in both languages."""
    minutes = round(abs(span) / timedelta(minutes=1))
    hours, left = divmod(minutes, 60)
    if not hours:
        return f"{left} min"
    return f"{hours} h {left:02}" if left else f"{hours} h"


def _ordinal(day: int, words: _Words) -> str:
    return "1er" if day == 1 and words is _FR else str(day)


def _focus(review: Review, words: _Words) -> str:
    focus = review.hours.focus
    if not review.focus_before:  # the first week, or one before in which nothing ran: there is nothing to compare with
        return words.focus_line.format(focus=length(focus), compared="")
    more = focus - review.focus_before
    form = words.same if abs(more) < timedelta(minutes=1) else words.more if more > NOTHING else words.less
    return words.focus_line.format(focus=length(focus), compared=form.format(length=length(more)))


def _days(review: Review, words: _Words) -> list[str]:
    rows = [
        (f"{words.weekdays[day.date.weekday()]} {day.date:%d/%m}", length(day.focus), length(day.check_in))
        for day in review.hours.days
    ]
    return [_table((words.day, words.focus, words.check_in), rows)]


def _intentions(spent: Iterable[Spent], words: _Words) -> list[str]:
    lengths: dict[str, timedelta] = {}
    for one in spent:  # one that counts for two objectives, in a week of two quarters, is one here
        lengths[one.intention] = lengths.get(one.intention, NOTHING) + one.length
    return [
        words.pair.format(name=_plain(name) or words.no_intention, value=length(spent))
        for name, spent in lengths.items()
    ]


def _objectives(review: Review, words: _Words, hidden: frozenset[str]) -> list[str]:
    shown = [
        one
        for one in review.hours.objectives
        if not one.objective.intentions or not hidden.issuperset(map(folded, one.objective.intentions))
    ]
    lengths = [(_plain(one.objective.name), one.length) for one in shown]
    lengths.append((words.no_objective, review.hours.outside))
    lines = [words.pair.format(name=name, value=length(spent)) for name, spent in lengths]
    return lines if review.hours.objectives else []


def _check_ins(review: Review, words: _Words) -> str:
    found = review.check_ins
    line = words.check_ins_line.format(number=found.held)
    if found.median is not None:
        line += words.median.format(length=length(found.median))
    if found.held > found.cleared:
        line += words.uncleared.format(number=found.held - found.cleared)
    return f"{line}."


def _held(review: Review, words: _Words) -> list[str]:
    return [
        "- " + words.held.format(number=review.held, passed=review.let_through),
        *(f"    - {line}" for line in _passed(review, words)),
        "- " + words.between.format(number=review.interruptions),
        "- " + words.peeks.format(number=review.peeks),
        *(f"- {line}" for line in _promised(review, words)),
    ]


def _passed(review: Review, words: _Words) -> list[str]:
    return [
        words.pair.format(name=_plain(one.rule), value=one.items)
        + (words.not_urgent.format(number=one.not_urgent) if one.not_urgent else "")
        for one in review.passed
    ]


def _promised(review: Review, words: _Words) -> list[str]:
    kept = review.promises
    return [] if kept is None else [words.promises.format(kept=kept.kept, due=kept.due)]


def _fires(review: Review, words: _Words) -> list[str]:
    """How many rather than by which rule: their names may be those of people."""
    if not review.let_through and not review.interruptions:
        return []
    return [
        words.held.format(number=review.held, passed=review.let_through),
        words.between.format(number=review.interruptions),
    ]


def _waited(one: Waited, words: _Words) -> str:
    what = f"{_plain(one.sender)}, {_plain(one.subject)}{words.still if one.still else ''}"
    return words.pair.format(name=length(one.length), value=what)


def _gaps(review: Review, words: _Words) -> list[str]:
    zone = ZoneInfo(review.zone)

    def told(at: datetime | None) -> str:
        return words.still_out if at is None else f"{at.astimezone(zone):%d/%m %H:%M}"

    return [
        words.gap.format(account=_plain(one.account), since=told(one.since), until=told(one.until))
        for one in review.gaps
    ]


def _trend(review: Review, words: _Words) -> str:
    rows = [(one.week, length(one.focus), str(one.check_ins), str(one.held), str(one.passed)) for one in review.trend]
    return _table((words.week, words.focus, words.check_ins, words.held_head, words.passed_head), rows)


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return [f"## {title}", "\n".join(f"- {line}" for line in lines)] if lines else []


def _bullets(lines: Sequence[str], words: _Words) -> str:
    return "\n".join(f"- {line}" for line in lines) or words.nothing


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", cleaned(text, _LINE))
