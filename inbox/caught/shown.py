"""What a program asks the desktop to show, out of a call on the bus. Pure.

Three interfaces: `Notify` (Desktop Notifications Specification 1.2), GTK's `AddNotification`, and that of the
notification portal. Of the portal it is its back end's: only there the call says of which app it is.
Images, sounds, actions and further hints are not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from inbox.caught.apps import tool_of
from inbox.item import Arrival, Channel, Reason
from inbox.mail.clean import many_lines, one_line, preview
from inbox.mail.html import to_text
from inbox.rank import rank

NOTIFY: Final = "org.freedesktop.Notifications"
GTK: Final = "org.gtk.Notifications"
PORTAL: Final = "org.freedesktop.impl.portal.Notification"

_MOST_READ: Final = 16 * 1024
_MOST_TEXT: Final = 4000
_LOW: Final = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """One such call. `app` as the program names it, `entry` its desktop entry or app id; `place`: what the program
    calls the notification, or '' for one of which it has no name yet. `passing`: a progress, a volume, and what else
    is not meant to stay. `body` is as it was given, with markup where `marked`."""

    app: str
    entry: str
    title: str
    body: str
    place: str
    passing: bool
    marked: bool

    @property
    def blank(self) -> bool:
        return not (self.title.strip() or self.body.strip())

    @property
    def names(self) -> tuple[str, str]:
        return self.app, self.entry


def read(interface: str, signature: str, body: tuple[Any, ...]) -> Shown | None:
    """None: no notification, or arguments of other types than it has."""
    match interface, signature:
        case "org.freedesktop.Notifications", "susssasa{sv}i":
            return _notify(*body)
        case (("org.gtk.Notifications" | "org.freedesktop.impl.portal.Notification"), "ssa{sv}"):
            return _added(*body)
    return None


def _notify(
    app: str, replaces: int, _icon: str, title: str, body: str, _acts: object, hints: Mapping[str, Any], _wait: int
) -> Shown:
    passing = (
        _value(hints, "urgency") == _LOW
        or bool(_value(hints, "transient"))
        or "value" in hints  # how far something has come, or how loud it is
        or "x-canonical-private-synchronous" in hints
        or str(_value(hints, "category") or "").startswith(("transfer", "device"))
    )
    entry = _value(hints, "desktop-entry")
    return Shown(
        _short(app),
        _short(entry),
        _short(title),
        _short(body),
        str(replaces or ""),
        passing,
        marked=True,
    )


def _added(app: str, id: str, about: Mapping[str, Any]) -> Shown:
    hints = _value(about, "display-hint")
    passing = _value(about, "priority") == "low" or (isinstance(hints, list) and "transient" in hints)
    title, body, marked = (_value(about, name) for name in ("title", "body", "markup-body"))
    return Shown(
        "",
        _short(app),
        _short(title),
        _short(marked) or _short(body),
        _short(f"{app} {id}"),
        passing,
        marked=bool(_short(marked)),
    )


def _short(given: object) -> str:
    """Text of a length that is worth keeping; what should be text and is not is none."""
    return given[:_MOST_READ] if isinstance(given, str) else ""


def _value(values: Mapping[str, Any], name: str) -> Any:
    """Of a variant, which jeepney gives with its type."""
    return values[name][1] if name in values else None


def arrival(one: Shown, key: str, at: datetime, now: datetime, *, whole: bool) -> Arrival:
    """As the queue has it. `whole`: with its text. Nobody vouches for it, so it claims no more than what one follows:
    no rule by reason lets it through, and it ranks below what a tool tells itself."""
    text = _text(one)[:_MOST_TEXT] if whole else ""
    return Arrival(
        key=key,
        content_key=key,
        channel=Channel.MENTION,
        reason=Reason.SUBSCRIBED,
        sender_name=one_line(one.app or one.entry.rpartition(".")[2], 100),
        sender_address="",
        subject=one_line(one.title, 500),
        received_at=min(at, now),
        preview=preview(text),
        text=text,
        tool=tool_of(one.names),
        rank=rank(Reason.SUBSCRIBED),
        caught=True,
    )


def _text(one: Shown) -> str:
    return many_lines(to_text(one.body.replace("\n", "<br>")) if one.marked else one.body)
