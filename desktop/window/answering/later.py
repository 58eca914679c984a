"""When an answer goes: at their 9:00, tomorrow, at a typed time; and where it is that their 9:00 is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.core import when
from desktop.core.text import cleaned
from desktop.window import texts
from desktop.window.chooser import Choice, Chooser, plain
from desktop.window.texts import translate
from desktop.window.theme import Theme
from desktop.window.zone_chooser import ZoneChooser, place_of
from inbox.answering import TheirNine

Chosen = Callable[[datetime | None], None]


class LaterMenu(Chooser):
    """`ask_for` shows it; what is chosen is an aware instant, or None for at once."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(
            window,
            theme,
            translate("Later", "Send later"),
            translate("Later", "14:30, 2h, mon 9:00, 2026-11-30 …"),
        )
        self._at: datetime | None = None
        self._theirs: TheirNine | None = None
        self._set = False
        self._then: Chosen = lambda when: None
        self._ask_zone: Callable[[], None] = lambda: None

    def ask_for(
        self, at: datetime, theirs: TheirNine | None, *, is_set: bool, then: Chosen, ask_zone: Callable[[], None]
    ) -> None:
        """`theirs` is None where several get it; `is_set`: a time is chosen already, and can be taken back."""
        self._at, self._theirs, self._set, self._then, self._ask_zone = at, theirs, is_set, then, ask_zone
        self.ask(translate("Later", "It waits in the outbox until then; this computer has to be on."))

    def fitting(self, typed: str) -> Sequence[Choice]:
        if self._at is None:
            return ()
        offered = self._offered(self._at)
        said = plain(typed.strip())
        if not said:
            return offered
        named = [choice for choice in offered if said in plain(choice.text)]
        try:
            chosen = when.parse(typed, self._at)
        except ValueError:
            return named
        return [self._choice(typed.strip(), chosen), *named]

    def _offered(self, at: datetime) -> list[Choice]:
        offered = []
        if self._set:
            offered.append(Choice(translate("Later", "At once"), "", lambda: self._then(None)))
        if self._theirs is not None:
            offered += self._at_theirs(self._theirs)
        offered.append(self._choice(translate("Later", "Tomorrow morning"), morning(at, 1)))
        monday = morning(at, (0 - at.weekday() - 1) % 7 + 1)
        if monday != morning(at, 1):
            offered.append(self._choice(translate("Later", "Monday morning"), monday))
        return offered

    def _at_theirs(self, theirs: TheirNine) -> list[Choice]:
        if theirs.at is None:
            text = translate("Later", "At their 9:00…")
            return [Choice(text, translate("Later", "where do they live?"), self._ask_zone)]
        text = translate("Later", "At their 9:00 ({place})").format(place=place_of(theirs.zone))
        other = translate("Later", "They live elsewhere than {place}…").format(place=place_of(theirs.zone))
        return [self._choice(text, theirs.at), Choice(other, "", self._ask_zone)]

    def _choice(self, text: str, chosen: datetime) -> Choice:
        assert self._at is not None
        return Choice(text, texts.moment(chosen, self._at), lambda: self._then(chosen))


class ZoneMenu(ZoneChooser):
    """Where somebody lives, among all zones. Proposals come first; nothing is set that was not chosen."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, translate("Later", "Where do they live?"))
        self._proposed: tuple[str, ...] = ()
        self._then: Callable[[str], None] = lambda name: None

    def ask_for(self, at: datetime, theirs: TheirNine, then: Callable[[str], None]) -> None:
        self._at, self._proposed, self._then = at, theirs.proposals, then
        who = cleaned(theirs.address, 80)
        hint = translate("Later", "Asked once for {address}, and kept on this computer.").format(address=who)
        if theirs.proposals:
            clock = translate("Later", "The first ones go with the clock their mail was written by.")
            hint = f"{hint} {clock}"
        self.ask(hint)

    def fitting(self, typed: str) -> Sequence[Choice]:
        proposed = self.zones(typed, self._proposed)
        others = self.zones(typed, but=self._proposed) if typed.strip() or not self._proposed else []
        return [self.choice(name, partial(self._then, name)) for name in (*proposed, *others)]


def morning(at: datetime, days: int) -> datetime:
    """9:00 by the wall clock so many days on, in the zone of `at`."""
    return datetime.combine(at.date() + timedelta(days=days), when.MORNING, at.tzinfo)
