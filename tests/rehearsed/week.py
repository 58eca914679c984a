"""Any week at all: a schedule, rules and arrivals, made out of one number."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from focus.schedule import NORMAL, DayException, DayTemplate, Mode, PublicHolidays, Schedule, Span
from inbox.item import Arrival, Channel, Reason, Verdict
from inbox.rules import CODES, DONE, HOLD, PASS, Match, Rule
from tests.inbox.arrivals import arrival

ZONES = (
    "UTC", "Europe/Paris", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Sao_Paulo",
    "America/Santiago", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "Asia/Tehran", "Africa/Casablanca",
)  # fmt: skip
NAMES = ("digest", "late", "noon")
ONCE = "once"
"""The name of a check-in that is of an exception alone."""
ACCOUNTS = ("work", "home")
MINE = "me@example.org"
_ADMITTED = (None, None, None, {"mail"}, {"mention"}, {"work"}, {"home", "mention"}, {"work", "mail"})
_SENDERS = ("ada@client.example", "Bob@client.example", "cleo@lab.client.example", "dan@other.example", "")
_DAY = timedelta(days=1)
_LONG = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Came:
    """What one account brings at one instant, in one portion."""

    at: datetime
    account: str
    arrivals: tuple[Arrival, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """From `start` (aware, UTC), for seven days."""

    number: int
    schedule: Schedule
    rules: tuple[Rule, ...]
    start: datetime
    portions: tuple[Came, ...]
    beats: tuple[datetime, ...]
    """When the app looks without a reason, as it does every half a minute."""

    @property
    def end(self) -> datetime:
        return self.start + _LONG


def week(number: int) -> Week:
    chance = random.Random(number)
    zone = ZoneInfo(chance.choice(ZONES))
    first = _first_day(chance, zone)
    start = datetime.combine(first, time(chance.randrange(24)), zone).astimezone(UTC)
    schedule = _schedule(chance, zone, first)
    rules = tuple(_rule(chance, place) for place in range(chance.choice((0, 1, 3, 5, 7))))
    portions = _portions(chance, start, _edges(schedule, first))
    beats = tuple(start + chance.random() * _LONG for _ in range(chance.choice((0, 0, 10))))
    return Week(number, schedule, rules, start, portions, tuple(sorted(at.replace(microsecond=0) for at in beats)))


@cache
def _changes(zone: str) -> tuple[date, ...]:
    """The days on which clocks change there."""
    there, found = ZoneInfo(zone), []
    day = date(1985, 1, 1)
    while day.year < 2038:
        before, after = (datetime.combine(one, time(), there).utcoffset() for one in (day, day + _DAY))
        if before != after:
            found.append(day)
        day += _DAY
    return tuple(found)


def _first_day(chance: random.Random, zone: ZoneInfo) -> date:
    changes = _changes(zone.key)
    if changes and chance.random() < 0.6:
        return chance.choice(changes) - chance.randrange(7) * _DAY
    return date(1985, 1, 1) + chance.randrange(19000) * _DAY


def _schedule(chance: random.Random, zone: ZoneInfo, first: date) -> Schedule:
    spans = tuple(_span(chance) for _ in range(chance.choice((0, 1, 3, 4, 6, 9))))
    template = DayTemplate("short day", tuple(_span(chance, (*NAMES, ONCE)) for _ in range(2)))
    exceptions = tuple(_exception(chance, first) for _ in range(chance.choice((0, 0, 1, 3))))
    holidays = chance.choice((None, None, PublicHolidays("FR", like=template.name), PublicHolidays("US")))
    between, missed = chance.choice(("hold", "hold", "flow")), chance.choice(("release", "next"))
    return Schedule(zone, spans, exceptions, between, missed, (template,), holidays)


def _exception(chance: random.Random, first: date) -> DayException:
    day = first + chance.randrange(-1, 8) * _DAY
    last = day + chance.choice((0, 0, 1, 4)) * _DAY
    like = chance.choice(("", "", "short day", NORMAL))
    spans = () if like else tuple(_span(chance, (*NAMES, ONCE)) for _ in range(chance.randrange(4)))
    return DayException(day, last, spans, like=like)


def _span(chance: random.Random, names: tuple[str, ...] = NAMES) -> Span:
    kind = chance.choice((Mode.FOCUS, Mode.FOCUS, Mode.CHECK_IN, Mode.CHECK_IN, Mode.CHECK_IN, Mode.TOGETHER))
    days = frozenset(range(7)) if chance.random() < 0.4 else frozenset(chance.sample(range(7), chance.randint(1, 4)))
    start = chance.randrange(96) * 15 if chance.random() < 0.7 else chance.randrange(1440)
    end = (start + chance.choice((10, 30, 30, 45, 90, 150, 240, 720, 1439))) % 1440
    admits = chance.choice(_ADMITTED) if kind is Mode.CHECK_IN else None
    name = chance.choice(("", *names)) if kind is not Mode.FOCUS else ""
    return Span(kind, days, _time(start), _time(end), None if admits is None else frozenset(admits), name)


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)


def _rule(chance: random.Random, place: int) -> Rule:
    match = chance.choice(
        (
            CODES.match,
            Match(address=("ADA@client.example", "dan@other.example")),
            Match(domain=("client.example",)),
            Match(domain=("client.example",), unverified=True),
            Match(list=True),
            Match(list=("dev",)),
            Match(reason=("automatic", "replied")),
            Match(channel=("mention",)),
            Match(account=("home",)),
            Match(words=("urgent", "réunion")),
            Match(regex=(r"ticket \d{3}",)),
            Match(plus=("urgent",)),
            Match(second_try=True),
            Match(answers_me=True),
            Match(tool=("github",)),
            Match(verified=False),
        )
    )
    act = chance.choice((PASS, PASS, PASS, HOLD, HOLD, DONE))
    until = chance.choice(("", *NAMES, ONCE, "nowhere")) if act == HOLD else ""
    budget = chance.choice((None, 1, 1, 2)) if act == PASS else None
    return Rule(f"rule {place % 5}", match, act, until, budget)  # some are called alike


def _edges(schedule: Schedule, first: date) -> list[datetime]:
    """Instants at which something may begin or end."""
    days = [first + place * _DAY for place in range(8)]
    return [
        datetime.combine(day, at, schedule.zone).astimezone(UTC)
        for span in schedule.written_spans()
        for at in (span.start, span.end)
        for day in days
    ]


def _portions(chance: random.Random, start: datetime, edges: list[datetime]) -> tuple[Came, ...]:
    instants: list[datetime] = []
    for _ in range(chance.choice((4, 12, 24))):
        kind = chance.random()
        if edges and kind < 0.25:
            at = chance.choice(edges)
        elif instants and kind < 0.6:
            at = instants[-1] + timedelta(seconds=chance.choice((0, 1, 60, 300, 899, 900, 901)))
        else:
            at = start + timedelta(seconds=chance.randrange(7 * 86400))
        if start <= at < start + _LONG:
            instants.append(at)
    portions = []
    for at in sorted(instants):
        account, most = chance.choice(ACCOUNTS), chance.choice((1, 1, 1, 3))
        portions.append(Came(at, account, tuple(_arrival(chance, at) for _ in range(most))))
    return tuple(portions)


def _arrival(chance: random.Random, at: datetime) -> Arrival:
    mention = chance.random() < 0.35
    sender = chance.choice(_SENDERS if mention else _SENDERS[:-1])
    return arrival(
        channel=Channel.MENTION if mention else Channel.MAIL,
        reason=chance.choice((Reason.DIRECT, Reason.DIRECT, Reason.REPLIED, Reason.AUTOMATIC, Reason.LIST)),
        sender_address=sender,
        sender_name=chance.choice(("Ada", "Bob")),
        subject=chance.choice(("Your sign-in code is 482913", "A Reunion", "Ticket 512", "Hello", "Lunch")),
        text=chance.choice(("This is URGENT.", "Nothing new.", "")),
        received_at=at,
        list_id=chance.choice(("", "", "", "<dev.lists.example>", "news.example")),
        to=chance.choice(((), (MINE,), ("ME+Urgent@example.org",), ("me+urgent@elsewhere.example",))),
        verdict=chance.choice((Verdict.VERIFIED, Verdict.VERIFIED, Verdict.UNKNOWN, Verdict.FAILED)),
        tool=chance.choice(("github", "")) if mention else "",
    )
