"""Keeps the books: when a source could not be asked, and what became of it. The engine's thread calls this."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from desktop.core.book_lines import GapLine
from desktop.core.setup import Setup
from inbox import gaps
from inbox.gaps import ASLEEP, GRACE, KEPT, Gap
from inbox.outages import Outages
from inbox.reading import BatchRecord
from inbox.sources import discover
from inbox.store import Store

_EVER = datetime(1970, 1, 1, tzinfo=UTC)
_log = logging.getLogger(__name__)


class Books:
    """Looks at how the accounts are whenever time passes: what is out of reach for longer than `GRACE` is noted."""

    def __init__(self, store: Store, setup: Setup) -> None:
        self._outages = Outages(store)
        self._setup = setup
        self._open: list[Gap] = []
        """Those that are not caught up."""
        self._found: tuple[datetime, tuple[Gap, ...]] | None = None
        self._last: datetime | None = None
        self._awake_since: datetime | None = None

    def start(self, now: datetime) -> None:
        """What was out of reach when Écluse ended was not asked until now."""
        self._awake_since = now
        self._open = self._outages.open()
        self._keep(gaps.interrupted(self._open, now))

    def tick(self, now: datetime) -> datetime | None:
        """Nothing is due by itself: the heartbeat is often enough."""
        self._last = now
        awake_since = self._awake_since or now
        if awake_since > now:  # the clock was set back
            awake_since = self._awake_since = now
        changed: list[Gap] = []
        for seen in self._setup.standings():
            changed += gaps.follow(self._of(seen.account), seen, now, awake_since)
        changed += self._slept_and_asked(now)
        self._keep(changed)
        return None

    def woke(self, now: datetime) -> None:
        """The machine slept since the latest tick, or its clock was set."""
        since, self._awake_since = self._last or now, now
        if now - since >= GRACE:
            self._keep([*gaps.interrupted(self._open, since), Gap(0, "", since, now, None, 0, ASLEEP, "")])

    def arrived(self, account: str, items: int, now: datetime) -> None:
        if self._open:
            self._keep(gaps.answered(self._of(account), items, now))

    def starts_over(self, account: str) -> None:
        """How far it was read is known no more."""
        if self._open:
            self._keep(gaps.begun_anew(self._of(account)))

    def forget(self, account: str) -> None:
        self._outages.forget(account)
        self._found = None
        self._open = self._outages.open()

    def lines(self, since: datetime | None = None) -> tuple[GapLine, ...]:
        return tuple(map(self._line, self._outages.since(since or _EVER)))

    def of_batch(
        self, record: BatchRecord, opened_before: Callable[[BatchRecord], datetime | None]
    ) -> tuple[GapLine, ...]:
        """Those that touched a batch: since the one before it was opened."""
        kept = [one for one in self._since(record.opened_at - KEPT) if one.account]
        if not kept:
            return ()
        found = gaps.touching(reversed(kept), opened_before(record) or _EVER, record.opened_at)
        return tuple(map(self._line, found))

    def _since(self, instant: datetime) -> tuple[Gap, ...]:
        """Of one batch this is asked with each arrival, and gaps are rare."""
        if self._found is None or self._found[0] != instant:
            self._found = instant, self._outages.since(instant)
        return self._found[1]

    def _slept_and_asked(self, now: datetime) -> list[Gap]:
        asleep = [one for one in self._of("") if one.until is not None and self._setup.fetched_since(one.until)]
        return [gaps.caught_up(one, now) for one in asleep]

    def _of(self, account: str) -> list[Gap]:
        return [one for one in self._open if one.account == account]

    def _keep(self, changed: list[Gap]) -> None:
        if not changed:
            return
        self._outages.keep(changed)
        self._found = None
        self._open = self._outages.open()
        for one in changed:
            lasts = "lasts" if one.until is None else f"until {one.until:%H:%M:%S}"
            _log.info("out of reach: %s since %s, %s", one.account or ASLEEP, f"{one.since:%Y-%m-%d %H:%M:%S}", lasts)

    def _line(self, one: Gap) -> GapLine:
        account = self._setup.settings.account(one.account)
        title = discover()[account.kind].title if account is not None else ""
        return GapLine(
            one.account, title, one.since, one.until, one.caught_up, one.items, one.problem, one.detail, one.doubt
        )
