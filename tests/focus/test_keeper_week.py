"""Any week: focus, extensions, ends, crashes, lost networks, suspends and what is done by hand, in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from focus.errors import Broken, Offline, SignInRefused
from focus.presence import Level, Presence
from tests.focus.shelves import BLANK, Fault
from tests.focus.simulation import LONG, MINUTE, PARTS, SECOND, Week

ERRORS = {
    "refused": Fault(SignInRefused("401")),
    "busy": Fault(Offline("429", wait_seconds=40.0)),
    "fault": Fault(Offline("503")),
    "garbage": Fault(Broken("no JSON")),
    "lost answer": Fault(Offline("timed out"), arrives=True),
}
SERVICES = st.one_of(st.just(""), st.sampled_from(sorted(PARTS)))
"""One, or all."""
MINUTES = st.one_of(st.integers(1, 15), st.integers(1, 300))
FOCUS = st.tuples(st.just("focus"), MINUTES)
BY_HAND = st.tuples(st.just("by hand"), st.tuples(SERVICES, st.sampled_from(list(Level)), st.integers(0, 200)))
PASS = st.tuples(st.just("pass"), st.one_of(st.integers(1, 120), st.integers(1, 40_000)))
"""Seconds."""
KILL = st.tuples(st.just("kill"), st.integers(0, 25))
NETWORK = st.tuples(st.sampled_from(["down", "up"]), SERVICES)
ACTIONS = st.one_of(
    FOCUS, FOCUS, FOCUS, BY_HAND, BY_HAND, PASS, PASS, PASS, KILL, NETWORK,
    st.tuples(st.sampled_from(["extend", "follow"]), st.integers(1, 90)),
    st.tuples(st.sampled_from(["stop", "start", "start", "quit", "heal"]), st.none()),
    st.tuples(st.sampled_from(["suspend", "freeze"]), MINUTES),
    st.tuples(st.just("undo"), SERVICES),
    st.tuples(st.just("fails"), st.tuples(SERVICES, st.sampled_from(sorted(ERRORS)), st.integers(1, 3))),
)  # fmt: skip
Story = list[tuple[str, Any]]


def outage(service: str, stops: bool, length: int) -> Story:
    """Perhaps the block ends meanwhile."""
    stop: Story = [("stop", None)] if stops else []
    return [("down", service), *stop, ("pass", length), ("up", service), ("pass", 130)]


def meeting(service: str, length: int) -> Story:
    """What they have is stronger, and ends within the block."""
    return [("by hand", (service, Level.DO_NOT_DISTURB, length)), ("focus", length + 30), ("pass", length * 60 + 900)]


STORIES: st.SearchStrategy[Story] = st.one_of(
    *[ACTIONS.map(lambda one: [one])] * 6,
    st.builds(outage, SERVICES, st.booleans(), st.integers(1, 3000)),
    st.builds(meeting, SERVICES, st.integers(1, 200)),
    st.just([("quit", None), ("start", None)]),
    st.builds(lambda changed: [changed, ("quit", None), ("start", None)], BY_HAND),
    st.builds(lambda steps: [("kill", steps), ("pass", 400), ("start", None)], st.integers(0, 25)),
)
"""What seldom comes about by chance."""


@pytest.fixture(scope="module")
def quick_disk() -> Iterator[None]:
    """A killed process loses nothing that it has written; only a power cut does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("focus.durable.os.fsync", lambda _handle: None)
        yield


@pytest.mark.timeout(300)
@pytest.mark.usefixtures("quick_disk")
@given(st.lists(STORIES, max_size=25))
@settings(max_examples=1200, deadline=None)
def test_any_week(stories: list[Story]) -> None:
    with TemporaryDirectory() as folder:
        week = Week(Path(folder) / "journal.json")
        for number, (action, value) in enumerate(chain.from_iterable(stories)):
            ACT[action](week, value, number)
            week.pass_by(SECOND)
        week.end()


def fails(week: Week, service: str, how: str, times: int) -> None:
    for (provider, part), shelf in week.shelves.items():
        if service in {"", provider}:
            shelf.faults += [ERRORS[how]] * times
            week.patience[provider, part] = LONG


def undo(week: Week, service: str, _: int) -> None:
    for name in [service] if service else PARTS:
        week.undo(name)


def by_hand(week: Week, value: tuple[str, Level, int], number: int) -> None:
    """Until changed, or for some minutes where the service has that."""
    service, level, length = value
    for name in [service] if service else PARTS:
        ends = length and name in {"status", "two"}
        until = week.clock.now() + length * MINUTE if ends else None
        week.by_hand(name, BLANK if level is Level.AVAILABLE else Presence(level, f"mine {number}", "", until))


ACT: Mapping[str, Callable[[Week, Any, int], None]] = {
    "focus": lambda week, value, _: week.focus(value * MINUTE),
    "extend": lambda week, value, _: week.extend(value * MINUTE),
    "follow": lambda week, value, _: week.follow(value * MINUTE),
    "stop": lambda week, *_: week.stop(),
    "pass": lambda week, value, _: week.pass_by(value * SECOND),
    "kill": lambda week, value, _: week.kill(value),
    "start": lambda week, *_: week.start(),
    "quit": lambda week, *_: week.quit(),
    "heal": lambda week, *_: week.heal(),
    "suspend": lambda week, value, _: week.freeze(value * MINUTE, suspended=True),
    "freeze": lambda week, value, _: week.freeze(value * MINUTE, suspended=False),
    "down": lambda week, value, _: week.network(False, value),
    "up": lambda week, value, _: week.network(True, value),
    "by hand": by_hand,
    "undo": undo,
    "fails": lambda week, value, _: fails(week, *value),
}
