"""Shows notices as the desktop's notifications: one for each, on a thread of its own, without Qt.

The desktop's D-Bus service comes first (Desktop Notifications Specification 1.2), plyer where there is none. Qt's
own tray messages are not used: they replace the tray icon while they are shown.
"""

from __future__ import annotations

import html
import logging
import os
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from desktop.core.deadline import Limited, TookTooLong
from desktop.core.notice_words import Words, language_of, words
from desktop.core.views import Notice, Preferences
from inbox.wakeup import HasFileno, Wakeup

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

DESKTOP_ENTRY = "ecluse"
"""The base name of the installed .desktop file: the desktop finds name, icon and settings by it."""
_APP = "Écluse"
_SECONDS = 5.0
_IDLE_SECONDS = 3600.0
_WINDOWS_TITLE, _WINDOWS_BODY = 63, 255
_log = logging.getLogger(__name__)


class CannotShow(Exception):
    """This way of showing notifications does not work now; the text says why."""


class Backend(Protocol):
    """One way of showing a notification. Used by one thread."""

    def show(self, notice: int, text: Words) -> None:
        """Raises CannotShow."""

    def socket(self) -> HasFileno | None:
        """What becomes readable when there may be a click, if there is such a thing."""

    def clicks(self) -> list[int]:
        """The notices clicked since the last call. Raises CannotShow when they can no longer be heard of."""

    def close(self) -> None: ...


class Notifications:
    """`show` may be called from any thread, and returns at once."""

    def __init__(
        self,
        about: Callable[[], tuple[Preferences, datetime]],
        shown: Callable[[int], object],
        clicked: Callable[[int], object] | None = None,
        backends: Sequence[Backend] | None = None,
    ) -> None:
        """`about` gives the preferences and the moment in the schedule's zone. It, `shown` (with a notice's id, once it
        is on screen) and `clicked` are called on the thread named `notify`; `about` and `shown` may block."""
        self._about, self._shown, self._clicked = about, shown, clicked
        self._backends = list(backends if backends is not None else default_backends(clicked is not None))
        self._due: queue.SimpleQueue[Notice] = queue.SimpleQueue()
        self._wakeup = Wakeup()
        self._stopping = threading.Event()
        self._closing = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="notify", daemon=True)
        self._thread.start()

    def show(self, notice: Notice) -> None:
        with self._closing:
            if not self._stopping.is_set():
                self._due.put(notice)
                self._wakeup.wake()
                return
        _log.info("Notice %d came while the app was ending: it is not shown, the batch is there", notice.id)

    def close(self, seconds: float = 1.0) -> None:
        """What is waiting is still shown, if that takes no longer."""
        with self._closing:
            self._stopping.set()
            self._wakeup.wake()
        self._thread.join(seconds)

    def _run(self) -> None:
        while True:
            while not self._due.empty():
                self._show(self._due.get_nowait())
            if self._stopping.is_set():
                break
            heard = next((backend for backend in self._backends if backend.socket() is not None), None)
            if self._wakeup.wait(_IDLE_SECONDS, also=heard.socket() if heard else None) and heard:
                self._hear(heard)
        for backend in self._backends:
            backend.close()
        self._wakeup.close()

    def _show(self, notice: Notice) -> None:
        try:
            preferences, now = self._about()
            language = language_of(preferences.language, os.environ)
            text = words(notice, language=language, privacy=preferences.privacy, now=now)
            if self._on_screen(notice.id, text):
                self._shown(notice.id)
        except Exception:  # noqa: BLE001 (one notice must not keep the thread from showing the next)
            _log.exception("Notice %d could not be shown", notice.id)

    def _on_screen(self, notice: int, text: Words) -> bool:
        """By the first that can: never by two."""
        for backend in self._backends:
            try:
                backend.show(notice, text)
            except CannotShow as error:
                _log.info("%s cannot show a notification: %s", type(backend).__name__, error)
            else:
                return True
        _log.warning("No notification could be shown for notice %d: the desktop has no such service", notice)
        return False

    def _hear(self, backend: Backend) -> None:
        try:
            clicked = backend.clicks()
        except CannotShow as error:
            _log.info("Clicks on notifications are no longer heard of: %s", error)
            return
        for notice in clicked:
            if self._clicked is not None:
                self._clicked(notice)


def default_backends(clickable: bool) -> list[Backend]:
    plyer = Plyer()
    return [Freedesktop(clickable), plyer] if sys.platform.startswith("linux") else [plyer]


class Freedesktop:
    """org.freedesktop.Notifications on the session bus, by jeepney."""

    def __init__(self, clickable: bool = False) -> None:
        self._clickable = clickable
        self._connection: DBusConnection | None = None
        self._capabilities: frozenset[str] = frozenset()
        self._numbers: dict[int, int] = {}
        """The service's own numbers, to our notices."""

    def show(self, notice: int, text: Words) -> None:
        """A lost connection is made anew once. No answer in time counts as shown: asking again could show it twice."""
        try:
            number = self._notify(text)
        except ConnectionError:
            number = self._notify(text)
        except TimeoutError:
            _log.warning("The notification service did not say whether it shows notice %d", notice)
            return
        self._numbers[number] = notice

    def _notify(self, text: Words) -> int:
        if self._connection is None:
            self._connect()
        body = html.escape(text.body, quote=False) if "body-markup" in self._capabilities else text.body
        actions = ["default", text.open] if self._clickable and "actions" in self._capabilities else []
        hints = {
            "desktop-entry": ("s", DESKTOP_ENTRY),
            "category": ("s", "email.arrived"),
            "urgency": ("y", 1),
        }
        # -1: the desktop decides how long it stays.
        fields = (_APP, 0, DESKTOP_ENTRY, text.title, body, actions, hints, -1)
        return int(self._call("Notify", "susssasa{sv}i", fields)[0])

    def server(self) -> tuple[str, str]:
        """Name and version of what shows notifications, for the doctor. Raises CannotShow."""
        if self._connection is None:
            self._connect()
        try:
            name, _, version, _ = self._call("GetServerInformation")
        except OSError as error:
            raise CannotShow(f"the notification service did not answer: {error}") from error
        return str(name), str(version)

    def socket(self) -> HasFileno | None:
        return self._connection.sock if self._connection is not None else None

    def clicks(self) -> list[int]:
        found: list[int] = []
        if self._connection is None:
            return found
        try:
            while True:
                found += self._click(self._connection.receive(timeout=0))
        except TimeoutError:
            return found
        except OSError as error:
            self.close()
            raise CannotShow(str(error)) from error

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._numbers.clear()

    def _click(self, message: Message) -> list[int]:
        from jeepney import HeaderFields

        match message.header.fields.get(HeaderFields.member), message.body:
            case "ActionInvoked", (number, _) if number in self._numbers:
                return [self._numbers[number]]
            case "NotificationClosed", (number, _):
                self._numbers.pop(number, None)
        return []

    def _connect(self) -> None:
        from jeepney.io.blocking import open_dbus_connection

        try:
            self._connection = open_dbus_connection("SESSION", auth_timeout=_SECONDS)
        except (OSError, KeyError, RuntimeError, ValueError) as error:  # no address, nobody there, or refused
            raise CannotShow(f"no session bus: {error}") from error
        try:
            self._capabilities = frozenset(self._call("GetCapabilities")[0])
            self._subscribe()
        except OSError as error:
            self.close()
            raise CannotShow(f"the notification service did not answer: {error}") from error

    def _subscribe(self) -> None:
        from jeepney import MatchRule, message_bus

        assert self._connection is not None
        name = "org.freedesktop.Notifications"
        rule = MatchRule(type="signal", interface=name, path="/org/freedesktop/Notifications")
        self._connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=_SECONDS)

    def _call(self, method: str, signature: str | None = None, fields: tuple[object, ...] = ()) -> tuple[Any, ...]:
        """Raises CannotShow for a no, TimeoutError, and ConnectionError with the connection closed."""
        from jeepney import DBusAddress, DBusErrorResponse, new_method_call
        from jeepney.wrappers import unwrap_msg

        assert self._connection is not None
        name = "org.freedesktop.Notifications"
        address = DBusAddress("/org/freedesktop/Notifications", bus_name=name, interface=name)
        message = new_method_call(address, method, signature, fields)
        try:
            reply: tuple[Any, ...] = unwrap_msg(self._connection.send_and_get_reply(message, timeout=_SECONDS))
        except DBusErrorResponse as error:
            raise CannotShow(error.name) from error
        except ConnectionError:
            self.close()
            raise
        return reply


class Plyer:
    """What plyer finds on this system. It blocks, and on Windows sleeps while the notification shows: with a limit."""

    def __init__(self) -> None:
        self._limited = Limited("plyer", 30.0)

    def show(self, notice: int, text: Words) -> None:
        title, body = text.title, text.body
        if sys.platform == "win32":
            title, body = _units(title, _WINDOWS_TITLE), _units(body, _WINDOWS_BODY)
        elif sys.platform.startswith("linux"):
            # It hands the body to the daemon as markup, and in a Flatpak into the text of a command's argument.
            body = html.escape(body, quote=False)
            title, body = (part.replace("'", "’").replace("\\", "⧵") for part in (title, body))
        try:
            self._limited.call(lambda: _notify(title, body))
        except TookTooLong as error:
            raise CannotShow("plyer did not come back") from error
        except Exception as error:  # plyer raises whatever its platform does
            raise CannotShow(f"{type(error).__name__}: {error}") from error

    def socket(self) -> HasFileno | None:
        return None

    def clicks(self) -> list[int]:
        return []

    def close(self) -> None:
        """There is nothing to close."""


def _notify(title: str, body: str) -> None:
    from plyer import notification

    notification.notify(title=title, message=body, app_name=_APP)


def _units(text: str, most: int) -> str:
    """Cut to so many UTF-16 units, in which Windows counts, and not within a character."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore")
