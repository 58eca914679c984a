"""The cards that lie over the window, one at a time; each is made, and its module imported, when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.commands import Command
from desktop.window.shell import Shell

if TYPE_CHECKING:  # not for the first paint
    from desktop.core.book_lines import GapLine
    from desktop.core.rehearsal.values import Rehearsal
    from desktop.core.review_views import Review
    from desktop.core.when import Asked
    from desktop.window.sheet import Sheet
    from inbox.item import Ledger
    from inbox.mail.opened import Link

S = TypeVar("S", bound="Sheet")


class Sheets(QObject):
    """UI thread only. `usable`: the commands that can be used on the page below, for the palette."""

    moved = Signal()
    """One was opened or shut: what the keys mean is another thing now."""

    def __init__(self, window: QWidget, shell: Shell, usable: Callable[[], Iterable[Command]]) -> None:
        super().__init__(window)
        self._window = window
        self._shell = shell
        self._usable = usable
        self._made: dict[type[Sheet], Sheet] = {}

    @property
    def is_open(self) -> bool:
        return any(sheet.isVisible() for sheet in self._made.values())

    def of(self, kind: type[S], make: Callable[[], S]) -> S:
        """The card of this kind, for its owner to open; any other is shut."""
        self.shut()
        found = self._made.get(kind)
        if not isinstance(found, kind):
            found = make()
            found.closed.connect(self.moved)
            self._made[kind] = found
        return found

    def __getitem__(self, kind: type[S]) -> S:
        """The one that was last asked for. Raises KeyError where none was."""
        found = self._made[kind]
        assert isinstance(found, kind)
        return found

    def shut(self) -> None:
        for sheet in self._made.values():
            sheet.shut()

    def ask_snooze(self, count: int, then: Callable[[datetime], None]) -> None:
        """Have a time chosen for so many items; `then` gets it."""
        present = self._shell.present
        if present.now is None:
            return
        from desktop.window.time_choosers import SnoozeMenu

        menu = self.of(SnoozeMenu, lambda: SnoozeMenu(self._window, self._shell.theme))
        menu.ask_for(present.now, present.at(), count, then)
        self.moved.emit()

    def ask_focus(self, then: Callable[[Asked], None]) -> None:
        """Have a focus block typed or chosen; `then` gets it."""
        present = self._shell.present
        if present.now is None:
            return
        from desktop.window.time_choosers import FocusMenu

        menu = self.of(FocusMenu, lambda: FocusMenu(self._window, self._shell.theme))
        menu.ask_for(present.now, present.at(), then)
        self.moved.emit()

    def ask_off(self, then: Callable[[datetime], None]) -> None:
        """Have the end of a time off typed or chosen; `then` gets it."""
        present = self._shell.present
        if present.now is None:
            return
        from desktop.window.time_choosers import OffMenu

        self.of(OffMenu, lambda: OffMenu(self._window, self._shell.theme)).ask_for(present.now, present.at(), then)
        self.moved.emit()

    def open_palette(self) -> None:
        from desktop.window.chooser import Palette

        self.of(Palette, lambda: Palette(self._window, self._shell.theme, self._usable)).ask()
        self.moved.emit()

    def open_help(self) -> None:
        from desktop.window.help_sheet import HelpSheet

        commands = self._shell.shortcuts.commands
        self.of(HelpSheet, lambda: HelpSheet(self._window, self._shell.theme, commands.values())).show_keys()
        self.moved.emit()

    def show_replay(self, found: Rehearsal) -> None:
        from desktop.window.replay_sheet import ReplaySheet

        self.of(ReplaySheet, lambda: ReplaySheet(self._window)).show_rehearsal(found)
        self.moved.emit()

    def ask_link(self, links: Sequence[Link], then: Callable[[Link], None]) -> None:
        """Have one of these chosen."""
        from desktop.window.reading.sheets import LinkList

        self.of(LinkList, lambda: LinkList(self._window, self._shell.theme)).ask_for(links, then)
        self.moved.emit()

    def open_ledger(self, found: Ledger, gaps: Sequence[GapLine], now: datetime) -> None:
        from desktop.window.ledger_sheet import LedgerSheet

        self.of(LedgerSheet, lambda: LedgerSheet(self._window)).show_ledger(found, gaps, now)
        self.moved.emit()

    def open_headers(self, headers: Sequence[tuple[str, str]]) -> None:
        from desktop.window.reading.sheets import HeaderSheet

        self.of(HeaderSheet, lambda: HeaderSheet(self._window)).show_headers(headers)
        self.moved.emit()

    def open_note(self, week: str | None) -> None:
        """The weekly note to teammates."""
        from desktop.window.review.note_sheet import NoteSheet

        self.of(NoteSheet, lambda: NoteSheet(self._window, self._shell)).ask(week)
        self.moved.emit()

    def open_objectives(self, review: Review | None, then: Callable[[], None]) -> None:
        """`review`: whose intentions are offered; `then` is called when objectives have changed."""
        from desktop.window.review.objectives_sheet import ObjectivesSheet

        self.of(ObjectivesSheet, lambda: ObjectivesSheet(self._window, self._shell)).ask(review, then)
        self.moved.emit()
