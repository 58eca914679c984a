"""Where a time is asked for: a snooze, a focus block. The usual ones are listed, any other is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from desktop.core import when
from desktop.core.text import cleaned
from desktop.core.views import Now
from desktop.core.when import Asked
from desktop.window import texts
from desktop.window.chooser import Choice, Chooser, plain
from desktop.window.counted import Counted
from desktop.window.texts import translate
from desktop.window.theme import Theme

_LENGTHS = (25, 50, 90)
_SOON = timedelta(hours=12)
"""A check-in that is further away ends no focus block by itself (`focus.overrides`)."""


class MomentMenu(Chooser):
    """A moment to come: one of those that `offered` has, or one that is typed. `then` gets it."""

    def __init__(self, window: QWidget, theme: Theme, name: str) -> None:
        super().__init__(window, theme, name, translate("Snooze", "14:30, 2h, mon 9:00, 2026-11-30 …"))
        self._now: Now | None = None
        self._at: datetime | None = None
        self._then: Callable[[datetime], None] = lambda until: None

    def offered(self, now: Now) -> Sequence[tuple[str, datetime]]:
        """Words, and what they mean."""
        raise NotImplementedError

    def ask_moment(self, now: Now, at: datetime, hint: str, then: Callable[[datetime], None]) -> None:
        self._now, self._at, self._then = now, at, then
        self.ask(hint)

    def fitting(self, typed: str) -> Sequence[Choice]:
        if self._now is None or self._at is None:
            return ()
        offered = [Choice(words, self._said(until), self._chosen(until)) for words, until in self.offered(self._now)]
        said = plain(typed.strip())
        if not said:
            return offered
        named = [choice for choice in offered if said in plain(choice.text)]
        try:
            until = when.parse(typed, self._at)
        except ValueError:
            return named
        return [Choice(typed.strip(), self._said(until), self._chosen(until)), *named]

    def nothing_fits(self) -> str:
        return translate(
            "Snooze", "No time to come can be read in this. Type it like 14:30, 2h, mon 9:00 or 2026-11-30."
        )

    def _said(self, until: datetime) -> str:
        return "" if self._at is None else texts.moment(until, self._at)

    def _chosen(self, until: datetime) -> Callable[[], None]:
        return lambda: self._then(until)


class SnoozeMenu(MomentMenu):
    """When it comes back."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, translate("Snooze", "Snooze until"))

    def ask_for(self, now: Now, at: datetime, count: int, then: Callable[[datetime], None]) -> None:
        self.ask_moment(now, at, Counted().will_come_back(count), then)

    def offered(self, now: Now) -> Sequence[tuple[str, datetime]]:
        words = {
            "check_in": translate("Snooze", "Next check-in"),
            "after_block": translate("Snooze", "After this block"),
            "tonight": translate("Snooze", "Tonight"),
            "tomorrow": translate("Snooze", "Tomorrow"),
            "monday": translate("Snooze", "Monday"),
            "three_days": translate("Snooze", "In 3 working days"),
        }
        return [(words[code], until) for code, until in when.choices(now)]


class OffMenu(MomentMenu):
    """Until when one is off."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, translate("Off", "Off until"))

    def ask_for(self, now: Now, at: datetime, then: Callable[[datetime], None]) -> None:
        words = translate(
            "Off", "Until then everything waits, no check-in opens, and nobody is told that you are busy."
        )
        self.ask_moment(now, at, words, then)

    def offered(self, now: Now) -> Sequence[tuple[str, datetime]]:
        words = {"tomorrow": translate("Off", "Tomorrow morning"), "monday": translate("Off", "Monday")}
        chosen = [(words[code], until) for code, until in when.choices(now) if code in words]
        in_a_week = when.parse("7d", now.at).replace(hour=when.MORNING.hour, minute=0, second=0, microsecond=0)
        return [*chosen, (translate("Off", "In a week"), in_a_week)]


class FocusMenu(Chooser):
    """How long to focus and on what, in one line."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(
            window,
            theme,
            translate("FocusNow", "Focus until"),
            translate("FocusNow", "50m, 11:30, 1h30 Release 2.0 …"),
        )
        self._now: Now | None = None
        self._at: datetime | None = None
        self._then: Callable[[Asked], None] = lambda asked: None

    def ask_for(self, now: Now, at: datetime, then: Callable[[Asked], None]) -> None:
        self._now, self._at, self._then = now, at, then
        self.ask(translate("FocusNow", "Type how long or until when, and after it what you will work on."))

    def fitting(self, typed: str) -> Sequence[Choice]:
        if self._now is None or self._at is None:
            return ()
        asked = when.focus(typed, self._at)
        if asked.length is not None or asked.until is not None:
            return (self._choice(asked),)
        coming = self._now.next_check_in
        until_then = coming is not None and texts.between(self._at, coming) <= _SOON
        lengths = [replace(asked, length=timedelta(minutes=minutes)) for minutes in _LENGTHS]
        return tuple(self._choice(one) for one in ([asked] if until_then else []) + lengths)

    def _choice(self, asked: Asked) -> Choice:
        assert self._now is not None
        assert self._at is not None
        until = asked.until or self._now.next_check_in or self._at
        words = translate("FocusNow", "Until the next check-in")
        if asked.length is not None:
            until = (self._at.astimezone(UTC) + asked.length).astimezone(self._at.tzinfo)
            words = translate("FocusNow", "For {length}").format(length=texts.length(asked.length))
        elif asked.until is not None:
            words = translate("FocusNow", "Until {time}").format(time=texts.moment(asked.until, self._at))
        text = texts.pair(words, cleaned(asked.intention, 80)) if asked.intention else words
        hint = "" if asked.until is not None else self._hint_of(until)
        return Choice(text, hint, lambda: self._then(asked))

    def _hint_of(self, until: datetime) -> str:
        assert self._at is not None
        return translate("FocusNow", "until {time}").format(time=texts.moment(until, self._at))
