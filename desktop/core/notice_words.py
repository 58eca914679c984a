"""A notification's words, in English and French, saying no more than the person allows. Pure.

Our own words always come first: a notification that began with a subject could be taken for an option by the
program that shows it, or for a message of the system's by the person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.core.text import cleaned
from desktop.core.tool_titles import tool_title
from desktop.core.views import Notice

TITLE_LENGTH = 100
BODY_LENGTH = 200
_NAME_LENGTH = 40
_SUBJECT_LENGTH = 90
_NAMES = 3
"""A notice names so many at most: fewer are all there are."""


@dataclass(frozen=True, slots=True)
class _Sentences:
    one: str
    many: str
    passed: str
    senders: str
    on: str
    join: str
    more: str
    newest: str
    about: str
    next_today: str
    next_tomorrow: str
    next_day: str
    days: tuple[str, ...]
    open: str
    owed_one: str
    owed_many: str
    before: str


_ENGLISH = _Sentences(
    one="1 message",
    many="{count} messages",
    passed="Let through: {rule}",
    senders="From {people}",
    on=" on {tool}",
    join=" and ",
    more=" and more",
    newest=". Newest: {subject}",
    about=": {subject}",
    next_today="Next check-in at {time}",
    next_tomorrow="Next check-in tomorrow at {time}",
    next_day="Next check-in {day} at {time}",
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    open="Open",
    owed_one="1 promised answer is due",
    owed_many="{count} promised answers are due",
    before=" before {time}",
)
_FRENCH = _Sentences(
    one="1 message",
    many="{count} messages",
    passed="Passe-droit\u202f: {rule}",
    senders="De {people}",
    on=" sur {tool}",
    join=" et ",
    more=" et d’autres",
    newest=". Le plus récent\u202f: {subject}",
    about="\u202f: {subject}",
    next_today="Prochaine relève à {time}",
    next_tomorrow="Prochaine relève demain à {time}",
    next_day="Prochaine relève {day} à {time}",
    days=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    open="Ouvrir",
    owed_one="1 réponse promise est attendue",
    owed_many="{count} réponses promises sont attendues",
    before=" avant {time}",
)
_SENTENCES = {"en": _ENGLISH, "fr": _FRENCH}


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text, cleaned and cut; `open` is the label of what a click does."""

    title: str
    body: str
    open: str


def words(notice: Notice, *, language: str, privacy: str, now: datetime) -> Words:
    """`language`: en or fr. `privacy`: full, senders or counts. `now` is aware, in the schedule's zone."""
    say = _SENTENCES.get(language, _ENGLISH)
    count = say.one if notice.total == 1 else say.many.format(count=notice.total)
    owed = _owed(notice, now, say)
    title = {"passed": say.passed.format(rule=notice.rule), "promise": owed}.get(notice.kind, count)
    about = count if privacy == "counts" and notice.kind == "passed" else _about(notice, privacy, say)
    added = owed if notice.kind == "batch" else ""
    body = ". ".join(part for part in (added, about, _next(notice, now, say)) if part)
    return Words(cleaned(title, TITLE_LENGTH), cleaned(body, BODY_LENGTH), say.open)


def language_of(preference: str, environment: Mapping[str, str]) -> str:
    """en or fr: what is chosen, else that of the session (LANGUAGE before LC_ALL, LC_MESSAGES and LANG, as gettext)."""
    if preference in _SENTENCES:
        return preference
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    asked = environment.get("LANGUAGE", "") if locale not in {"", "C", "POSIX"} else ""
    wanted = [*asked.split(":"), locale]
    return next((name[:2].lower() for name in wanted if name[:2].lower() in _SENTENCES), "en")


def _about(notice: Notice, privacy: str, say: _Sentences) -> str:
    people = [cleaned(person, _NAME_LENGTH) for person in notice.people]
    people = [person for person in people if person]
    if privacy == "counts" or not people:
        return ""
    more = len(people) >= _NAMES and notice.total > len(people)
    named = ", ".join(people) if more or len(people) == 1 else say.join.join((", ".join(people[:-1]), people[-1]))
    about = say.senders.format(people=named) + (say.more if more else "")
    tool = cleaned(tool_title(notice.tool), _NAME_LENGTH)
    if tool and tool not in people:
        about += say.on.format(tool=tool)
    subject = cleaned(notice.subjects[0], _SUBJECT_LENGTH) if notice.subjects else ""
    if privacy != "full" or not subject:
        return about
    return about + (say.about if notice.total == 1 else say.newest).format(subject=subject)


def _owed(notice: Notice, now: datetime, say: _Sentences) -> str:
    if not notice.owed:
        return ""
    said = say.owed_one if notice.owed == 1 else say.owed_many.format(count=notice.owed)
    local = None if notice.next_check_in is None else notice.next_check_in.astimezone(now.tzinfo)
    return said + (say.before.format(time=f"{local:%H:%M}") if local and local.date() == now.date() else "")


def _next(notice: Notice, now: datetime, say: _Sentences) -> str:
    if notice.next_check_in is None or notice.kind == "passed":
        return ""
    local = notice.next_check_in.astimezone(now.tzinfo)
    days = (local.date() - now.date()).days
    sentence = {0: say.next_today, 1: say.next_tomorrow}.get(days, say.next_day)
    return sentence.format(time=f"{local:%H:%M}", day=say.days[local.weekday()])
