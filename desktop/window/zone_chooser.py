"""One of all time zones, found by its city or by its country in the language of the window."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtCore import QByteArray, QLocale, QTimeZone
from PySide6.QtWidgets import QWidget

from desktop.window import texts
from desktop.window.chooser import Choice, Chooser, plain
from desktop.window.places import country_name
from desktop.window.texts import translate
from desktop.window.theme import Theme

_LISTED = 200
_AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_SPACES = str.maketrans("_/-", "   ")


class ZoneChooser(Chooser):
    """Subclasses say what choosing one does."""

    def __init__(self, window: QWidget, theme: Theme, name: str) -> None:
        super().__init__(window, theme, name, translate("Later", "A city or a country"))
        self._at: datetime | None = None

    def zones(self, typed: str, among: Sequence[str] | None = None, *, but: Collection[str] = ()) -> list[str]:
        """The IANA names that have all the words typed, of `among` where that is given; so many as can be listed."""
        words = _spelt(typed).split()
        names = _names() if among is None else among
        return [name for name in names if name not in but and all(word in _said(name) for word in words)][:_LISTED]

    def choice(self, name: str, call: Callable[[], None]) -> Choice:
        """With what time it is there, where that is known."""
        country = country_of(name)
        where = f"{place_of(name)}, {country}" if country else place_of(name)
        return Choice(f"{where}  ({name})", self.there(name), call)

    def there(self, name: str) -> str:
        time = self.clock(name)
        return translate("Later", "{time} there").format(time=time) if time else ""

    def clock(self, name: str) -> str:
        """'' where nobody said what time it is now."""
        return "" if self._at is None else texts.clock(self._at.astimezone(ZoneInfo(name)))


def place_of(zone: str) -> str:
    """A zone's place as one writes it: New York."""
    return zone.rpartition("/")[2].replace("_", " ")


def country_of(zone: str) -> str:
    """'' where it is in none, or nobody knows."""
    code = _code(zone)
    name = country_name(code) if code else ""
    return "" if name == code else name


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(name for name in available_timezones() if name.partition("/")[0] in _AREAS))


@cache
def _code(zone: str) -> str:
    found = QTimeZone(QByteArray(zone.encode()))
    return QLocale.territoryToCode(found.territory()) if found.isValid() else ""


def _said(zone: str) -> str:
    return _spelt(f"{zone} {country_of(zone)}")


def _spelt(name: str) -> str:
    return plain(name).translate(_SPACES)
