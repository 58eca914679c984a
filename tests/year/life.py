"""A life at random: what is sent to the person, what they do, and what goes wrong around them."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from desktop.core.desk import RequestError
from focus.plan import Plan
from focus.schedule import Mode, Stand
from inbox.item import Arrival, Channel, Fetched, Reason, State, Verdict
from tests.year.app import ACCOUNTS, App, PowerCut
from tests.year.watching import Thing, Watch

STARTS: Final = datetime(2026, 3, 2, 5, tzinfo=UTC)
_TICK = timedelta(minutes=30)
_HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Figures:
    days: int = 0
    sent: int = 0
    by_two_ways: int = 0
    restarts: int = 0
    power_cuts: int = 0
    suspends: int = 0
    jumps: int = 0
    outages: int = 0
    actions: int = 0
    refused: int = 0
    notices: int = 0
    gaps: int = 0
    seconds: float = 0.0
    told_twice: list[int] = field(default_factory=list)


class Life:
    """`run` lives it. `now` is the true time; the app's clock may be wrong by `wrong`."""

    def __init__(self, folder: Path, *, items: int, days: int, seed: int) -> None:
        self.random = Random(seed)
        self.now = STARTS
        self.wrong = timedelta(0)
        self.app = App(folder, self.now)
        self.watch = Watch(self.app)
        self.figures = Figures(days=days)
        self.end = STARTS + timedelta(days=days)
        self._portions: dict[str, list[Fetched]] = {name: [] for name in ACCOUNTS}
        self._reached: dict[str, bool] = dict.fromkeys(ACCOUNTS, True)
        self._coming: list[tuple[datetime, int, str]] = []
        self._order = 0
        self._number = 0
        self._awake = True
        self._due = self.now
        self._told: set[int] = set()
        self._second_ways: list[tuple[datetime, Thing, Arrival]] = []
        self._plan_events(items, days)

    # The year's events, each at its true time

    def _plan_events(self, items: int, days: int) -> None:
        portions = items / 4
        for day in range(days):
            midnight = STARTS.replace(hour=0) + timedelta(days=day)
            for _ in range(_about(self.random, portions / days)):
                hour = self.random.choice([*range(24), *range(7, 19), *range(7, 19)])
                self._at(midnight + _between(self.random, timedelta(hours=hour), timedelta(hours=hour + 1)), "send")
            for what, times in _A_DAY.items():
                for _ in range(_about(self.random, times)):
                    self._at(midnight + _between(self.random, timedelta(0), timedelta(days=1)), what)
            if self.random.random() < 0.7:  # the night
                self._at(midnight + _between(self.random, 20 * _HOUR, 24 * _HOUR), "sleep")

    def _at(self, when: datetime, what: str) -> None:
        self._order += 1
        heapq.heappush(self._coming, (max(when, self.now), self._order, what))

    # Living it

    def run(self) -> Figures:
        self._step("tick", self._tick)
        while self._coming and self._coming[0][0] < self.end:
            when, _, what = heapq.heappop(self._coming)
            self._pass_until(when)
            getattr(self, f"_do_{what}")()
        self._pass_until(self.end)
        self._settle_down()
        self.figures.gaps = len(self.app.engine.gaps())
        self.app.fuse.left = None
        self.app.end()
        self.watch.close()
        return self.figures

    def _pass_until(self, when: datetime) -> None:
        """The heartbeat goes on: at each next change and at least every half hour."""
        while self._awake and self._due < when:
            self._move(max(self._due, self.now))
            self._step("tick", self._tick)
        self._move(max(when, self.now))

    def _move(self, when: datetime) -> None:
        if self._awake:
            plan = self.app.engine._rhythm.plan
            at = self.app.clock.now()
            period = plan.period_at(at)
            if period.mode is not Mode.FOCUS and period.stand is not Stand.OFF:
                self.watch.open_time += when - self.now
        self.now = when
        self.app.clock.set_to(when + self.wrong)

    def _tick(self) -> None:
        self._fetch()
        due = self.app.engine.tick(self.app.clock.now())
        wait = _TICK if due is None else min(_TICK, max(timedelta(seconds=1), due - self.app.clock.now()))
        self._due = self.now + wait

    def _fetch(self) -> None:
        """Every source is asked: what it has beyond the cursor that is stored comes, oldest first."""
        for name in ACCOUNTS:
            if self._reached[name]:
                for place in range(int(self.app.engine.cursor(name) or 0), len(self._portions[name])):
                    self.app.deliver(name, self._portions[name][place])
            self.app.servers.report(name, reached=self._reached[name], now=self.app.clock.now())

    def _step(self, what: str, do: Callable[[], object]) -> None:
        before: Plan = self.app.engine._rhythm.plan
        is_cut = False
        try:
            do()
            self._hear()
        except RequestError:
            self.figures.refused += 1
        except PowerCut:
            is_cut = True
            self.figures.power_cuts += 1
            self.app.cut()
            self._open()
        lit, self.app.fuse.left = self.app.fuse.left, None
        self.watch.step(what, before, ticked=what == "tick" and not is_cut)
        self.app.fuse.left = lit
        if is_cut and self.random.random() < 0.5:
            self._close_for_a_while()

    def _hear(self) -> None:
        for one in self.app.told:
            if one.notice.id in self._told:
                self.figures.told_twice.append(one.notice.id)
            self._told.add(one.notice.id)
        for one in self.app.told:
            self.app.engine.noticed(one.notice.id)
        self.figures.notices += len(self.app.told)
        self.app.told.clear()

    # What happens

    def _do_send(self) -> None:
        account = self.random.choice(ACCOUNTS)
        arrivals = [self._arrival(account) for _ in range(_about(self.random, 4))]
        due = [one for one in self._second_ways if one[0] <= self.now and one[1].account != account]
        for one in due[:3]:
            self._second_ways.remove(one)
            one[1].accounts.add(account)
            arrivals.append(one[2])
        if not arrivals:
            return
        sent = self._portions[account]
        sent.append(Fetched(tuple(arrivals), str(len(sent) + 1)))
        if self._awake:
            if self.random.random() < 0.02:
                self._light_fuse()
            self._step("arrive", self._fetch)
            self._due = min(self._due, self.now + timedelta(seconds=1))

    def _arrival(self, account: str) -> Arrival:
        self._number = number = self._number + 1
        self.figures.sent += 1
        late = timedelta(0)
        if self.random.random() < 0.03:
            late = _between(self.random, timedelta(0), timedelta(days=3))
        kind = self.random.choices(list(_KINDS), weights=[weight for weight, _ in _KINDS.values()])[0]
        given: dict[str, Any] = {
            "channel": Channel.MAIL, "reason": Reason.DIRECT, "sender_address": f"p{number % 40}@client.example",
            "text": "Could you confirm the notice period?", "verdict": Verdict.VERIFIED,
        }  # fmt: skip
        given |= _KINDS[kind][1]
        thing = Thing(number, str(given["channel"]), account, self.now - late, kind if kind in _RULED else "")
        thing.waits_for = "friday digest" if kind == "newsletters on Friday" else ""
        self.watch.things[number] = thing
        event = f"hub:{number}"
        arrival = Arrival(
            key=f"INBOX;1;{number}",
            content_key=f"content {number}",
            sender_name="Claire Lemoine",
            subject=f"{kind or 'Contract'} {number}",
            received_at=thing.received_at,
            preview="Could you confirm?",
            message_id=f"<{number}@client.example>" if given["channel"] is Channel.MAIL else "",
            events=(event,),
            **given,
        )
        if given["channel"] is Channel.MENTION and self.random.random() < 0.4:
            self.figures.by_two_ways += 1
            mail = arrival._replace(
                key=f"INBOX;2;{number}", content_key=f"mail {number}", message_id=f"<{number}@hub.example>",
                sender_address="notifications@hub.example",
            )  # fmt: skip
            self._second_ways.append((self.now + _between(self.random, timedelta(0), 5 * _HOUR), thing, mail))
        return arrival

    def _do_act(self) -> None:
        """The person does something with what is there: mostly with what came out."""
        if not self._awake:
            return
        self.figures.actions += 1
        random = self.random
        what = random.choices(["done", "snooze", "pin", "undo"], weights=[6, 2, 1, 2])[0]
        state = State.HELD if random.random() < 0.15 else State.RELEASED
        many = random.randrange(1, 120) if what == "done" and state is State.RELEASED else random.randrange(1, 8)
        if random.random() < 0.02:
            self._light_fuse()
        self._step(what, lambda: self._act(what, state, many))

    def _act(self, what: str, state: State, many: int) -> None:
        engine = self.app.engine
        if what == "undo":
            engine.undo()
            return
        chosen = [row.item.id for row in engine.rows(state, limit=200)[:many]]
        if not chosen:
            return
        until = self.app.clock.now() + _between(self.random, timedelta(minutes=1), timedelta(days=6))
        deeds: dict[str, Callable[[], object]] = {
            "done": lambda: engine.done(chosen),
            "snooze": lambda: engine.snooze(chosen, until),
            "pin": lambda: engine.pin(chosen, self.random.random() < 0.7),
        }
        deeds[what]()

    def _do_steer(self) -> None:
        if not self._awake:
            return
        engine, random = self.app.engine, self.random
        soon = self.app.clock.now() + _between(random, timedelta(minutes=10), 20 * _HOUR)
        deeds: list[Callable[[], object]] = [
            lambda: engine.focus(length=timedelta(minutes=random.randrange(10, 200))),
            lambda: engine.focus(intention="Report"),
            lambda: engine.extend(timedelta(minutes=random.randrange(5, 60))),
            engine.stop_focus,
            engine.open_check_in,
            engine.close_check_in,
            engine.pause_plan,
            engine.resume_plan,
            lambda: engine.off(soon),
        ]
        self._step("steer", random.choices(deeds, weights=[6, 3, 2, 3, 4, 3, 1, 3, 1])[0])
        self._due = self.now

    def _do_sleep(self) -> None:
        """The lid is shut: no heartbeat, until it wakes and all of it is told at once."""
        if not self._awake:
            return
        self._awake = False
        self.figures.suspends += 1
        length = self.random.choice([timedelta(minutes=9), 2 * _HOUR, 9 * _HOUR, 11 * _HOUR, 60 * _HOUR])
        self._at(self.now + _between(self.random, length / 2, length), "wake")

    def _do_wake(self) -> None:
        if self._awake:
            return
        self._awake = True
        self._step("tick", self._wake)

    def _wake(self) -> None:
        self.app.engine.woke(self.app.clock.now())
        self._tick()

    def _do_restart(self) -> None:
        if not self._awake:
            return
        self.figures.restarts += 1
        self._close_for_a_while()

    def _do_crash(self) -> None:
        """Somewhere in what comes next the power is cut."""
        if self._awake:
            self._light_fuse()

    def _light_fuse(self) -> None:
        self.app.fuse.left = self.random.randrange(1, 40)

    def _close_for_a_while(self) -> None:
        self.app.fuse.left = None
        self.app.end()
        self.now += _between(self.random, timedelta(seconds=5), 14 * _HOUR)
        self.app.clock.set_to(self.now + self.wrong)
        self._open()

    def _open(self) -> None:
        self.app.fuse.left = None
        self.watch.close()
        self.app.start()
        self.watch.after_restart()
        self._due = self.now

    def _do_jump(self) -> None:
        """The clock is set wrong, ahead or back, and right again within some hours."""
        if self.wrong:
            return
        self.figures.jumps += 1
        self._set_wrong(_between(self.random, timedelta(days=-2), timedelta(days=2)))
        self._at(self.now + _between(self.random, timedelta(minutes=1), 3 * _HOUR), "right")

    def _do_right(self) -> None:
        self._set_wrong(timedelta(0))

    def _set_wrong(self, wrong: timedelta) -> None:
        self.wrong = wrong
        self.app.clock.set_to(self.now + wrong)
        if self._awake:
            self._step("tick", self._wake)

    def _do_outage(self) -> None:
        name = self.random.choice(ACCOUNTS)
        if self._reached[name]:
            self.figures.outages += 1
            self._reached[name] = False
            self._at(self.now + _between(self.random, timedelta(minutes=1), 8 * _HOUR), f"reach_{name}")

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("_do_reach_"):
            return lambda: self._reached.update({name.removeprefix("_do_reach_"): True})
        raise AttributeError(name)

    def _settle_down(self) -> None:
        """Nothing more is sent, nobody does anything: within ten days all is out."""
        self._reached = dict.fromkeys(ACCOUNTS, True)
        self._awake, self.wrong = True, timedelta(0)
        self._coming.clear()
        self.app.clock.set_to(self.now)
        self._step("tick", self._wake)
        self._pass_until(self.now + timedelta(days=10))
        self._step("tick", self._tick)


_KINDS: dict[str, tuple[int, dict[str, Any]]] = {
    "": (45, {}),
    "codes": (4, {"sender_address": "login@bank.example", "text": "Your verification code is 482913."}),
    "the lab": (5, {"sender_address": "ada@lab.example"}),
    "newsletters on Friday": (12, {"list_id": "weekly.example", "reason": Reason.LIST}),
    "receipts": (4, {"sender_address": "receipts@shop.example", "reason": Reason.AUTOMATIC}),
    "mention": (30, {"channel": Channel.MENTION, "reason": Reason.MENTIONED, "sender_address": "", "tool": "hub"}),
}
"""What is sent, by the rule that is to decide of it: how often, and what makes it so."""
_RULED = {"codes", "the lab", "newsletters on Friday", "receipts"}
_A_DAY = {"act": 9.0, "steer": 2.0, "restart": 0.15, "crash": 0.35, "jump": 0.06, "outage": 0.6, "sleep": 0.6}


def _about(random: Random, mean: float) -> int:
    """A number, on average `mean`."""
    whole = int(mean)
    return random.randrange(0, 2 * whole + 1) + (random.random() < mean - whole)


def _between(random: Random, least: timedelta, most: timedelta) -> timedelta:
    return least + (most - least) * random.random()
