"""How the time is lived is noted as it passes: what really held, and for how long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from desktop.core.living import OPEN_WRITTEN, SLEPT, WRITTEN, Living
from focus.errors import WrongPlan
from focus.overrides import extend, focus_now, open_check_in, stop_focus
from focus.plan import Plan
from focus.schedule import Override, Schedule, Span
from inbox.lived import LivedTime, Stretch
from inbox.store import Store
from tests.focus.week import PARIS, at, check_in, focus

TICK = timedelta(seconds=30)
MORNING = at("2026-11-23 08:00")
EVER = at("2000-01-01 00:00"), at("2100-01-01 00:00")
WEEK: tuple[Span, ...] = (focus("08:30", "11:00", intention="Release 2.0"), check_in("11:00", "11:30", name="late"))


class Life:
    """The class under test as the engine has it: asked at each tick, its changes by hand in between."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.schedule = Schedule(PARIS, WEEK)
        self.overrides: tuple[Override, ...] = ()
        self.now = MORNING
        self.live = True
        self.start()

    def start(self) -> None:
        self.store = Store(self.folder / "queue.db")
        self.lived = LivedTime(self.store)
        self.living = Living(self.lived, live=lambda: self.live)

    @property
    def plan(self) -> Plan:
        return Plan(self.schedule, self.overrides)

    def until(self, wall: str) -> None:
        """A tick each 30 s, and one at each change, as the heartbeat has it."""
        end = at(f"2026-11-23 {wall}")
        while self.now < end:
            change = self.plan.next_change(self.now)
            self.now = min(one for one in (self.now + TICK, end, change) if one is not None and one > self.now)
            self.tick()

    def tick(self) -> None:
        self.living.tick(self.plan, self.now)

    def found(self) -> list[tuple[str, str, str]]:
        self.living.keep()
        return [shown(one) for one in self.lived.between(*EVER)]


def shown(one: Stretch) -> tuple[str, str, str]:
    since, until = (f"{each.astimezone(PARIS):%H:%M:%S}".removesuffix(":00") for each in (one.since, one.until))
    return f"{one.mode}{' by hand' if one.asked else ''}", f"{since}-{until}", one.intention or one.name


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    made = Life(tmp_path)
    made.tick()
    yield made
    made.store.close()


def test_a_morning_as_it_was_planned(life: Life) -> None:
    life.until("12:00")
    assert life.found() == [
        ("open", "08:00-08:30", ""),
        ("focus", "08:30-11:00", "Release 2.0"),
        ("check_in", "11:00-11:30", "late"),
        ("open", "11:30-12:00", ""),
    ]


def test_a_machine_that_sleeps_is_not_in_focus(life: Life) -> None:
    life.until("09:00")
    life.now = at("2026-11-23 10:00")
    life.tick()
    life.until("10:30")
    assert life.found()[1:] == [("focus", "08:30-09:00", "Release 2.0"), ("focus", "10:00-10:30", "Release 2.0")]


def test_a_sleep_over_a_change_gives_neither_side_the_time(life: Life) -> None:
    life.until("10:30")
    life.now = at("2026-11-23 11:20")
    life.tick()
    life.until("11:40")
    assert life.found()[1:] == [
        ("focus", "08:30-10:30", "Release 2.0"), ("check_in", "11:20-11:30", "late"), ("open", "11:30-11:40", ""),
    ]  # fmt: skip


def test_what_ends_early_ends_when_it_was_ended(life: Life) -> None:
    life.until("09:10")
    life.now += timedelta(seconds=20)
    life.overrides = stop_focus(life.plan, life.now)
    life.tick()
    life.until("09:20")
    assert life.found()[1:] == [("focus", "08:30-09:10:20", "Release 2.0"), ("open by hand", "09:10:20-09:20", "")]


def test_what_is_begun_and_extended_by_hand_counts_as_long_as_it_lasted(life: Life) -> None:
    life.until("08:05")
    life.overrides = focus_now(life.plan, life.now, timedelta(minutes=10), intention="Docs")
    life.tick()
    life.until("08:12")
    life.overrides = extend(life.plan, life.now, timedelta(minutes=5))
    life.tick()
    life.until("08:25")
    assert life.found() == [
        ("open", "08:00-08:05", ""), ("focus by hand", "08:05-08:20", "Docs"), ("open", "08:20-08:25", ""),
    ]  # fmt: skip


def test_a_look_in_the_middle_is_a_check_in_and_the_block_goes_on(life: Life) -> None:
    life.until("09:00")
    life.overrides = open_check_in(life.plan, life.now, timedelta(minutes=10))
    life.tick()
    life.until("09:30")
    assert life.found()[1:] == [
        ("focus", "08:30-09:00", "Release 2.0"),
        ("check_in by hand", "09:00-09:10", ""),
        ("focus", "09:10-09:30", "Release 2.0"),
    ]


def test_a_crash_costs_no_more_than_was_not_written_and_adds_nothing(life: Life) -> None:
    life.until("09:14:50")
    life.store.close()  # killed: nothing more is written
    life.start()
    life.now = at("2026-11-23 09:16:00")
    life.tick()
    life.until("09:30")
    [_, before, after] = life.lived.between(*EVER)[:3]
    assert at("2026-11-23 09:14:50") - WRITTEN <= before.until <= at("2026-11-23 09:14:50")
    assert after.since == at("2026-11-23 09:16:00")


def test_the_end_of_the_app_is_the_end_of_what_was_lived(life: Life) -> None:
    life.until("09:01:00")
    life.now += timedelta(seconds=7)
    life.living.leave(life.plan, life.now)
    assert shown(life.lived.between(*EVER)[-1]) == ("focus", "08:30-09:01:07", "Release 2.0")


def test_a_clock_that_is_set_back_takes_nothing_away(life: Life) -> None:
    life.until("09:00")
    life.now -= timedelta(hours=3)
    life.tick()
    assert life.found() == [
        ("open", "06:00-06:00", ""), ("open", "08:00-08:30", ""), ("focus", "08:30-09:00", "Release 2.0"),
    ]  # fmt: skip


def test_a_command_that_works_alone_lives_nothing(life: Life) -> None:
    life.living.leave(life.plan, life.now)
    before = life.found()
    life.live = False
    life.until("09:00")
    life.living.leave(life.plan, life.now)
    assert life.found() == before


def test_an_app_with_nothing_to_do_writes_every_five_minutes_of_a_block_and_at_changes(life: Life) -> None:
    written: list[str] = []

    @event.listens_for(life.store._engine, "before_cursor_execute")
    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("INSERT", "UPDATE")):
            written.append(statement)

    life.until("10:30")
    assert written.count(next(one for one in written if one.startswith("INSERT"))) == 1
    assert len(written) == 2 + timedelta(hours=2) // WRITTEN


def test_a_disk_that_is_full_loses_no_time_once_there_is_room(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    life.until("08:29:50")

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(life.lived, "write", full)
        life.now = at("2026-11-23 08:30")
        with pytest.raises(OSError, match="No space"):
            life.tick()
    life.now += timedelta(seconds=30)
    life.tick()
    life.until("08:40")
    assert life.found() == [("open", "08:00-08:30", ""), ("focus", "08:30-08:40", "Release 2.0")]


@pytest.mark.parametrize("gap", [SLEPT - timedelta(seconds=1), SLEPT + timedelta(seconds=1)])
def test_only_a_gap_that_ticks_do_not_have_is_a_sleep(life: Life, gap: timedelta) -> None:
    life.until("09:00")
    life.now += gap
    life.tick()
    assert len(life.found()) == (2 if gap < SLEPT else 3)


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pass", "pass", "sleep", "crash", "end", "focus", "stop", "look"]), st.integers(1, 5400)
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=25)
@given(steps=_STEPS)
def test_whatever_happens_no_more_is_lived_than_passed_and_no_focus_but_what_held(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    life = Life(tmp_path_factory.mktemp("life"))
    life.tick()
    held: dict[str, timedelta] = {}
    awake = timedelta()
    for step, seconds in steps:
        if step == "pass":
            end = life.now + timedelta(seconds=seconds)
            while life.now < end:
                before, mode = life.now, life.plan.mode_at(life.now)
                change = life.plan.next_change(life.now)
                life.now = min(one for one in (life.now + TICK, end, change) if one is not None and one > life.now)
                life.tick()
                held[mode] = held.get(mode, timedelta()) + life.now - before
                awake += life.now - before
        elif step in ("focus", "look"):
            length = timedelta(seconds=seconds)
            asked = focus_now if step == "focus" else open_check_in
            life.overrides = asked(life.plan, life.now, length)
            life.tick()
        elif step == "stop":
            try:
                life.overrides = stop_focus(life.plan, life.now)
            except WrongPlan:
                continue
            life.tick()
        else:
            if step == "end":
                life.living.leave(life.plan, life.now)
            elif step == "sleep":
                life.living.keep()
            if step != "sleep":
                life.store.close()
                life.start()
            life.now += timedelta(seconds=91 + seconds)
            life.tick()
    life.living.keep()
    found = life.lived.between(*EVER)
    life.store.close()
    assert all(one.since <= one.until <= later.since for one, later in pairwise(found))
    assert lengths(found) <= awake
    crashes = sum(step == "crash" for step, _ in steps)
    for name, length in held.items():
        counted = lengths([one for one in found if one.mode == name])
        short = OPEN_WRITTEN if name == "open" else WRITTEN
        assert length - crashes * short <= counted <= length


def lengths(found: Sequence[Stretch]) -> timedelta:
    return sum((one.until - one.since for one in found), timedelta())


def test_touching_blocks_are_told_apart(life: Life) -> None:
    life.schedule = Schedule(PARIS, (focus("08:10", "08:20", intention="A"), focus("08:20", "08:30", intention="B")))
    life.until("08:40")
    assert [one[1:] for one in life.found()[1:3]] == [("08:10-08:20", "A"), ("08:20-08:30", "B")]
    assert lengths(life.lived.between(at("2026-11-23 08:00"), at("2026-11-23 09:00"))) == timedelta(minutes=40)


def test_the_time_between_two_instants_is_what_touches_it(life: Life) -> None:
    life.until("09:00")
    life.living.keep()
    between = life.lived.between(at("2026-11-23 08:30"), at("2026-11-23 08:45"))
    assert [shown(one)[0] for one in between] == ["focus"]
    assert isinstance(between[0].since, datetime)
