"""Nextcloud's user status for one person: one row, whose `clearAt` ends the message and the status.

https://github.com/nextcloud/server: apps/user_status (openapi.json, lib/Service/StatusService.php)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import focus.providers.nextcloud
from focus.presence import Level, Presence
from focus.providers import Means, Provider
from tests.contract.feeds import TOKEN
from tests.descriptions import Description
from tests.servers.nextcloud import LOGIN, SITE, ocs
from tests.servers.web import Asked, Says, Web

_API = "/ocs/v2.php/apps/user_status/api/v1/"
_STATES = ("online", "away", "dnd", "busy", "invisible", "offline")
_LEVELS = {"busy": Level.BUSY} | dict.fromkeys(("dnd", "away", "invisible"), Level.DO_NOT_DISTURB)
CHOICES = {"commuting": ("🚌", "Commuting"), "remote-work": ("🏡", "Working remotely"), "call": ("💬", "In a call")}


@dataclass
class Row:
    status: str = "offline"
    by_the_person: bool = False
    icon: str = ""
    message: str = ""
    message_id: str = ""
    clear_at: datetime | None = None


class NextcloudStatus:
    """`row`: what is kept, None for a person who never had a status. `enabled`: the app is; `has_busy`: it is of
    Nextcloud 28 or later."""

    def __init__(self) -> None:
        self.web = Web(self._answer)
        self.web.check = Description("nextcloud", SITE).violations
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.writes: list[tuple[str, Presence]] = []
        self.row: Row | None = None
        self._kept: Row | None = None
        self.enabled = True
        self.has_busy = True

    def provider(self, means: Means, **values: Any) -> Provider:
        told = {"url": self.web.url + SITE, "user": "grace", **values}
        return focus.providers.nextcloud.SPEC.open(told, {"token": TOKEN}, means)

    def shown(self) -> Mapping[str, Presence]:
        row = self._row()
        said = Presence(Level.TEXT, row.message, row.icon, row.clear_at) if row.message or row.icon else Presence()
        status = Presence()
        if row.by_the_person and row.status in _LEVELS:
            raw = "" if row.status in {"dnd", "busy"} else row.status
            status = Presence(_LEVELS[row.status], "", raw)
        return {"message": said, "status": status}

    def by_hand(self, part: str, presence: Presence) -> None:
        row = self._row()
        if part == "message":
            row.icon, row.message, row.message_id = presence.emoji, presence.text, ""
            row.clear_at = presence.until
        else:
            plain = {Level.DO_NOT_DISTURB: "dnd", Level.BUSY: "busy"}.get(presence.level, "online")
            row.status, row.by_the_person = presence.emoji or plain, True
        self.row = row

    def sets_by_itself(self, id: str, status: str) -> None:
        """As of a call: with what a person would have set, by the look of it. `call_ends` puts back what was there."""
        self._kept = self.row
        self.row = Row(status, True, *CHOICES.get(id, ("🛑", "Out of office")), message_id=id)

    def call_begins(self) -> None:
        self.sets_by_itself("call", "away")

    def call_ends(self) -> None:
        self.row = self._kept

    # Inside: on the server's thread

    def _row(self) -> Row:
        row = self.row or Row()
        if row.clear_at is not None and row.clear_at < self.now():
            row.icon = row.message = row.message_id = ""
            row.clear_at = None
            row.status, row.by_the_person = "offline", False
        return row

    def _answer(self, asked: Asked) -> Says:
        if asked.headers.get("ocs-apirequest") != "true":
            return ocs([], 412, "CSRF check failed")
        if asked.headers.get("authorization") != f"Basic {LOGIN}":
            return ocs([], 401, "Current user is not logged in")
        path = asked.path.removeprefix(SITE)
        if path == "/ocs/v2.php/cloud/capabilities":
            has = {"user_status": {"enabled": True, "restore": True, "supports_emoji": True}} if self.enabled else {}
            return ocs({"version": {"major": 30}, "capabilities": has})
        if not self.enabled or not path.startswith(_API):
            return ocs([], 404)
        return self._status(asked, path.removeprefix(_API))

    def _status(self, asked: Asked, path: str) -> Says:
        match asked.method, path:
            case "GET", "user_status":
                return ocs([], 404, "No status for the current user") if self.row is None else ocs(self._told())
            case "GET", "predefined_statuses":
                return ocs([
                    {"id": id, "icon": icon, "message": message, "clearAt": None, "visible": id != "call"}
                    for id, (icon, message) in CHOICES.items()
                ])  # fmt: skip
            case "PUT", "user_status/status":
                return self._set_status(asked.one("statusType"))
            case "PUT", "user_status/message/predefined" if asked.one("messageId") in CHOICES:
                id = asked.one("messageId")
                return self._set_message(*CHOICES[id], id, asked.one("clearAt"))
            case "PUT", "user_status/message/custom" if len(asked.one("statusIcon")) <= 2:
                return self._set_message(asked.one("statusIcon"), asked.one("message"), "", asked.one("clearAt"))
            case "DELETE", "user_status/message":
                self._set_message("", "", "", "")
                return ocs([])
        return ocs([], 400)

    def _set_status(self, status: str) -> Says:
        if status not in _STATES or (status == "busy" and not self.has_busy):
            return ocs([], 400)
        self.row = self._row()
        self.row.status, self.row.by_the_person = status, True
        written = self.shown()["status"]
        ours = written.level >= Level.BUSY and not written.emoji
        end = self.row.clear_at if ours else None
        self.writes.append(("status", Presence(written.level, "", written.emoji, end)))
        return ocs(self._told())

    def _set_message(self, icon: str, message: str, id: str, clear_at: str) -> Says:
        until = datetime.fromtimestamp(int(clear_at), UTC) if clear_at else None
        if len(message) > 80 or (until is not None and until < self.now()):
            return ocs([], 400)
        self.row = self._row()
        self.row.icon, self.row.message, self.row.message_id, self.row.clear_at = icon, message, id, until
        self.writes.append(("message", self.shown()["message"]))
        return ocs(self._told())

    def _told(self) -> dict[str, Any]:
        row = self._row()
        return {
            "userId": "grace", "status": row.status, "statusIsUserDefined": row.by_the_person,
            "message": row.message or None, "icon": row.icon or None, "messageId": row.message_id or None,
            "messageIsPredefined": bool(row.message_id), "clearAt": row.clear_at and int(row.clear_at.timestamp()),
        }  # fmt: skip
