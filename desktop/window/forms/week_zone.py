"""By whose clock the week is followed: said below it, and chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.bridge import Bridge
from desktop.core.settings.zones import SYSTEM
from desktop.core.views import Now, WeekZone
from desktop.window.chooser import Choice, plain
from desktop.window.forms.trouble import of_request
from desktop.window.parts import button, label, row
from desktop.window.texts import translate
from desktop.window.theme import Theme
from desktop.window.zone_chooser import ZoneChooser, place_of


class WeekZoneMenu(ZoneChooser):
    """The machine's clock first, then every zone."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, translate("WeekZone", "By whose clock is your week?"))
        self._held: WeekZone | None = None
        self._then: Callable[[str], None] = lambda name: None

    def ask_for(self, now: Now | None, held: WeekZone, then: Callable[[str], None]) -> None:
        self._at, self._held, self._then = None if now is None else now.at, held, then
        self.ask(
            translate(
                "WeekZone",
                "Blocks and check-ins keep their hours, by the clock that you choose. It holds at once, also for "
                "working hours that name no zone of their own.",
            )
        )

    def fitting(self, typed: str) -> Sequence[Choice]:
        if self._held is None:
            return ()
        machine = self._held.machine
        text = translate("WeekZone", "This machine's clock, also when you travel")
        hint = ", ".join(part for part in (place_of(machine), self.clock(machine)) if part)
        followed = Choice(text, hint, self._follow_machine)
        first = [followed] if all(word in plain(text) for word in plain(typed).split()) else []
        return [*first, *(self.choice(name, partial(self._then, name)) for name in self.zones(typed))]

    def nothing_fits(self) -> str:
        return translate("WeekZone", "No such zone is known. A larger city, or the country, may be.")

    def _follow_machine(self) -> None:
        self._then(SYSTEM)


class WeekZoneLine(QWidget):
    """Says it, and has it chosen. What is chosen holds at once, whatever else of the week is still being drawn."""

    chosen = Signal(str)
    """The week follows another clock from now on: in words."""
    failed = Signal(str)

    def __init__(self, bridge: Bridge, theme: Theme) -> None:
        super().__init__()
        self._bridge = bridge
        self._theme = theme
        self._menu: WeekZoneMenu | None = None
        self._held: WeekZone | None = None
        self._now: Now | None = None
        self.says = label(role="muted", wrap=True)
        self.says.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.change_button = button(self.tr("Time zone…"))
        self.change_button.setEnabled(False)
        self.change_button.clicked.connect(self.choose)
        line = row(self)
        line.addWidget(self.says, 1)
        line.addWidget(self.change_button)

    def look(self) -> None:
        self._bridge.ask(lambda desk: desk.week_zone(), self._looked)

    def take_now(self, now: Now) -> None:
        """The machine's clock may show another time than the week's; the week may follow another one by now."""
        self._now = now
        self._show()
        if self._held is not None and str(now.at.tzinfo) != self._held.zone:
            self.look()

    def choose(self) -> None:
        if self._held is None:
            return
        if self._menu is None:
            self._menu = WeekZoneMenu(self.window(), self._theme)
        self._menu.ask_for(self._now, self._held, self.follow)

    def follow(self, zone: str) -> None:
        """By an IANA name, or "system"."""
        self._bridge.ask(lambda desk: desk.set_week_zone(zone), self._followed, self._refused)

    def _followed(self, held: WeekZone) -> None:
        self._looked(held)
        if held.follows:
            said = self.tr(
                "The week follows this machine's clock from now on, wherever you take it. All in it keeps its hours."
            )
        else:
            said = self.tr(
                "The week follows the clock of {place} from now on, wherever you are. All in it keeps its hours."
            )
        self.chosen.emit(said.format(place=place_of(held.zone)))

    def _refused(self, error: Exception) -> None:
        self.failed.emit(of_request(error).text)

    def _looked(self, held: WeekZone) -> None:
        self._held = held
        self.change_button.setEnabled(True)
        self._show()

    def _show(self) -> None:
        if self._held is None:
            return
        if self._held.follows:
            said = self.tr("Times are those of {zone}, as on this machine.").format(zone=self._held.zone)
        else:
            said = self.tr("Times are those of {zone}, wherever you are.").format(zone=self._held.zone)
        if self._now is not None and self._now.elsewhere:
            here = self.tr("This machine is in {zone}.")
            said = f"{said} {here.format(zone=self._now.elsewhere)}"
        self.says.setText(said)
