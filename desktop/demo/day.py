"""One working day, played against the real engine: mail comes in, the clock goes on, and what happens is told.

The clock stands still wherever something takes its real time (a fetch, a status being set): so the day is the same on
a slow computer, only longer.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from time import monotonic
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from desktop.core.desk import Desk
from desktop.core.events import (
    AccountsChanged,
    BatchReleased,
    Event,
    NoticeDue,
    NowChanged,
    PresenceChanged,
    Problem,
    QueueChanged,
)
from desktop.core.heartbeat import Beating, EngineThread
from desktop.core.views import BatchView, Notice, Now, Row
from desktop.demo import verdict
from desktop.demo.clock import LONGEST_STEP, DayClock
from desktop.demo.mailbox import Mail
from desktop.demo.sample import NAME
from desktop.demo.server import SampleServer
from desktop.demo.terminal import Style, Terminal
from focus.presence import Level, Presence
from focus.providers.file import File
from focus.schedule import Mode, Schedule, Span
from inbox.item import Reason, State

ZONE = ZoneInfo("Europe/Paris")
OPENS, CLOSES = time(8), time(17, 30)
_WORKDAYS = frozenset(range(5))
WEEK = Schedule(
    ZONE,
    (
        Span(Mode.FOCUS, _WORKDAYS, time(8, 30), time(11), intention="Release 2.0"),
        Span(Mode.CHECK_IN, _WORKDAYS, time(11), time(11, 30), name="late morning"),
        Span(Mode.FOCUS, _WORKDAYS, time(13, 30), time(16), intention="Migration guide"),
        Span(Mode.CHECK_IN, _WORKDAYS, time(16), time(16, 30), name="afternoon"),
    ),
)
USUAL = Presence(Level.TEXT, "At the studio today")
"""What colleagues see of Camille while Écluse sets nothing."""

TIDIES, READS_LISTS = time(11, 20), time(16, 20)
"""When Camille does something about what has come."""

PATIENCE = 30.0
"""Real seconds for what takes a few milliseconds: after that something is wrong."""

_MODES = {Mode.FOCUS: Style.FOCUS, Mode.CHECK_IN: Style.CHECK_IN, Mode.TOGETHER: Style.GOOD, Mode.OPEN: Style.QUIET}
_CELL = timedelta(minutes=15)

T = TypeVar("T")


class Stalled(Exception):
    """Something that must happen did not happen in time; the text says what."""


class Day:
    """Plays the day on the calling thread. `events` is what the engine's listener fills; `board` shows the status."""

    def __init__(
        self,
        engine: EngineThread,
        server: SampleServer,
        clock: DayClock,
        events: queue.SimpleQueue[Event],
        board: File,
        terminal: Terminal,
    ) -> None:
        self._engine = engine
        self._server = server
        self._clock = clock
        self._events = events
        self._board = board
        self._terminal = terminal
        self._now: Now | None = None
        self._delivered: list[Mail] = []
        self._told: set[int] = set()
        self._out: dict[int, datetime] = {}
        self._batches: list[tuple[datetime, BatchView]] = []
        self._notices: list[tuple[datetime, Notice]] = []
        self._shown: list[tuple[datetime, Presence]] = []

    def play(self, mails: Sequence[Mail], seconds: float) -> verdict.Day:
        """From the morning to the evening in about so many real seconds. Raises Stalled."""
        opens = self._clock.now()
        closes = datetime.combine(self._local().date(), CLOSES, ZONE)
        pace = seconds / (closes - opens).total_seconds()
        waiting = list(mails)
        self._shown.append((opens, self._board.read()))
        self._connect(waiting)
        due, rested = self._tick(), monotonic()
        deeds = [(TIDIES, self._tidy), (READS_LISTS, self._read_lists)]
        while (now := self._clock.now()) < closes:
            minute = now.replace(second=0, microsecond=0) + LONGEST_STEP
            self._clock.move(min(closes, minute, due or closes))
            self._deliver(waiting)
            due = self._tick()
            if deeds and self._local().time() >= deeds[0][0]:
                deeds.pop(0)[1]()
            self._show_status()
            # What took its real time is not made up for by hurry: a day that jumps cannot be followed.
            rested = max(rested + (self._clock.now() - now).total_seconds() * pace, monotonic() - pace)
            self._rest(rested)
        self._terminal.status("")
        return self._seen()

    # What the world and the person do

    def _connect(self, waiting: list[Mail]) -> None:
        earlier = [mail for mail in waiting if mail.at <= self._clock.now()]
        self._server.deliver(earlier)
        self._delivered += earlier
        del waiting[: len(earlier)]
        values, secrets = self._server.account()
        self._engine.call(lambda desk: desk.add_account(NAME, "imap", values, secrets)).result(PATIENCE)
        self._until(self._all_received, "the sample mailbox was not read")
        held = self._ask(lambda desk: desk.counts()).held
        self._told.update(row.item.id for row in self._rows(State.HELD))
        self._say("connected", f"a real IMAP server, {held} messages from before: held until {self._next()}")

    def _deliver(self, waiting: list[Mail]) -> None:
        coming = [mail for mail in waiting if mail.at <= self._clock.now()]
        if not coming:
            return
        del waiting[: len(coming)]
        self._delivered += coming
        self._server.deliver(coming)
        self._until(self._all_received, f'"{coming[-1].letter.subject}" was not fetched')
        self._tell_arrivals()

    def _all_received(self) -> bool:
        return self._ask(lambda desk: desk.ledger()).received >= len(self._delivered)

    def _tidy(self) -> None:
        rows = self._latest_batch()
        done = [row.item.id for row in rows if row.item.reason is Reason.AUTOMATIC]
        later = [row.item.id for row in rows if row.item.reason is Reason.DIRECT][-1:]
        morning = datetime.combine(self._local().date() + timedelta(days=1), time(9), ZONE)
        count = self._ask(lambda desk: desk.done(done))
        self._ask(lambda desk: desk.snooze(later, morning))
        self._say("Camille", f"{count} marked as done, {len(later)} snoozed until {self._when(morning)}")

    def _read_lists(self) -> None:
        done = [row.item.id for row in self._latest_batch() if row.item.reason is Reason.LIST]
        self._say("Camille", f"{self._ask(lambda desk: desk.done(done))} read and done")

    def _latest_batch(self) -> tuple[Row, ...]:
        found = self._ask(lambda desk: desk.batch())
        return () if found is None else tuple(row for row in found[1] if row.item.state is State.RELEASED)

    # Time

    def _tick(self) -> datetime | None:
        """What the heartbeat does, now; then wait until colleagues see what they should."""
        now = self._clock.now()
        due = self._ask(lambda desk: cast(Beating, desk).tick(now))
        self._hear(0.0)
        busy = self._now is not None and self._now.mode is Mode.FOCUS
        shown = self._shown[-1][1]
        if busy is not (shown.level is Level.DO_NOT_DISTURB):
            self._until(lambda: busy is (self._shown[-1][1].level is Level.DO_NOT_DISTURB), "the status was not set")
        return due

    def _until(self, done: Callable[[], bool], otherwise: str) -> None:
        deadline = monotonic() + PATIENCE
        while not done():
            if monotonic() > deadline:
                raise Stalled(f"At {self._local():%H:%M} {otherwise} within {PATIENCE:g} seconds.")
            self._hear(min(1.0, max(0.0, deadline - monotonic())))

    def _rest(self, until: float) -> None:
        while (left := until - monotonic()) > 0:
            self._hear(left)

    def _hear(self, seconds: float) -> None:
        """Take what the engine told; wait for a first word for so long."""
        try:
            event = self._events.get(timeout=seconds) if seconds > 0 else self._events.get_nowait()
            while True:
                self._heard(event)
                event = self._events.get_nowait()
        except queue.Empty:
            return

    def _ask(self, fn: Callable[[Desk], T]) -> T:
        return self._engine.call(fn).result(PATIENCE)

    def _local(self) -> datetime:
        return self._clock.now().astimezone(ZONE)

    # What is seen

    def _heard(self, event: Event) -> None:
        match event:
            case NowChanged(now):
                self._mode_changed(now)
            case BatchReleased(batch):
                self._batch_opened(batch)
            case QueueChanged():
                self._note_what_is_out()
            case NoticeDue(notice):
                self._notified(notice)
            case PresenceChanged():
                self._presence_changed()
            case AccountsChanged(lines) if any(line.health not in {"ok", "connecting"} for line in lines):
                wrong = next(line for line in lines if line.health not in {"ok", "connecting"})
                self._say("trouble", f"{wrong.name}: {wrong.health} {wrong.detail}", Style.BAD)
            case Problem(code, detail):
                self._say("trouble", f"{code}: {detail}", Style.BAD)
            case _:
                return

    def _mode_changed(self, now: Now) -> None:
        before, self._now = self._now, now
        if before is not None and before.mode is now.mode:
            return
        until = f"until {now.until:%H:%M}" if now.until else ""
        if now.mode is Mode.FOCUS:
            self._say("focus", f"{now.intention}, {until}", Style.FOCUS)
        elif now.mode is Mode.OPEN and before is not None:
            self._say("open", f"the check-in is over; what comes now is held until {self._next()}")

    def _batch_opened(self, id: int) -> None:
        found = self._ask(lambda desk: desk.batch(id))
        if found is None:
            return
        known = any(batch.id == id for _, batch in self._batches)
        self._batches.append((self._clock.now(), found[0]))
        if not known:
            text = f"{found[0].total} messages from {found[0].people} senders, as one batch"
            self._say("check-in", text, Style.CHECK_IN)

    def _notified(self, notice: Notice) -> None:
        self._notices.append((self._clock.now(), notice))
        self._ask(lambda desk: desk.noticed(notice.id))
        if notice.kind == "batch":
            names = ", ".join(notice.people)
            self._say("notified", f"once: {notice.total} messages, {names} and others", Style.CHECK_IN)

    def _presence_changed(self) -> None:
        presence = self._board.read()
        before = self._shown[-1][1]
        if presence == before:
            return
        self._shown.append((self._clock.now(), presence))
        what = "busy" if presence.level is Level.DO_NOT_DISTURB else "put back"
        self._say(what, f'colleagues see: "{presence.text}"', Style.FOCUS if what == "busy" else Style.GOOD)

    def _tell_arrivals(self) -> None:
        rows = [*self._rows(State.HELD), *self._rows(State.RELEASED)]
        for row in sorted(rows, key=lambda row: row.item.id):
            if row.item.id in self._told:
                continue
            self._told.add(row.item.id)
            what, note, style = self._fate(row)
            item = row.item
            self._terminal.message(
                f"{self._local():%H:%M}", what, item.sender_name or item.sender_address, item.subject, note, style
            )

    def _fate(self, row: Row) -> tuple[str, str, Style]:
        if row.hold is not None:
            return "held", f"until {self._when(row.hold.until)}", Style.QUIET
        if row.item.passed_by:
            return "passes", f'by rule "{row.item.passed_by}"', Style.GOOD
        return "joins", "quietly", Style.CHECK_IN

    def _note_what_is_out(self) -> None:
        for state in (State.RELEASED, State.SNOOZED, State.DONE):
            for row in self._rows(state):
                self._out.setdefault(row.item.id, self._clock.now())

    def _rows(self, state: State) -> tuple[Row, ...]:
        return self._ask(lambda desk: desk.rows(state, limit=500))

    def _next(self) -> str:
        return self._when(self._ask(lambda desk: desk.now()).next_check_in)

    def _when(self, at: datetime | None) -> str:
        if at is None:
            return "further notice"
        local = at.astimezone(ZONE)
        days = (local.date() - self._local().date()).days
        return f"{local:%H:%M}" if days == 0 else f"tomorrow {local:%H:%M}" if days == 1 else f"{local:%A %H:%M}"

    def _say(self, what: str, text: str, style: Style = Style.NONE) -> None:
        self._terminal.happened(f"{self._local():%H:%M}", what, text, style)

    def _show_status(self) -> None:
        if self._now is None or not self._terminal.live:
            return
        local = self._local()
        at, closes = datetime.combine(local.date(), OPENS, ZONE), datetime.combine(local.date(), CLOSES, ZONE)
        cells = []
        while at < closes:
            here = at <= local < at + _CELL
            part = next((span.mode for span in self._now.day if span.start <= at < span.end), Mode.OPEN)
            cells.append(("●", Style.BAD) if here else ("━", _MODES[part]))
            at += _CELL
        held = self._ask(lambda desk: desk.counts()).held
        self._terminal.status(f"{local:%H:%M}  {self._now.mode.replace('_', '-')}  {held} held", tuple(cells))

    def _seen(self) -> verdict.Day:
        items = [row.item for state in State for row in self._rows(state)]
        found = self._ask(lambda desk: [desk.details(item.id) for item in items])
        return verdict.Day(
            mails=tuple(self._delivered),
            seen=tuple(verdict.Seen(one.item, one.message_id, self._out.get(one.item.id)) for one in found),
            batches=tuple(self._batches),
            notices=tuple(self._notices),
            shown=tuple(self._shown),
            shown_at_end=self._board.read(),
            ledger=self._ask(lambda desk: desk.ledger()),
        )


def planned(day: datetime, schedule: Schedule = WEEK) -> verdict.Plan:
    """The stretches of that day (any moment of it)."""

    def stretches(kind: Mode) -> tuple[verdict.Stretch, ...]:
        on = day.astimezone(schedule.zone).date()
        found = [span for span in schedule.spans if span.kind is kind]
        return tuple(
            verdict.Stretch(
                datetime.combine(on, span.start, schedule.zone), datetime.combine(on, span.end, schedule.zone)
            )
            for span in found
        )

    return verdict.Plan(stretches(Mode.FOCUS), stretches(Mode.CHECK_IN))
