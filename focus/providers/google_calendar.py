"""Google Calendar: an event of ours in the person's own calendar, for as long as they focus.

developers.google.com/workspace/calendar/api/v3/reference/events and guides/calendar-status (discovery document
calendar.v3). A work account gets a "focus time", which declines nobody's meeting unless that was chosen, and mutes Chat
where "do not disturb" is wanted; where Google has none, as in a private account, an ordinary event that counts as busy.

Ours is what has our mark among its private properties and covers this moment. No other event is read, and none is ever
changed. It ends by itself; where the block ends early its end is moved up, so that the calendar tells what was. It is
changed only as long as it is as it was read (ETag): who moves or deletes it by hand has the last word.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from focus.errors import Broken, Offline
from focus.fields import Field, bearer, sign_in, url
from focus.presence import Level, Presence
from focus.providers import Means, Provider, ProviderSpec, Value
from focus.status_text import fitting
from focus.web import Answer, Web, found, identifier, instant, permitted, several, text, written

ADDRESS: Final = "https://www.googleapis.com/calendar/v3"
MOST_TEXT: Final = 200
_PATH: Final = "calendars/primary/events"
_MARK: Final = "ecluse"
_LEVEL: Final = "ecluseLevel"
_DECLINES: Final = {
    "none": "declineNone",
    "new": "declineOnlyNewConflictingInvitations",
    "all": "declineAllConflictingInvitations",
}
_TOO_MANY: Final = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"})
_LATER_SECONDS: Final = 60.0
_SECOND: Final = timedelta(seconds=1)
_MOST_PAGES: Final = 20
_GONE: Final = (404, 410)


class Event:
    """What is shown is the title; its length is the event's."""

    name = "event"
    lasting = True

    def __init__(self, web: Web, means: Means, values: Mapping[str, Value]) -> None:
        self._web = web
        self._now = means.now
        self._declines = _DECLINES.get(str(values.get("declines")), _DECLINES["none"])
        self._visibility = str(values.get("visibility") or "private")

    def shown(self, presence: Presence) -> Presence:
        """Nothing for a text alone, and nothing without an end: an event takes up time."""
        if presence.level < Level.BUSY or presence.until is None:
            return Presence()
        return Presence(presence.level, fitting(presence.text, MOST_TEXT), until=presence.until)

    def read(self) -> Presence:
        ours = self._ours()
        if not ours:
            return Presence()
        deep = text(ours[0], "extendedProperties", "private", _LEVEL) == Level.DO_NOT_DISTURB.name
        level = Level.DO_NOT_DISTURB if deep else Level.BUSY
        return Presence(level, text(ours[0], "summary"), until=_at(ours[0], "end"))

    def write(self, presence: Presence) -> None:
        shown, ours = self.shown(presence), self._ours()
        if shown.blank:
            for one in ours:
                self._end(one)
        elif ours:
            self._change(ours[0], self._body(shown, focus_time=text(ours[0], "eventType") == "focusTime"))
        else:
            self._insert(shown)

    def _ours(self) -> list[Any]:
        """Those that cover this moment; mostly none or one, else the last to end first."""
        now = self._now()
        query: dict[str, str | int | bool] = {
            "privateExtendedProperty": f"{_MARK}=focus",
            "singleEvents": True,
            "timeMin": written(now),
            "timeMax": written(now + _SECOND),
        }
        items = self._listed(query)
        far = datetime.max.replace(tzinfo=UTC)
        ours = [
            one
            for one in items
            if text(one, "extendedProperties", "private", _MARK) == "focus" and text(one, "status") != "cancelled"
            and (_at(one, "start") or far) <= now < (_at(one, "end") or now)
        ]  # fmt: skip
        return sorted(ours, key=lambda one: _at(one, "end") or far, reverse=True)

    def _listed(self, query: Mapping[str, str | int | bool]) -> list[Any]:
        """On all pages: one that is empty may have others after it (guides/pagination)."""
        items: list[Any] = []
        token = ""
        for _ in range(_MOST_PAGES):
            asked = {**query, "pageToken": token} if token else query
            said = self._said(self._web.ask("GET", _PATH, asked, expects=(200, 403))).data
            page = several(said, "items")
            if page is None:
                raise Broken("Google Calendar's answer is no list of events.")
            items += page
            token = text(said, "nextPageToken") if isinstance(found(said, "nextPageToken"), str) else ""
            if not token:
                return items
        raise Broken("Google Calendar does not come to the end of its list.")

    def _body(self, shown: Presence, *, focus_time: bool) -> dict[str, Any]:
        assert shown.until is not None
        body: dict[str, Any] = {
            "summary": shown.text,
            "end": {"dateTime": written(shown.until)},
            "extendedProperties": {"private": {_MARK: "focus", _LEVEL: shown.level.name}},
        }
        if focus_time:
            deep = shown.level is Level.DO_NOT_DISTURB
            chat = "doNotDisturb" if deep else "available"
            body["focusTimeProperties"] = {"autoDeclineMode": self._declines, "chatStatus": chat}
        return body

    def _insert(self, shown: Presence) -> None:
        # A minute that has begun is taken whole, so that an event is never without length.
        start = self._now().replace(second=0, microsecond=0)
        common = {
            "start": {"dateTime": written(start)},
            "transparency": "opaque",
            "visibility": self._visibility,
            "reminders": {"useDefault": False},
        }
        focus_time = {**self._body(shown, focus_time=True), **common, "eventType": "focusTime"}
        answer = self._web.ask("POST", _PATH, body=focus_time, expects=(200, 400, 403))
        if answer.status == 200:
            return
        _not_limited(answer)
        # Which code and which words say that there is no focus time here is published nowhere.
        ordinary = {**self._body(shown, focus_time=False), **common}
        self._said(self._web.ask("POST", _PATH, body=ordinary, expects=(200, 403)))

    def _change(self, event: Any, body: dict[str, Any]) -> None:
        self._asked("PATCH", event, body)

    def _end(self, event: Any) -> None:
        now = self._now().replace(microsecond=0)
        if now <= (_at(event, "start") or now):
            self._asked("DELETE", event, None)  # nothing has been yet that could be told
        else:
            self._asked("PATCH", event, {"end": {"dateTime": written(now)}})

    def _asked(self, method: str, event: Any, body: dict[str, Any] | None) -> None:
        headers = {"If-Match": text(event, "etag")}
        path = f"{_PATH}/{identifier(event, 'id')}"
        answer = self._web.ask(method, path, body=body, headers=headers, expects=(200, 204, 403, *_GONE, 412))
        if answer.status in _GONE and body is None:
            return
        if answer.status in (*_GONE, 412):
            raise Broken("The event was changed in the calendar at the same moment.")
        self._said(answer)

    @staticmethod
    def _said(answer: Answer) -> Answer:
        _not_limited(answer)
        return permitted(answer, "Google Calendar")


def _not_limited(answer: Answer) -> None:
    """Raises Offline for a 403 that means 429."""
    errors = found(answer.data, "error", "errors")
    reason = text(errors[0], "reason") if isinstance(errors, list) and errors else ""
    if answer.status == 403 and reason in _TOO_MANY:
        said = text(answer.data, "error", "message")[:200]
        raise Offline(f"Google Calendar asks to be asked less often: {said}", wait_seconds=_LATER_SECONDS)


def _at(event: Any, which: str) -> datetime | None:
    return instant(event, which, "dateTime")


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    web = means.web(str(values.get("url") or ADDRESS), bearer(values, secrets))
    return Provider((Event(web, means, values),), web.close)


SPEC = ProviderSpec(
    name="google_calendar",
    title="Google Calendar",
    fields=(
        *sign_in("Only where your organisation has a sign-in of its own for Google"),
        Field(
            "visibility",
            "Others see",
            kind="choice",
            default="private",
            choices=("private", "default", "public"),
            help="The title tells until when you focus; else it is seen that you are busy",
        ),
        Field(
            "declines",
            "Decline meetings",
            kind="choice",
            default="none",
            choices=("none", "new", "all"),
            help="In a work account Google can decline invitations that fall into your focus",
        ),
        url(ADDRESS, help="Google's, unless you test"),
    ),
    level=Level.DO_NOT_DISTURB,
    expires=True,
    open=_open,
    usual=Level.BUSY,
    most_text=MOST_TEXT,
    shows_end=True,
    authority="google",
    scope="https://www.googleapis.com/auth/calendar.events.owned",
)
