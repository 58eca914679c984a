"""Status and snooze on Slack, with the user token of an app of the person's own, which the source of mentions uses too.

https://docs.slack.dev/reference/methods: users.profile.get and .set, dnd.info, dnd.setSnooze and dnd.endSnooze, with
the scopes users.profile:read and :write, dnd:read and :write. A refusal comes as 200 with `"ok": false` and a word.

dnd.endDnd is never called: it ends what the person's own schedule for notifications has begun.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from html import unescape
from typing import Any, Final
from urllib.parse import urlsplit

from focus import fields
from focus.errors import Broken, Offline, ProviderError, SignInRefused, Unsupported, WrongSetting
from focus.presence import Level, Presence
from focus.providers import Means, Provider, ProviderSpec, Value
from focus.status_text import fitting
from focus.web import Answer, Web, found, instant, text

_MOST_TEXT: Final = 100
_EXPIRATION: Final = "status_expiration"
_ENDLESS: Final = "until resumed"
"""In place of an emoji: a snooze without an end, which is never ours."""
_MOST_MINUTES: Final = 24 * 60
"""For a snooze without an end, which Slack cannot be asked for."""
_REFUSED: Final = frozenset({
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type",
    "access_denied", "org_login_required", "team_access_not_granted", "enterprise_is_restricted",
})  # fmt: skip
_LATER: Final = frozenset({
    "internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited", "rate_limited",
    "team_added_to_org", "snooze_failed", "snooze_end_failed", "profile_set_failed",
})  # fmt: skip
_NOT_ALLOWED: Final = frozenset({
    "no_permission", "not_admin", "not_app_admin", "cannot_update_admin_user", "restricted_action", "not_allowed",
    "user_is_restricted", "user_is_ultra_restricted", "ekm_access_denied", "user_is_bot",
})  # fmt: skip
_UNSUPPORTED: Final = frozenset({
    "unknown_method", "method_deprecated", "deprecated_endpoint", "two_factor_setup_required", "too_long",
})  # fmt: skip


class Status:
    """Text and emoji beside the name. Slack clears them at their end, to the second."""

    name = "status"
    lasting = True

    def __init__(self, web: Web, emoji: str, now: Callable[[], datetime]) -> None:
        self._web = web
        # To a text without one Slack adds this, and what is shown must be what was asked for.
        self._emoji = _in_colons(emoji) or ":speech_balloon:"
        self._now = now

    def shown(self, presence: Presence) -> Presence:
        if presence.blank:
            return Presence()
        emoji = _in_colons(presence.emoji) or self._emoji
        return Presence(Level.TEXT, fitting(presence.text, _MOST_TEXT), emoji, presence.until)

    def read(self) -> Presence:
        profile = found(_checked(self._web.ask("GET", "users.profile.get")), "profile")
        if not isinstance(profile, Mapping):
            raise Broken("Slack's answer has no profile in it.")
        said, emoji, until = text(profile, "status_text"), text(profile, "status_emoji"), instant(profile, _EXPIRATION)
        if not (said or emoji) or (until is not None and until <= self._now()):
            return Presence()
        return Presence(Level.TEXT, unescape(said), emoji, until)

    def write(self, presence: Presence) -> None:
        try:
            self._set(presence)
        except WrongSetting as error:
            if error.field != "emoji" or presence.emoji == self._emoji:
                raise
            # It was the person's own, and is no more: their text is put back all the same.
            self._set(replace(presence, emoji=""))

    def _set(self, presence: Presence) -> None:
        ends = math.ceil(presence.until.timestamp()) if presence.until is not None else 0
        profile = {"status_text": presence.text, "status_emoji": presence.emoji, _EXPIRATION: ends}
        _checked(self._web.ask("POST", "users.profile.set", form={"profile": json.dumps(profile)}))


class Snooze:
    """Notifications paused, until an end, in whole minutes from when it is asked for."""

    name = "snooze"
    lasting = True

    def __init__(self, web: Web, now: Callable[[], datetime]) -> None:
        self._web = web
        self._now = now

    def shown(self, presence: Presence) -> Presence:
        """The person's colleagues are told when they write: only where that was chosen."""
        wanted = presence.level is Level.DO_NOT_DISTURB
        return Presence(Level.DO_NOT_DISTURB, until=presence.until) if wanted else Presence()

    def read(self) -> Presence:
        data = _checked(self._web.ask("GET", "dnd.info"))
        on, until = found(data, "snooze_enabled"), instant(data, "snooze_endtime")
        if not isinstance(on, bool):
            raise Broken("Slack's answer does not say whether notifications are paused.")
        if not on:
            return Presence()
        if until is None:
            return Presence(Level.DO_NOT_DISTURB, emoji=_ENDLESS)
        return Presence(Level.DO_NOT_DISTURB, until=until) if until > self._now() else Presence()

    def write(self, presence: Presence) -> None:
        if presence.blank:
            _checked(self._web.ask("POST", "dnd.endSnooze"), but="snooze_not_active")
            return
        minutes = _MOST_MINUTES
        if presence.until is not None:
            minutes = max(1, math.ceil((presence.until - self._now()).total_seconds() / 60))
        _checked(self._web.ask("POST", "dnd.setSnooze", form={"num_minutes": str(minutes)}))


def _checked(answer: Answer, but: str = "") -> Any:
    """What was answered. Raises what a refusal means, `but` for this one."""
    if found(answer.data, "ok") is True:
        return answer.data
    word = text(answer.data, "error")
    if not word or word != but:
        raise _refusal(word, answer)
    return answer.data


def _refusal(word: str, answer: Answer) -> ProviderError:
    said = f"Slack: {fitting(word, 60) or 'an answer that says nothing'}"
    if word == "missing_scope":
        needed = fitting(text(answer.data, "needed"), 60) or "for this"
        return Unsupported(
            f"The token of your Slack app lacks the scope {needed}. Add it at api.slack.com/apps under OAuth & "
            "Permissions, install the app again, and give Écluse the token that is shown then."
        )
    if word in _NOT_ALLOWED:
        return Unsupported(
            f"{said}. Slack does not let you change this yourself: in some organisations only administrators may. "
            "Ask yours, or choose another place to show you as busy."
        )
    if "emoji" in word:  # profile_status_set_failed_not_valid_emoji, and others
        return WrongSetting("emoji", f"{said}. Your workspace has no such emoji: write one of its names, in colons.")
    if word in _REFUSED:
        return SignInRefused(said)
    if word in _LATER:
        asked = answer.headers.get("retry-after", "")
        return Offline(said, wait_seconds=min(float(asked), 86_400.0) if asked.isdecimal() else 0.0)
    return Unsupported(said) if word in _UNSUPPORTED else Broken(said)


def _in_colons(emoji: str) -> str:
    name = emoji.strip().strip(":")
    return f":{name}:" if name else ""


def _base(address: str, host: str) -> str:
    """Of the API: that of a workspace is Slack's own, wherever the workspace has its address."""
    name = (urlsplit(address).hostname or "").lower()
    if name in {"localhost", "127.0.0.1"}:
        return f"{address}/api"
    if name == "slack-gov.com" or name.endswith(".slack-gov.com"):
        return "https://slack-gov.com/api"
    if name.endswith(".slack.com"):
        return "https://slack.com/api"
    raise WrongSetting("url", f"{host!r} is no workspace of Slack, such as https://acme.slack.com.")


def _open(given: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    address = str(given.get("url") or "").strip().rstrip("/")
    host = means.web(address, {}).host  # which says what is wrong with an address
    headers = {"Authorization": f"Bearer {secrets.get('token', '').strip()}"}
    web = means.web(_base(address, host), headers, ca_file=str(given.get("ca_file") or ""))
    return Provider((Status(web, str(given.get("emoji") or ""), means.now), Snooze(web, means.now)), web.close)


SPEC = ProviderSpec(
    name="slack",
    title="Slack",
    fields=(
        fields.url(help="Of your workspace, such as https://acme.slack.com"),
        fields.token(help="The user token (xoxp-) of an app of your own: see the help page on chat tools"),
        fields.emoji(":no_entry:", help="Its name in your workspace, in colons"),
        fields.CA_FILE,
    ),
    level=Level.DO_NOT_DISTURB,
    expires=True,
    open=_open,
    most_text=_MOST_TEXT,
    calls={Level.TEXT: "Status", Level.DO_NOT_DISTURB: "Notifications paused"},
    source="slack",
)
