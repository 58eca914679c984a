"""The person's status on Nextcloud, with the sign-in that the source of its notifications uses too.

https://github.com/nextcloud/server/blob/master/apps/user_status/openapi.json. The server keeps one row: a status, and a
message with an icon. The status has no end of its own; but what ends the message ends the status too, since Nextcloud
25 (nextcloud/server#32620). So a message of ours comes first; and where the person has set a status by hand, "away"
too, nothing of ours is put beside it: its end would be the end of that. What Nextcloud sets by itself (in a call, in a
meeting, out of office) it takes back by itself, and would not find any more once anything was set over it: it is left
alone.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from focus.errors import Broken, InACall, Unsupported, WrongSetting
from focus.fields import CA_FILE, emoji, url
from focus.presence import CLOCKS_DIFFER, Level, Presence
from focus.providers import Field, Means, Provider, ProviderSpec, Value
from focus.status_text import fitting
from focus.web import Unknown, Web, found, instant, text

_MOST_TEXT: Final = 80
_PATH: Final = "ocs/v2.php/apps/user_status/api/v1"
_AUTOMATIC: Final = frozenset({"availability", "busy-tentative", "call", "meeting", "out-of-office", "vacationing"})
"""Messages that Nextcloud sets too; those that a person chose of them mostly have an end."""
_CALLS: Final = frozenset({"busy-tentative", "call", "meeting"})
"""Of those, what goes by within hours."""
_GRACE: Final = timedelta(seconds=30)
"""So that it is we who put things back, not the end of the message, which would wipe the status as well."""
_KEEPS_AWAY: Final = frozenset({"away", "dnd", "busy", "invisible"})
"""What stays, once a person has set it: "online", and "away" by what they do, are none of these."""
_LEVELS: Final = {"dnd": Level.DO_NOT_DISTURB, "busy": Level.BUSY}


class Row:
    """All that the server keeps of it. `icon`: of our messages, by which they are told from the person's."""

    def __init__(self, web: Web, icon: str) -> None:
        self.web = web
        self.icon = icon
        self._there = False

    def read(self) -> Mapping[str, Any]:
        for _ in range(2):  # what stands before a server says 404 too, for a moment
            answer = self.web.ask("GET", f"{_PATH}/user_status", expects=(200, 404))
            if answer.status == 200:
                return _seen(_row(answer.data))
            self._see_whether_it_is_there()
        return {"status": "offline", "statusIsUserDefined": False}

    def ours(self, row: Mapping[str, Any]) -> bool:
        return text(row, "icon") == self.icon and instant(row, "clearAt") is not None

    def change(self, method: str, path: str, query: Mapping[str, str | int] | None = None) -> int:
        """The code it was answered with: 200, or 400 for what is not taken."""
        answer = self.web.ask(method, f"{_PATH}/user_status/{path}", query, expects=(200, 400))
        if not text(answer.data, "ocs", "meta", "status"):
            raise Broken("Nextcloud's answer is none that it has for this.")
        return answer.status

    def _see_whether_it_is_there(self) -> None:
        """Who never had a status has none, and neither has anybody where the app is switched off."""
        if not self._there:
            told = self.web.ask("GET", "ocs/v2.php/cloud/capabilities").data
            there = found(told, "ocs", "data", "capabilities", "user_status", "enabled")
            if there is not True:
                raise Unsupported("This Nextcloud shows nobody's status: whoever runs it has switched that app off.")
            self._there = True


class Message:
    """Text and icon. It ends at its end."""

    name = "message"
    lasting = True

    def __init__(self, row: Row) -> None:
        self._row = row
        self._chosen: dict[tuple[str, str], str] | None = None

    def shown(self, presence: Presence) -> Presence:
        if presence.blank:
            return Presence()
        return Presence(Level.TEXT, fitting(presence.text, _MOST_TEXT), self._row.icon, presence.until)

    def read(self) -> Presence:
        row = self._row.read()
        said, icon = text(row, "message"), text(row, "icon")
        if _automatic(row):
            return Presence(Level.DO_NOT_DISTURB, said, icon)
        if text(row, "status") in _KEEPS_AWAY and found(row, "statusIsUserDefined") is True and not self._row.ours(row):
            return Presence(Level.DO_NOT_DISTURB, said, icon, instant(row, "clearAt"))
        return Presence(Level.TEXT, said, icon, instant(row, "clearAt")) if said or icon else Presence()

    def write(self, presence: Presence) -> None:
        if presence.blank:
            self._row.change("DELETE", "message")
            return
        sent: dict[str, str | int] = {}
        if presence.until is not None:
            grace = _GRACE if presence.emoji == self._row.icon else timedelta()
            sent["clearAt"] = math.ceil((presence.until + grace).timestamp())
        chosen = self._of_those_to_choose(presence)
        if chosen and self._row.change("PUT", "message/predefined", {"messageId": chosen, **sent}) == 200:
            return
        said = {"statusIcon": presence.emoji, "message": presence.text}
        if (
            self._row.change("PUT", "message/custom", {**{name: one for name, one in said.items() if one}, **sent})
            != 200
        ):
            raise WrongSetting("emoji", f"Nextcloud takes one emoji, and not {presence.emoji!r}.")

    def _of_those_to_choose(self, presence: Presence) -> str:
        """What the person had chosen of Nextcloud's own messages is chosen again: others read it in their language."""
        if presence.emoji == self._row.icon:
            return ""
        if self._chosen is None:
            told = found(self._row.web.ask("GET", f"{_PATH}/predefined_statuses").data, "ocs", "data")
            if not isinstance(told, list):
                raise Broken("Nextcloud does not tell which messages it has.")
            self._chosen = {(text(one, "message"), text(one, "icon")): text(one, "id") for one in told}
        return self._chosen.get((presence.text, presence.emoji), "")


class Status:
    """Busy or do not disturb, or what else the person or Nextcloud set: that is the emoji."""

    name = "status"
    lasting = True

    def __init__(self, row: Row) -> None:
        self._row = row

    def shown(self, presence: Presence) -> Presence:
        return Presence(presence.level, until=presence.until) if presence.level >= Level.BUSY else Presence()

    def read(self) -> Presence:
        row = self._row.read()
        status = text(row, "status")
        if _automatic(row):
            return Presence(Level.DO_NOT_DISTURB, emoji=text(row, "messageId"))
        if status in _LEVELS:
            return Presence(_LEVELS[status])
        by_hand = found(row, "statusIsUserDefined") is True and status in _KEEPS_AWAY
        return Presence(Level.DO_NOT_DISTURB, emoji=status) if by_hand else Presence()

    def write(self, presence: Presence) -> None:
        if presence.until is not None:
            self._see_that_it_ends(presence.until)
        status = "online" if presence.blank else "dnd" if presence.level is Level.DO_NOT_DISTURB else "busy"
        if self._set(presence.emoji or status):
            return
        if status != "busy" or not self._set("dnd"):  # before Nextcloud 28 there was no busy
            raise Broken(f"Nextcloud does not take the status {presence.emoji or status!r}.")

    def _see_that_it_ends(self, until: datetime) -> None:
        """What is ours ends with our message, which may not have got there, and may be the person's by now."""
        row = self._row.read()
        end = instant(row, "clearAt") if self._row.ours(row) else None
        if not isinstance(row, Unknown) and (end is None or end < until - CLOCKS_DIFFER):
            raise Broken(
                "Nextcloud ends a status with the message beside it, and that one is not there, or not Écluse's: the "
                "status was left as it is."
            )

    def _set(self, status: str) -> bool:
        return self._row.change("PUT", "status", {"statusType": status}) == 200


def _row(data: Any) -> Mapping[str, Any]:
    row = found(data, "ocs", "data")
    if not isinstance(row, Mapping) or not text(row, "status"):
        raise Broken("Nextcloud's answer is no status.")
    return row


def _seen(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Raises InACall: the row that stands there comes again after the call, with ours in it where that was so."""
    if _automatic(row) and text(row, "messageId") in _CALLS:
        raise InACall(f"Nextcloud shows by itself: {fitting(text(row, 'message') or text(row, 'messageId'), 100)}")
    return row


def _automatic(row: Mapping[str, Any]) -> bool:
    return text(row, "messageId") in _AUTOMATIC and instant(row, "clearAt") is None


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    login = f"{str(values.get('user') or '').strip()}:{secrets.get('token', '').strip()}"
    web = means.web(
        str(values.get("url") or "").strip().rstrip("/").removesuffix("/index.php"),
        {"Authorization": f"Basic {base64.b64encode(login.encode()).decode()}", "OCS-APIRequest": "true"},
        ca_file=str(values.get("ca_file") or ""),
    )
    row = Row(web, str(values.get("emoji") or "").strip() or _EMOJI)
    return Provider((Message(row), Status(row)), web.close)


_EMOJI: Final = "⛔"
SPEC = ProviderSpec(
    name="nextcloud",
    title="Nextcloud",
    fields=(
        url(help="As your browser shows it, such as https://cloud.example.org"),
        Field("user", "User name"),
        Field("token", "App password", kind="secret", help="Made in Nextcloud under Settings, Security"),
        emoji(_EMOJI, help="One emoji"),
        CA_FILE,
    ),
    level=Level.DO_NOT_DISTURB,
    expires=True,
    open=_open,
    most_text=_MOST_TEXT,
    shows_end=True,
    source="nextcloud",
)
