"""What chosen apps have the desktop show: heard on the session bus, for what tells of mentions in no other way.

Linux only. What was shown while Écluse did not run cannot be known. A monitor holds nothing back: that is what
do-not-disturb is for (`focus.providers.desktop`). Names of apps are their own: any program may call itself Slack.
"""

from __future__ import annotations

import selectors
import time
from collections import deque
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from secrets import token_hex
from typing import TYPE_CHECKING, Final, NamedTuple

from inbox.errors import Gone, Offline, SourceError, Unsupported, WrongSetting
from inbox.item import Fetched, Past
from inbox.sources import Field, LookBack, Mailbox, Probe, Remark, SourceSpec, Terms, Value
from inbox.wakeup import Wakeup

if TYPE_CHECKING:
    from inbox.caught.lately import Lately
    from inbox.caught.monitor import Answered, Monitor
    from inbox.caught.shown import Shown

_PORTION: Final = 500
_MOST: Final = 10_000
"""So many are kept until they are stored; the bus keeps what comes then."""


class _Heard(NamedTuple):
    number: int
    shown: Shown
    at: float


class Notifications:
    """Keeps what it heard until a later fetch shows, by its cursor, that it is stored."""

    push = True
    remarks: tuple[Remark, ...] = ()

    def __init__(self, apps: tuple[str, ...], *, whole: bool) -> None:
        from inbox.caught.apps import name_of
        from inbox.caught.lately import Lately

        self._apps = frozenset(map(name_of, apps)) - {""}
        self._whole = whole
        self._name = token_hex(8)
        """Keys begin with it: numbers of notifications begin anew with each session."""
        self._monitor: Monitor | None = None
        self._lately: Lately = Lately()
        self._heard: deque[_Heard] = deque()
        self._last = self._given = 0
        self._asked: dict[tuple[str, int], int] = {}
        self._shown: dict[int, int] = {}
        """The service's numbers, to ours."""

    def fetch(self, cursor: str, now: datetime) -> Iterator[Fetched]:
        self._forget(cursor)
        self._listen()
        waiting = list(self._heard)
        for start in range(0, len(waiting), _PORTION):
            portion = waiting[start : start + _PORTION]
            self._given = portion[-1].number
            yield self._fetched(portion, now)
        if not waiting:
            yield Fetched((), cursor if cursor.startswith(self._name) else f"{self._name} {self._given}")

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        if self._monitor is None:
            raise Offline("The connection to the session bus has ended.")
        end = time.monotonic() + seconds
        self._listen()
        with selectors.DefaultSelector() as selector:
            selector.register(wakeup, selectors.EVENT_READ)
            selector.register(self._monitor, selectors.EVENT_READ)
            while self._last == self._given and len(self._heard) < _MOST:
                self._take_back()
                ready = [key.fileobj for key, _ in selector.select(max(0.0, end - time.monotonic()))]
                if wakeup in ready:
                    wakeup.wait(0.0)
                    return
                if not ready:
                    return
                self._listen()

    def message(self, key: str) -> bytes:
        raise Gone("There is no mail of this: all there is of it is shown.")

    def mailboxes(self) -> tuple[Mailbox, ...]:
        return ()

    def look_back(self, asked: LookBack) -> Past:
        """A desktop keeps no history that others could read."""
        return Past((), asked.cursor, 0, 0, None, over=bool(asked.read))

    def probe(self) -> Probe:
        from inbox.caught.monitor import service

        name, hears = service()
        if not hears:
            raise Unsupported("The session bus lets Écluse listen, and lets it hear nothing.")
        remarks = () if name else (Remark("no_service", "Nothing shows notifications on this desktop."),)
        return Probe(name or "the session bus", (), "", 0, remarks=remarks)

    def close(self) -> None:
        monitor, self._monitor = self._monitor, None
        if monitor is not None:
            monitor.close()

    def _forget(self, stored: str) -> None:
        name, _, number = stored.partition(" ")
        if name == self._name and number.isdigit():
            while self._heard and self._heard[0].number <= int(number):
                self._heard.popleft()

    def _listen(self) -> None:
        """Take in all that was said until now. Raises as `Monitor`."""
        from inbox.caught.apps import is_listed
        from inbox.caught.monitor import Answered, Monitor

        try:
            if self._monitor is None:
                self._monitor = Monitor()
            if len(self._heard) >= _MOST:
                return
            for one in self._monitor.heard():
                at = time.monotonic()
                if isinstance(one, Answered):
                    self._lately.shown_as(one.number, one.to, one.serial)
                    self._note(one)
                elif not (one.shown.passing or one.shown.blank) and is_listed(one.shown.names, self._apps):
                    if self._lately.is_new(one.shown, one.by, one.serial, at):
                        self._last += 1
                        self._heard.append(_Heard(self._last, one.shown, at))
                    self._asked[one.by, one.serial] = self._last
                    if len(self._heard) >= _MOST:
                        return
        except SourceError:
            self.close()
            raise

    def _note(self, answer: Answered) -> None:
        ours = self._asked.pop((answer.to, answer.serial), None)
        if ours is not None:
            self._shown[answer.number] = ours

    def _take_back(self) -> None:
        """Of what is stored nothing waits to be shown. Whoever waits here has stored all that was given."""
        from inbox.caught.waiting import take_back

        stored = [number for number, ours in self._shown.items() if ours <= self._given]
        for number in stored:
            del self._shown[number]
        if stored:
            take_back(stored)
        if len(self._asked) > _MOST:  # nobody answers
            self._asked.clear()

    def _fetched(self, portion: list[_Heard], now: datetime) -> Fetched:
        from inbox.caught.shown import arrival

        read = time.monotonic()
        return Fetched(
            tuple(
                arrival(
                    one.shown,
                    f"{self._name} {one.number}",
                    now - timedelta(seconds=read - one.at),
                    now,
                    whole=self._whole,
                )
                for one in portion
            ),
            f"{self._name} {portion[-1].number}",
        )


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Notifications:
    given = values.get("app") or ()
    apps = tuple(one for one in ((given,) if isinstance(given, str) else given) if str(one).strip())  # type: ignore[union-attr]
    if not apps:
        raise WrongSetting("app", "Name at least one app: of others nothing is taken.")
    return Notifications(apps, whole=bool(values.get("text", True)))


SPEC = SourceSpec(
    name="notifications",
    title="Notifications of other apps",
    fields=(
        Field(
            "app",
            "Apps",
            kind="texts",
            identifies=True,
            most=50,
            help="Such as Slack: the name its notifications show, or its desktop entry. Nothing is kept of other apps; "
            "but any program may call itself so",
        ),
        Field(
            "text",
            "With their text",
            kind="flag",
            default=True,
            help="Otherwise only the title, which often is a name",
        ),
    ),
    open=_open,
    mentions=True,
    system="linux",
    keeps=timedelta(0),  # what a desktop showed while nobody looked is told to nobody later
)
