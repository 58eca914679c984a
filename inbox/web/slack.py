"""What Slack's answers mean, and its mark-up (https://docs.slack.dev: apis/web-api, messaging/formatting-message-text).

A refusal comes as 200 with `"ok": false` and a word for it; only a limit that was reached has a code of its own, 429.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any, Final

from inbox.errors import Broken, Gone, Offline, SignInRefused, SourceError, Unsupported
from inbox.item import Reason
from inbox.mail.clean import one_line
from inbox.rank import MASS
from inbox.web import values
from inbox.web.client import MOST_WAIT, Answer, Client

_REFUSED: Final = frozenset({
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type",
    "access_denied", "no_permission", "org_login_required", "team_access_not_granted", "enterprise_is_restricted",
})  # fmt: skip
_LATER: Final = frozenset({
    "internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited", "rate_limited",
    "team_added_to_org",
})  # fmt: skip
_GONE: Final = frozenset({
    "channel_not_found", "not_in_channel", "is_archived", "thread_not_found", "message_not_found", "user_not_found",
    "user_not_visible", "users_not_found", "invalid_channel",
})  # fmt: skip
_UNSUPPORTED: Final = frozenset({
    "unknown_method", "method_deprecated", "deprecated_endpoint", "missing_scope",
    "method_not_supported_for_channel_type", "ekm_access_denied", "two_factor_setup_required",
})  # fmt: skip
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_PAGE: Final = 200
_MOST_PAGES: Final = 100
"""Of one list in one go."""
_KINDS: Final = "im,mpim,private_channel,public_channel"
_CHANNEL: Final = re.compile(r"[CDG][A-Z0-9]{1,30}")
_TS: Final = re.compile(r"(\d{1,12})\.(\d{6})")
_USER: Final = re.compile(r"<@([UW][A-Z0-9]{1,30})(?:\|[^<>]*)?>")
_TEAM: Final = re.compile(r"<!subteam\^(S[A-Z0-9]{1,30})(?:\|[^<>]*)?>")
_EVERYONE: Final = re.compile(r"<!(?:here|channel|everyone)(?:\|[^<>]*)?>")
_ANGLES: Final = re.compile(r"<([^<>\n]{1,2000})>")
_SPOKEN: Final = frozenset({"", "bot_message", "me_message", "file_share", "thread_broadcast"})
"""The subtypes of what somebody wrote; the others tell of the channel (joined, renamed)."""


class Workspace:
    """What one token may ask. `count`: requests since it was last set to 0."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.count = 0
        self.channels: dict[str, str] = {}
        """Their names, as of the latest look; '' for a conversation of a few people."""
        self._people: dict[str, tuple[str, bool]] = {}

    def ask(self, method: str, **query: str | int | bool) -> Any:
        """What a method answers. Raises what its refusal means; `Gone` where it is of one thing that is not there."""
        self.count += 1
        return checked(self.client.get(method, query))

    def tell(self, method: str, **form: str) -> Any:
        self.count += 1
        return checked(self.client.ask("POST", method, form=form))

    def pages(self, method: str, **query: str | int | bool) -> Iterator[Any]:
        """Of more than 20,000 messages the newest: Slack gives those first."""
        cursor, seen = "", set[str]()
        for _ in range(_MOST_PAGES):
            page = self.ask(method, limit=_PAGE, **query, **({"cursor": cursor} if cursor else {}))
            yield page
            cursor = values.text(page, "response_metadata", "next_cursor")
            if not cursor:
                return
            if cursor in seen:
                raise Broken("Slack's pages go round in circles.")
            seen.add(cursor)

    def conversations(self) -> list[tuple[str, bool]]:
        """All that the person is in, and whether they are of a few people only; those first."""
        found: dict[str, bool] = {}
        for page in self.pages("users.conversations", types=_KINDS, exclude_archived=True):
            for one in values.objects(page, "channels"):
                if is_channel(one.get("id")):
                    found[one["id"]] = one.get("is_im") is True or one.get("is_mpim") is True
                    self.channels[one["id"]] = "" if found[one["id"]] else values.text(one, "name")
        return sorted(found.items(), key=lambda one: not one[1])

    def groups(self, me: str) -> frozenset[str]:
        """Those the person belongs to."""
        try:
            found = values.objects(self.ask("usergroups.list", include_users=True), "usergroups")
        except Unsupported:
            return frozenset()  # a plan without them
        users = ((values.text(one, "id"), values.found(one, "users")) for one in found)
        return frozenset(id for id, members in users if isinstance(members, list) and me in members)

    def person(self, id: str) -> tuple[str, bool]:
        """What they are called, and whether it is a program; nobody is asked for twice."""
        if id and id not in self._people:
            try:
                user = values.found(self.ask("users.info", user=id), "user")
            except (Gone, Unsupported):
                user = None
            called = (values.text(user, "profile", "display_name"), values.text(user, "real_name"))
            name = next(filter(None, (*called, values.text(user, "name"))), "")
            self._people[id] = name, values.found(user, "is_bot") is True
        return self._people.get(id, ("", False))

    def position(self, channel: str) -> int:
        """Until when the person has read it."""
        return micros(values.text(self.ask("conversations.info", channel=channel), "channel", "last_read"))


def checked(answer: Answer) -> Any:
    if isinstance(answer.data, dict) and answer.data.get("ok") is True:
        return answer.data
    raise _refusal(answer.data, answer.headers)


def clock(answer: Answer, otherwise: datetime) -> int:
    """What time it is there, in whole seconds, as microseconds."""
    try:
        at = parsedate_to_datetime(answer.headers.get("date", ""))
        return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()) * 1_000_000
    except (ValueError, TypeError, OverflowError):
        return int(otherwise.timestamp()) * 1_000_000


def _refusal(data: Any, headers: Mapping[str, str]) -> SourceError:
    word = values.text(data, "error")
    said = f"Slack: {one_line(word, 60) or 'an answer that says nothing'}"
    needed = one_line(values.text(data, "needed"), 100)
    if word in _REFUSED:
        return SignInRefused(said)
    if word in _LATER:
        return Offline(said, wait_seconds=_seconds(headers.get("retry-after", "")) or 60.0)
    if word in _GONE:
        return Gone(said)
    if word in _UNSUPPORTED:
        return Unsupported(f"{said} ({needed})" if needed else said)
    return Broken(said)


def _seconds(said: str) -> float:
    return min(float(said), MOST_WAIT) if said.isdecimal() else 0.0


def micros(ts: str) -> int:
    """A message's name within its channel, which is its time; 0 for what is none."""
    found = _TS.fullmatch(ts)
    return int(found[1]) * 1_000_000 + int(found[2]) if found else 0


def ts(micros: int) -> str:
    return f"{micros // 1_000_000:010}.{micros % 1_000_000:06}"


def is_channel(value: object) -> bool:
    return isinstance(value, str) and _CHANNEL.fullmatch(value) is not None


def parts(key: str) -> tuple[str, int, str]:
    """Of a `Told`: the conversation, when it was written, and the thread it answers in; '' for what is no such key."""
    channel, _, rest = key.partition(":")
    written, _, root = rest.partition(":")
    return (channel, micros(written), root) if is_channel(channel) and micros(written) else ("", 0, "")


def spoken(message: Mapping[str, Any]) -> bool:
    """Somebody wrote it."""
    return values.text(message, "subtype") in _SPOKEN and message.get("hidden") is not True


def edited(event: Mapping[str, Any], me: str) -> Mapping[str, Any] | None:
    """The message after an edit that names the person, and did not before; None for any other."""
    now, before = values.found(event, "message"), values.text(event, "previous_message", "text")
    if values.text(event, "subtype") != "message_changed" or me not in _USER.findall(values.text(now, "text")):
        return None
    kept = {name: event[name] for name in ("channel", "channel_type") if name in event}
    return None if me in _USER.findall(before) else {**now, **kept}


def reason(
    message: Mapping[str, Any], me: str, teams: frozenset[str], *, direct: bool
) -> tuple[Reason, int, bool] | None:
    """Why it is for the person, how many were named, and whether as one of a group; None where it is not."""
    text = values.text(message, "text")
    if me in _USER.findall(text):
        return Reason.MENTIONED, 1, False
    if direct:
        return Reason.DIRECT, 1, False
    if teams & set(_TEAM.findall(text)):
        return Reason.MENTIONED, 2, True
    if values.text(message, "parent_user_id") == me:
        return Reason.REPLIED, 1, False
    return (Reason.MENTIONED, MASS, True) if _EVERYONE.search(text) else None


def people(text: str) -> list[str]:
    """Who is named, by their identifiers."""
    return list(dict.fromkeys(_USER.findall(text)))


def plain(text: str, name: Callable[[str], str]) -> str:
    """Without mark-up. `name` gives what a person is called, by their identifier."""

    def said(found: re.Match[str]) -> str:
        inner, _, label = found[1].partition("|")
        if inner.startswith("@"):
            return f"@{name(inner[1:]) or label or inner[1:]}"
        if inner.startswith("#"):
            return f"#{label or inner[1:]}"
        if inner.startswith("!"):
            return label or f"@{inner[1:].partition('^')[0]}"
        return f"{label} ({inner})" if label and label != inner else inner

    return unescape(_ANGLES.sub(said, text))
