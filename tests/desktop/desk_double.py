"""A desk in memory: the real plan, gate and reading order on items in a list. No thread, no database, no own clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from desktop.core.desk import Desk, Later, RequestError
from desktop.core.events import Event, NowChanged, OutboxChanged, QueueChanged
from desktop.core.showing import day_end, now_view, row
from desktop.core.their_nine import proposals, their_nine
from desktop.core.views import (
    AccountLine,
    AccountSettings,
    BatchView,
    Counts,
    Now,
    Preferences,
    Row,
)
from focus import overrides
from focus.errors import WrongPlan
from focus.levels import AS_USUAL, Levels
from focus.plan import Plan
from focus.schedule import Override, Schedule
from inbox.answering import Answer, Draft, Filled, TheirNine, Way
from inbox.answering.fill import Known, fill
from inbox.batch import reading_order
from inbox.discovery.found import Outcome
from inbox.item import Details, Item, State
from inbox.item import Event as Past
from inbox.mail.opened import Opened, Passage, PassageKind
from inbox.reply import Composed, Writer, compose, quoted, recipients
from inbox.sending import Outgoing, Progress
from inbox.sources import Mailbox, Probe, Role, Value
from tests.clock import HandClock
from tests.desktop.history_double import HistoryDouble
from tests.desktop.presence_double import PresenceDouble
from tests.desktop.signing_in_double import SigningInDouble
from tests.desktop.time_double import TimeDouble
from tests.desktop.tools_double import ToolsDouble
from tests.desktop.writing_double import WritingDouble

BATCH = 1
MAILBOXES = tuple(
    Mailbox(name, "/", role)
    for name, role in (
        ("INBOX", Role.INBOX), ("Clients", None), ("Clients/Résumés", None), ("Sent", Role.SENT),
        ("Drafts", Role.DRAFTS), ("Archive", Role.ARCHIVE), ("Junk", Role.JUNK), ("Trash", Role.TRASH),
    )
)  # fmt: skip
_ME = Writer("me@example.org")


class DeskDouble(HistoryDouble, SigningInDouble, WritingDouble, ToolsDouble, PresenceDouble, TimeDouble):
    """`desktop.core.desk.Desk`. `asked` counts the calls that matter to tests by name."""

    def __init__(
        self, schedule: Schedule, items: Sequence[Item], clock: HandClock, texts: Mapping[int, str] = {}
    ) -> None:
        WritingDouble.__init__(self, clock)
        PresenceDouble.__init__(self)
        TimeDouble.__init__(self)
        self._schedule = schedule
        self._overrides: tuple[Override, ...] = ()
        self.items = {item.id: item for item in items}
        self._texts = texts
        self._undo: list[tuple[str, tuple[Item, ...]]] = []
        self.batch_name = ""
        self.handled_elsewhere = 0
        self.opened_at = clock.now()
        self.account_lines: tuple[AccountLine, ...] = ()
        self.listener: Callable[[Event], None] = lambda event: None
        self.asked: dict[str, int] = {}
        self.letters: dict[int, Outgoing] = {}
        self.sent: dict[int, Answer] = {}
        self.opened: dict[int, Opened] = {}
        self.images: dict[int, dict[str, bytes]] = {}
        self.noticed_ids: list[int] = []
        self.account_values: dict[str, Value] = {"smtp_host": "smtp.example.org"}
        self._preferences = Preferences()

    # What is going on

    def _plan(self) -> Plan:
        return Plan(self._schedule, self._overrides)

    def now(self) -> Now:
        return now_view(self._plan(), self._clock.now())

    def counts(self) -> Counts:
        found = self.batch()
        return Counts(found[0].left if found else 0, self._count(State.HELD), self._count(State.SNOOZED))

    def accounts(self) -> tuple[AccountLine, ...]:
        return self.account_lines

    def _count(self, state: State) -> int:
        return sum(item.state is state for item in self.items.values())

    # Lists

    def rows(self, state: State, *, limit: int = 50, after: int | None = None) -> tuple[Row, ...]:
        self._asked(f"rows:{state}")
        found = [item for item in self.items.values() if item.state is state]
        if state is State.SNOOZED:
            found.sort(key=lambda item: (item.snoozed_until or item.state_since, item.id))
        else:
            found.sort(key=lambda item: item.id, reverse=True)
        return self._page(found, limit, after)

    def follow_batch(self, is_shown: bool, /) -> None:
        """What it tells of a change is counts alone: the window asks."""

    def batch(self, id: int | None = None) -> tuple[BatchView, tuple[Row, ...]] | None:
        self._asked("batch")
        found = [item for item in self.items.values() if item.batch == BATCH]
        if not found:
            return None
        people = {item.sender_address for item in found}
        left = sum(item.is_out for item in found)
        view = BatchView(
            BATCH, "check_in", self.opened_at, self.opened_at, self.batch_name, len(found), len(people), left,
            self.handled_elsewhere,
            gaps=tuple(one for one in self.gap_lines if not one.asleep),
            **self.due_soon(found, self._plan(), self._clock.now()),
        )  # fmt: skip
        return view, self._rows(reading_order(found, day_end(self._schedule.zone, self._clock.now())))

    def search(self, query: str, *, limit: int = 50, after: int | None = None) -> tuple[Row, ...]:
        self._asked("search")
        words = query.casefold().split()
        found = [
            item
            for item in self.items.values()
            if all(word in f"{item.sender_name} {item.subject} {item.preview}".casefold() for word in words)
        ]
        found.sort(key=lambda item: item.id, reverse=True)
        return self._page(found, limit, after)

    def details(self, id: int) -> Details:
        item = self.items.get(id)
        if item is None:
            raise RequestError(f"There is no item {id}.")
        history = [Past(item.arrived_at, "arrived", item.account)]
        if item.released_at is not None:
            history.append(Past(item.released_at, "released:check_in", self.batch_name))
        happened = self.happened.get(id, tuple(history))
        return Details(item, self._texts.get(id, item.preview), "", (), happened)

    def thread(self, id: int) -> tuple[Row, ...]:
        mine = self.items[id]
        found = [item for item in self.items.values() if item is mine or (item.thread and item.thread == mine.thread)]
        return self._rows(sorted(found, key=lambda item: (item.received_at, item.id)))

    # Reading

    def open_mail(self, id: int) -> Later[Opened]:
        """What a test put into `opened`, else the item's text."""
        self._asked("open_mail")
        text = self.details(id).text
        plain = Opened((Passage(PassageKind.TEXT, text),), source_bytes=len(text))
        return Later(lambda: self.opened.get(id, plain))

    def save_attachment(self, id: int, index: int, folder: Path) -> Later[Path]:
        """It is not written."""
        self._asked("save_attachment")
        name = next(one.name for one in self.opened[id].attachments if one.index == index)
        return Later(lambda: folder / name)

    def load_images(self, id: int) -> Later[Mapping[str, bytes]]:
        self._asked("load_images")
        return Later(lambda: self.images.get(id, {}))

    def _page(self, found: list[Item], limit: int, after: int | None) -> tuple[Row, ...]:
        start = 0
        if after is not None:
            start = next((place + 1 for place, item in enumerate(found) if item.id == after), len(found))
        return self._rows(found[start : start + limit])

    def _rows(self, items: Sequence[Item]) -> tuple[Row, ...]:
        plan, now = self._plan(), self._clock.now()
        return tuple(row(item, plan, now, now, self.within) for item in items)

    # Triage

    def done(self, ids: Sequence[int]) -> int:
        left = [id for id in ids if self.items[id].state is not State.DONE]
        return self._change("done", left, lambda item: replace(item, state=State.DONE, state_since=self._clock.now()))

    def snooze(self, ids: Sequence[int], until: datetime) -> int:
        return self._change(
            "snooze",
            ids,
            lambda item: replace(item, state=State.SNOOZED, snoozed_until=until, state_since=self._clock.now()),
        )

    def pin(self, ids: Sequence[int], pinned: bool) -> int:
        return self._change("pin", ids, lambda item: replace(item, pinned=pinned))

    def undo(self) -> str:
        if not self._undo:
            return ""
        name, before = self._undo.pop()
        if name in {"not_urgent", "always"}:
            self.undo_rule()
        self.items.update({item.id: item for item in before})
        self.listener(QueueChanged(self.counts()))
        return name

    def _change(self, name: str, ids: Sequence[int], change: Callable[[Item], Item]) -> int:
        self._asked(name)
        if not ids:
            return 0
        before = tuple(self.items[id] for id in ids)
        self._undo.append((name, before))
        self.items.update({item.id: change(item) for item in before})
        self.listener(QueueChanged(self.counts()))
        return len(before)

    # Answers: whatever is sent stays here

    def recipients(self, id: int, way: Way) -> tuple[str, ...]:
        return recipients(self.details(id), way, _ME)

    def quoted(self, id: int, way: Way) -> str:
        return quoted(self.details(id), way, _ME, self._clock.now())

    def compose(self, id: int, answer: Answer) -> Later[Composed]:
        made = self._composed(id, answer)
        return Later(lambda: made)

    def _composed(self, id: int, answer: Answer) -> Composed:
        message_id = f"<{len(self.letters) + 1}@example.org>"
        return compose(self.details(id), answer, _ME, message_id=message_id, now=self._clock.now())

    def send(self, id: int, answer: Answer) -> Later[Outgoing]:
        self._asked("send")
        made, now, number = self._composed(id, answer), self._clock.now(), len(self.letters) + 1
        not_before = max(now + timedelta(seconds=10), answer.send_at or now)
        letter = Outgoing(
            number, self.items[id].account, id, made.recipients, str(made.message["Subject"]),
            str(made.message["Message-ID"]), Progress.WAITING, now, now, not_before, 0, "", "", answer.send_at,
        )  # fmt: skip
        self.letters[number] = letter
        self.sent[number] = answer
        self.kept_drafts.pop(id, None)
        self.listener(OutboxChanged())
        return Later(lambda: letter)

    def outbox(self) -> tuple[Outgoing, ...]:
        return tuple(reversed(self.letters.values()))

    def resend(self, id: int) -> Later[Outgoing]:
        self._asked("resend")
        now = self._clock.now()
        again = replace(self.letters[id], progress=Progress.WAITING, since=now, not_before=now, problem="", detail="")
        self.letters[id] = again
        self.listener(OutboxChanged())
        return Later(lambda: again)

    def discard(self, id: int) -> Outgoing:
        letter, answer = self.letters.pop(id), self.sent.pop(id, None)
        unsent = letter.progress in {Progress.WAITING, Progress.REFUSED}
        if unsent and answer is not None and letter.item is not None:
            self.save_draft(Draft.of(letter.item, answer))
        self.listener(OutboxChanged())
        return letter

    def fill_answer(self, id: int, item: int) -> Filled:
        now, found = self.now(), self.items[item]
        known = Known(found.sender_name, found.subject, "Maya Roux", now.at, now.next_check_in)
        return fill(self.saved_answers[id].text, known)

    def their_nine(self, id: int, address: str = "") -> TheirNine:
        who = (address or self.items[id].sender_address).lower()
        zone = self.kept_zones.get(who, "")
        if not zone:
            return TheirNine(who, "", None, proposals(self.items[id].received_at, 60, self._schedule.zone))
        return TheirNine(who, zone, their_nine(self._clock.now(), ZoneInfo(zone)))

    # Focus and check-ins

    def focus(
        self,
        *,
        length: timedelta | None = None,
        until: datetime | None = None,
        intention: str = "",
        presence: Levels = AS_USUAL,
    ) -> Now:
        return self._override(overrides.focus_now(self._plan(), self._clock.now(), length, until, intention, presence))

    def extend(self, length: timedelta) -> Now:
        return self._override(overrides.extend(self._plan(), self._clock.now(), length))

    def stop_focus(self) -> Now:
        return self._override(overrides.stop_focus(self._plan(), self._clock.now()))

    def open_check_in(self) -> Now:
        return self._override(overrides.open_check_in(self._plan(), self._clock.now()))

    def close_check_in(self) -> Now:
        try:
            return self._override(overrides.close_check_in(self._plan(), self._clock.now()))
        except WrongPlan as error:
            raise RequestError(str(error)) from error

    def _override(self, changed: tuple[Override, ...]) -> Now:
        self._overrides = changed
        now = self.now()
        self.listener(NowChanged(now))
        return now

    # Accounts, providers, settings

    def pull(self, account: str | None = None) -> Later[None]:
        self._asked("pull")
        return Later(lambda: None)

    def find_account(self, address: str) -> Later[Outcome]:
        return Later(lambda: Outcome("example.org", None))

    def test_account(
        self, kind: str, values: Mapping[str, Value], secrets: Mapping[str, str], *, name: str | None = None
    ) -> Later[Probe]:
        return Later(lambda: Probe("double", ("IDLE",), "TLSv1.3", len(self.items), mailboxes=MAILBOXES))

    def mailboxes(self, account: str) -> Later[tuple[Mailbox, ...]]:
        return Later(lambda: MAILBOXES)

    def add_account(self, name: str, kind: str, values: Mapping[str, Value], secrets: Mapping[str, str]) -> Later[str]:
        self._asked("add_account")
        return Later(lambda: "")

    def account(self, name: str) -> AccountSettings:
        return AccountSettings(name, "imap", self.account_values)

    def change_account(self, name: str, values: Mapping[str, Value], secrets: Mapping[str, str]) -> Later[str]:
        return Later(lambda: "")

    def remove_account(self, name: str, *, forget_items: bool = False) -> Later[str]:
        self.account_lines = tuple(line for line in self.account_lines if line.name != name)
        return Later(lambda: "")

    def noticed(self, notice: int) -> None:
        self.noticed_ids.append(notice)

    def schedule(self) -> Schedule:
        return self._schedule

    def _week(self) -> Schedule:
        return self._schedule

    def set_schedule(self, schedule: Schedule) -> None:
        self._schedule = schedule
        self.listener(NowChanged(self.now()))

    def preferences(self) -> Preferences:
        return self._preferences

    def set_preferences(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def _asked(self, name: str) -> None:
        self.asked[name] = self.asked.get(name, 0) + 1


class EngineDouble:
    """Answers at once, on the thread that asks: as `EngineThread.call`, without the thread."""

    def __init__(self, desk: DeskDouble) -> None:
        self.desk = desk

    def call(self, fn: Callable[[Desk], Any]) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            value = fn(self.desk)
            future.set_result(value.run() if isinstance(value, Later) else value)
        except Exception as error:  # noqa: BLE001 (whoever asked is told, as by the real one)
            future.set_exception(error)
        return future
