"""Sets the demo up, has the day played, says how it went, and takes everything down again."""

from __future__ import annotations

import queue
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from desktop.core import logs
from desktop.core.clock import SystemClock
from desktop.core.desk import RequestError
from desktop.core.events import Event
from desktop.core.instance import only_one
from desktop.core.opening import engine_thread
from desktop.core.paths import Paths
from desktop.core.secrets import Secret, Secrets
from desktop.core.settings import edit
from desktop.core.settings.model import ProviderSettings
from desktop.demo import verdict
from desktop.demo.clock import DayClock
from desktop.demo.day import OPENS, USUAL, WEEK, ZONE, Day, Stalled, planned
from desktop.demo.interruption import uninterrupted
from desktop.demo.mailbox import mails, working_days_before
from desktop.demo.server import NoServer, SampleServer
from desktop.demo.terminal import Style, Terminal
from desktop.demo.verdict import Check, judge
from focus.providers.file import File
from focus.schedule import Mode, Schedule

START_SECONDS, STOP_SECONDS = 30.0, 5.0
_SHOWN_LOG_LINES = 8


class SessionSecrets(Secrets):
    """In memory only: the demo asks no keyring for anything, and leaves nothing in one."""

    def __init__(self) -> None:
        super().__init__("demo")
        self._kept: dict[tuple[str, str], Secret] = {}

    def get(self, account: str, field: str) -> Secret | None:
        return self._kept.get((account, field))

    def put(self, account: str, field: str, value: str) -> str:
        logs.hide(value)
        self._kept[account, field] = Secret(value)
        return ""

    def delete(self, account: str, field: str) -> str:
        self._kept.pop((account, field), None)
        return ""


def perform(terminal: Terminal, seconds: float, schedule: Schedule = WEEK) -> int:
    """Play the day in about so many real seconds, with `schedule` in force. 0 if all held, 1 if not."""
    day = working_days_before(SystemClock().now().astimezone(ZONE).date(), 1)
    opens = datetime.combine(day, OPENS, ZONE)
    _introduce(terminal, seconds)
    try:
        with _stage(terminal, opens, schedule) as (played, log):
            try:
                seen = played.play(mails(day, ZONE), seconds)
            except (Stalled, TimeoutError, RequestError) as error:
                return _failed(terminal, str(error) or "The engine did not answer.", log)
            checks = judge(seen, planned(opens))
    except (NoServer, OSError) as error:
        return _failed(terminal, str(error) or "The engine did not start.", None)
    _conclude(terminal, seen, checks)
    return 1 if any(check.faults for check in checks) else 0


@contextmanager
def _stage(terminal: Terminal, opens: datetime, schedule: Schedule) -> Iterator[tuple[Day, Path]]:
    """A profile, a server and an engine, made in this order and taken down in the other."""
    with ExitStack() as parts:
        with uninterrupted():
            folder = Path(parts.enter_context(tempfile.TemporaryDirectory(prefix="ecluse-demo-")))
        paths = Paths.of(folder / "profile")
        board = _board(paths, folder / "colleagues.json", schedule)
        parts.enter_context(only_one(paths))
        handler = logs.set_up(paths.log_file)
        parts.callback(logs.tear_down, handler)
        server = SampleServer(SystemClock().now())
        parts.callback(server.stop)
        server.start()
        clock = DayClock(opens.astimezone(UTC))
        events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        engine = engine_thread(paths, events.put, live=True, secrets=SessionSecrets(), clock=clock)
        parts.callback(engine.stop, STOP_SECONDS)
        engine.start().result(START_SECONDS)
        yield Day(engine, server, clock, events, board, terminal), paths.log_file


def _board(paths: Paths, file: Path, schedule: Schedule) -> File:
    """What colleagues see is a file here. With it the settings name a provider: else the desktop's own would be set."""
    paths.prepare()
    edit.replace_schedule(paths.settings_file, schedule, schedule.zone.key)
    edit.remove_provider(paths.settings_file, "desktop")
    edit.save_provider(paths.settings_file, ProviderSettings("colleagues", "file", {"path": str(file)}))
    board = File(file)
    board.write(USUAL)
    return board


def _introduce(terminal: Terminal, seconds: float) -> None:
    terminal.line(f"A working day with Écluse, in about {round(seconds / 10) * 10} seconds", Style.STRONG)
    terminal.line("Camille gets mail in English and French from a real IMAP server on this computer.")
    terminal.line("Nothing of yours is read or changed, and nothing is left behind.")
    terminal.line()
    for span in sorted(WEEK.spans, key=lambda span: span.start):
        hours = f"{span.start:%H:%M} to {span.end:%H:%M}"
        if span.kind is Mode.FOCUS:
            terminal.line(f"  {hours}  focus on {span.intention}: everything is held, busy is shown", Style.FOCUS)
        else:
            terminal.line(f"  {hours}  check-in: what was held comes as one batch", Style.CHECK_IN)
    terminal.line('  at any time     a sign-in code passes (rule "codes")', Style.GOOD)
    terminal.line()


def _conclude(terminal: Terminal, seen: verdict.Day, checks: tuple[Check, ...]) -> None:
    ledger = seen.ledger
    terminal.line()
    terminal.line("The day's ledger", Style.STRONG)
    terminal.line(
        f"  received {ledger.received} = held {ledger.held} + released {ledger.released} + snoozed {ledger.snoozed}"
        f" + done {ledger.done} + expired {ledger.expired}"
    )
    terminal.line()
    for check in checks:
        terminal.line(f"  {'✗' if check.faults else '✓'} {check.rule}", Style.BAD if check.faults else Style.GOOD)
        for fault in check.faults:
            terminal.line(f"      {fault}")
    if any(check.faults for check in checks):
        terminal.line()
        terminal.line("This must not happen: it is a fault of Écluse. Please report it with these lines.", Style.BAD)


def _failed(terminal: Terminal, text: str, log: Path | None) -> int:
    """The log goes with the profile, so its last lines are shown now."""
    terminal.status("")
    terminal.line(f"The demo cannot go on: {text}", Style.BAD)
    if log is not None and log.exists():
        lines = [line for line in log.read_text(encoding="utf-8").splitlines() if " INFO " not in line]
        for line in lines[-_SHOWN_LOG_LINES:]:
            terminal.line(f"  {line}")
    return 1
