"""Microsoft Teams through Microsoft Graph: the preferred presence, and the status message.

learn.microsoft.com/graph/api/resources/presence, presence-get, presence-setuserpreferredpresence,
presence-clearuserpreferredpresence, presence-setstatusmessage (v1.0; work and school accounts only), and
learn.microsoft.com/microsoftteams/presence-admins for what each state means.

Graph tells the presence that colleagues see, which it reckons from all devices, the calendar and what was chosen: not
who chose it, and never until when. Nothing in that can be put back. So:

- What is set always has an end at the service, and what is put back is Teams' own reckoning: ours is cleared. A "Busy"
  found at the start may be a call or a meeting, and writing that down as chosen would have it last all day.
- A presence as strong as ours is left alone for as long as it lasts, be it a meeting or chosen, and looked at again:
  when it goes in the midst of the block, ours is set. Where "do not disturb" is wanted over a "Busy" that was chosen by
  hand, that one is lost.
- "Appear offline" keeps others away better than anything we could show, and is left alone.
- With Teams open on no device there is nobody to show: that is an error, which goes when Teams is opened. Our own stays
  noted until then, for the same answer comes with ours set and without.
- Away and "be right back" come and go with the keyboard, and give way.
- What is chosen by hand and is the same as ours cannot be told from ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from math import ceil
from typing import Final
from zoneinfo import ZoneInfo

from focus.errors import Broken, NotOpen
from focus.fields import bearer, sign_in, url
from focus.presence import Level, Presence
from focus.providers import Means, Provider, ProviderSpec, Value
from focus.status_text import fitting
from focus.web import Web, found, identifier, instant, permitted, text

ADDRESS: Final = "https://graph.microsoft.com/v1.0"
MOST_TEXT: Final = 280
"""What Teams' own field takes."""
_LEVELS: Final = {"Busy": Level.BUSY, "BusyIdle": Level.BUSY, "DoNotDisturb": Level.DO_NOT_DISTURB}
_NAMES: Final = {Level.BUSY: "Busy", Level.DO_NOT_DISTURB: "DoNotDisturb"}
_NOWHERE: Final = frozenset({"Offline", "PresenceUnknown"})
_HIDDEN: Final = Presence(Level.DO_NOT_DISTURB, "Appear offline")
"""With the name Teams has for it, so that it is nothing of ours."""
_CLOSED: Final = "Teams is open on none of your devices, so it shows you as offline whatever is set."


class Person:
    """Whose presence it is: the actions have their own id in their address, and not every tenant takes `me` there."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._id = ""

    def presence(self) -> object:
        said = permitted(self._web.ask("GET", "me/presence", expects=(200, 403)), "Teams").data
        if not text(said, "availability"):
            raise Broken("Teams' answer is no presence.")
        self._id = identifier(said, "id")
        return said

    def act(self, action: str, body: Mapping[str, object]) -> None:
        if not self._id:
            self.presence()
        whose = f"users/{self._id}" if self._id else "me"
        answer = self._web.ask("POST", f"{whose}/presence/{action}", body=body, expects=(200, 202, 204, 403))
        permitted(answer, "Teams")


class Preferred:
    """The presence that goes before what Teams reckons."""

    name = "presence"
    lasting = True

    def __init__(self, person: Person, means: Means) -> None:
        self._person = person
        self._now = means.now

    def shown(self, presence: Presence) -> Presence:
        """Without an end it is nothing of ours."""
        if presence.level not in _NAMES or presence.until is None:
            return Presence()
        return Presence(presence.level, until=presence.until)

    def read(self) -> Presence:
        """Raises NotOpen where Teams is open nowhere."""
        said = self._person.presence()
        availability, activity = text(said, "availability"), text(said, "activity")
        if availability in _NOWHERE and activity == "OffWork":
            return _HIDDEN
        if availability in _NOWHERE:
            raise NotOpen(_CLOSED)
        return Presence(_LEVELS.get(availability, Level.AVAILABLE))

    def write(self, presence: Presence) -> None:
        shown = self.shown(presence)
        # Rounded up: none is set to no time at all.
        left = 0 if shown.until is None else ceil((shown.until - self._now()).total_seconds())
        if left <= 0:
            self._person.act("clearUserPreferredPresence", {})
            return
        name = _NAMES[shown.level]
        said = {"availability": name, "activity": name, "expirationDuration": f"PT{left}S"}
        self._person.act("setUserPreferredPresence", said)


class Message:
    """What stands beside the name. Its end is told to the person alone."""

    name = "message"
    lasting = True

    def __init__(self, person: Person, means: Means) -> None:
        self._person = person
        self._now = means.now

    def shown(self, presence: Presence) -> Presence:
        said = fitting(presence.text, MOST_TEXT)
        return Presence(Level.TEXT, said, until=presence.until) if said else Presence()

    def read(self) -> Presence:
        message = found(self._person.presence(), "statusMessage")
        content, until = text(message, "message", "content"), _end(message)
        if not content or (until is not None and until <= self._now()):
            return Presence()
        return Presence(Level.TEXT, content, until=until)

    def write(self, presence: Presence) -> None:
        # As it was read, where it is put back: Teams keeps more in it than a person types.
        message: dict[str, object] = {"message": {"content": presence.text, "contentType": "text"}}
        if presence.text and presence.until is not None:
            end = presence.until.replace(tzinfo=None).isoformat(timespec="seconds")
            message["expiryDateTime"] = {"dateTime": end, "timeZone": "UTC"}
        self._person.act("setStatusMessage", {"statusMessage": message})


def _end(message: object) -> datetime | None:
    """Of a `dateTimeTimeZone`, whose zone has a name of Windows' or of IANA's. Raises Broken for one that nobody knows:
    what has an end that cannot be read could not be put back."""
    zone = text(message, "expiryDateTime", "timeZone")
    end = instant(message, "expiryDateTime", "dateTime")
    if end is None or zone in {"", "UTC"}:
        return end
    from tzlocal.windows_tz import win_tz

    try:
        return end.replace(tzinfo=ZoneInfo(win_tz.get(zone, zone))).astimezone(UTC)
    except (KeyError, ValueError, OSError) as error:
        raise Broken(f"Your status message ends at a time of {zone[:60]!r}, which is not known here.") from error


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    web = means.web(str(values.get("url") or ADDRESS), bearer(values, secrets))
    person = Person(web)
    return Provider((Preferred(person, means), Message(person, means)), web.close)


SPEC = ProviderSpec(
    name="teams",
    title="Microsoft Teams",
    fields=(
        *sign_in("Where your client is registered for your organisation alone, such as "
                 "https://login.microsoftonline.com/ITS-ID/v2.0"),
        url(ADDRESS, help="Another one only in a national cloud"),
    ),
    level=Level.DO_NOT_DISTURB,
    expires=True,
    open=_open,
    usual=Level.BUSY,
    most_text=MOST_TEXT,
    calls={Level.BUSY: "Busy", Level.DO_NOT_DISTURB: "Do not disturb"},
    authority="microsoft",
    scope="Presence.ReadWrite offline_access",
)  # fmt: skip
