"""History on request: fetched in small portions between the accounts' own fetches, and stored as done.

One portion is one errand, so that new mail, and a mail that is being opened, wait for no more than one. After each
there is a rest, so that neither the database nor the window feels it. The engine's thread calls this, except for what
is marked.
"""

from __future__ import annotations

import logging
import shutil
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from sqlalchemy.exc import DBAPIError

from desktop.core.desk import Later, RequestError
from desktop.core.events import Event, HistoryChanged
from desktop.core.heartbeat import Stopped
from desktop.core.setup import Setup
from desktop.core.views import HistoryLine
from inbox.errors import Broken, Offline, SourceError
from inbox.history import Histories, Progress, Stage
from inbox.item import Past
from inbox.queue import Queue
from inbox.sources import LookBack, Source, discover
from inbox.store import Store

LEAST_DISK: Final = 50 * 1024 * 1024
"""Bytes that stay free: what arrives today matters more than what came years ago."""

_REST: Final = 1.0
"""Seconds of rest for each second of work, while somebody may be at the window."""
_LEAST_REST: Final = 0.05
_LOOK_AGAIN: Final = 60.0
_AGAIN_FIRST: Final = 30.0
_AGAIN_MOST: Final = 900.0
_TOLD_APART: Final = 0.5
_MEASURED: Final = 40

_log = logging.getLogger(__name__)


@dataclass
class _Run:
    """One account's history as it goes. `due` (of `monotonic`): no portion before; `problem` as in `HistoryLine`."""

    progress: Progress
    flying: bool = False
    due: float = 0.0
    problem: str = ""
    detail: str = ""
    failures: int = 0
    measured: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=_MEASURED))

    @property
    def goes(self) -> bool:
        return self.progress.stage is Stage.RUNNING

    def settled(self) -> None:
        """Nothing is wrong, as far as is known now."""
        self.due, self.problem, self.detail, self.failures = 0.0, "", "", 0

    @property
    def per_second(self) -> float | None:
        if len(self.measured) < 2 or not self.goes or self.problem:
            return None
        took = self.measured[-1][0] - self.measured[0][0]
        return sum(count for _, count in list(self.measured)[1:]) / took if took > 0 else None


class Backfill:
    """Without `setup.live` only what was asked for since the start is fetched: by a command, which waits for it."""

    def __init__(
        self,
        store: Store,
        queue: Queue,
        setup: Setup,
        now: Callable[[], datetime],
        emit: Callable[[Event], None],
        *,
        free_disk: Callable[[], int] | None = None,
    ) -> None:
        """`free_disk`: bytes left where the database is."""
        self._queue = queue
        self._histories = Histories(store)
        self._setup = setup
        self._clock = now
        self._emit = emit
        self._free_disk = free_disk or (lambda: shutil.disk_usage(store.path.parent).free)
        self._runs = {one.account: _Run(one) for one in self._histories.all()}
        self._asked: set[str] = set()
        self._told_at = float("-inf")

    def tick(self, now: datetime) -> datetime | None:
        """Begin the portions that are due. Returns when the next one is."""
        due = [self._consider(name, run, now) for name, run in list(self._runs.items()) if self._may_run(name, run)]
        return min((one for one in due if one is not None), default=None)

    def lines(self) -> tuple[HistoryLine, ...]:
        known = [run for name, run in self._runs.items() if self._setup.settings.account(name) is not None]
        return tuple(self._line(run) for run in known)

    def begin(self, account: str, since: datetime) -> HistoryLine:
        """Fetch what came since; what is there already is gone over quickly. Raises RequestError."""
        kind = discover().get(self._setup.account(account).kind)
        if kind is not None and kind.mentions:
            raise RequestError(f'{kind.title} keeps no history of what it told: none of "{account}" is fetched.')
        now = self._clock()
        if since > now:
            raise RequestError(f"{since:%Y-%m-%d} is yet to come; nothing was fetched.", "Name a day that has passed.")
        run = self._runs.get(account)
        if run is None or not run.goes or run.progress.since != since:
            self._histories.begin(account, since, now)
            run = self._runs[account] = _Run(self._histories.get(account))
        return self._wanted(account, run)

    def pause(self, account: str) -> HistoryLine:
        run = self._known(account)
        if run.goes:
            self._histories.stage(account, Stage.PAUSED)
            run.progress = replace(run.progress, stage=Stage.PAUSED)
            run.measured.clear()
            run.settled()
            self._tell()
        return self._line(run)

    def resume(self, account: str) -> HistoryLine:
        run = self._known(account)
        if run.progress.stage is Stage.PAUSED:
            self._histories.stage(account, Stage.RUNNING)
            run.progress = replace(run.progress, stage=Stage.RUNNING)
        return self._wanted(account, run)

    def stop(self, account: str) -> None:
        """No more of it; what was fetched stays."""
        self._known(account)
        self.forget(account)

    def forget(self, account: str) -> None:
        """Also where the account is no more."""
        if self._runs.pop(account, None) is not None:
            self._histories.drop(account)
            self._tell()

    def _known(self, account: str) -> _Run:
        self._setup.account(account)
        run = self._runs.get(account)
        if run is None:
            raise RequestError(
                f'No history is being fetched for "{account}". Nothing was changed.',
                f"`ecluse backfill {account} --since 2016-01-01` begins it.",
            )
        return run

    def _wanted(self, account: str, run: _Run) -> HistoryLine:
        if run.goes:
            run.settled()
            self._asked.add(account)
            self._setup.read(account)
        self._tell()
        return self._line(run)

    # A portion

    def _may_run(self, name: str, run: _Run) -> bool:
        asked = self._setup.live or name in self._asked
        return asked and run.goes and not run.flying and self._setup.settings.account(name) is not None

    def _consider(self, name: str, run: _Run, now: datetime) -> datetime | None:
        if (left := run.due - monotonic()) > 0:
            return now + timedelta(seconds=left)
        problem = self._obstacle(name)
        if problem:
            if run.problem != problem:
                run.problem, run.detail = problem, ""
                run.measured.clear()
                self._tell()
            if problem != "disk_full":
                return None  # how an account is, is told at once
            run.due = monotonic() + _LOOK_AGAIN
            return now + timedelta(seconds=_LOOK_AGAIN)
        run.problem = run.detail = ""
        run.flying = True
        self._setup.elsewhere(self._flight(name, run, now))
        return None

    def _obstacle(self, name: str) -> str:
        """Nothing is asked of an account that cannot be read: its own fetches find out when it can."""
        try:
            if self._free_disk() < LEAST_DISK:
                return "disk_full"
        except OSError as error:
            _log.warning("How much room the disk has is not known: %s", error)
        health = self._setup.health(name)
        return "" if health == "ok" else health

    def _flight(self, name: str, run: _Run, now: datetime) -> Callable[[], None]:
        """What fetches a portion and has it stored: it blocks, and is not for the engine's thread."""
        place, read = self._setup.read_up_to(name)
        before = run.progress.cursor
        within, _, cursor = before.partition(" ")
        asked = LookBack(run.progress.since, now, read, cursor if within == place else "", self._stored_of(name))
        began = monotonic()

        def work(source: Source) -> Past:
            return source.look_back(asked)

        errand = self._setup.errand(name, work)

        def fly() -> None:
            outcome = _outcome(errand)
            if isinstance(outcome, Past) and outcome.cursor:
                outcome = replace(outcome, cursor=f"{place} {outcome.cursor}")
            self._setup.call(lambda _: self._landed(name, run, before, outcome, began)).result()

        return fly

    def _stored_of(self, name: str) -> Callable[[Sequence[str]], frozenset[str]]:
        """On an account's thread."""

        def stored(names: Sequence[str]) -> frozenset[str]:
            asked: Future[frozenset[str]] = self._setup.call(lambda _: self._histories.stored(name, names))
            try:
                return asked.result()
            except Stopped as error:
                raise Offline("Écluse is ending") from error
            except DBAPIError as error:
                raise Offline(f"the queue could not be read: {error.orig}") from error

        return stored

    def _landed(self, name: str, run: _Run, before: str, outcome: Past | SourceError, began: float) -> None:
        if self._runs.get(name) is not run:
            return  # it was stopped, or begun anew, meanwhile
        run.flying = False
        if isinstance(outcome, SourceError):
            self._failed(run, outcome)
        else:
            try:
                self._keep(name, run, before, outcome)
            except (DBAPIError, OSError) as error:
                said = str(error.orig if isinstance(error, DBAPIError) else error)
                _log.error("A portion of history could not be stored: %s", said)
                run.problem, run.detail, run.due = "storage", said, monotonic() + _LOOK_AGAIN
            else:
                run.measured.append((monotonic(), outcome.seen))
                run.due = monotonic() + self._rest(monotonic() - began, moved=run.progress.cursor != before)
        if not run.goes or run.problem or monotonic() - self._told_at >= _TOLD_APART:
            self._tell()

    def _keep(self, name: str, run: _Run, before: str, past: Past) -> None:
        if past.cursor == before and not past.over:
            return  # the account has to be read first
        self._queue.recall(name, past, before, self._clock())
        run.progress = self._histories.get(name)
        run.failures = 0
        if not run.goes:
            _log.info("history of %r: %s, %d messages", name, run.progress.stage, run.progress.done)

    def _rest(self, took: float, *, moved: bool) -> float:
        if not moved:
            return _LOOK_AGAIN
        return max(_LEAST_REST, took * _REST) if self._setup.live else 0.0

    def _failed(self, run: _Run, error: SourceError) -> None:
        run.failures += 1
        pause = min(_AGAIN_MOST, _AGAIN_FIRST * 2.0 ** min(run.failures - 1, 16))
        run.due = monotonic() + max(pause, error.wait_seconds)
        run.problem, run.detail = error.code, error.detail
        run.measured.clear()

    def _tell(self) -> None:
        self._told_at = monotonic()
        self._emit(HistoryChanged(self.lines()))

    def _line(self, run: _Run) -> HistoryLine:
        progress = run.progress
        waits = run.goes and bool(run.problem)
        left = run.due - monotonic()
        return HistoryLine(
            account=progress.account,
            state="waiting" if waits else progress.stage.value,
            since=progress.since,
            done=progress.done,
            added=progress.added,
            expected=None if progress.left is None else progress.done + progress.left,
            reached=progress.reached,
            per_second=run.per_second,
            problem=run.problem,
            detail=run.detail,
            next_try=self._clock() + timedelta(seconds=left) if waits and left > 0 else None,
            began_at=progress.began_at,
        )


def _outcome(errand: Later[Past]) -> Past | SourceError:
    """Off the engine's thread."""
    try:
        return errand.run()
    except SourceError as error:
        return error
    except Exception as error:  # a fault of ours: told as one, and tried again much later  # noqa: BLE001
        _log.error("A portion of history could not be fetched", exc_info=error)
        return Broken(f"{type(error).__name__}: {error}")
