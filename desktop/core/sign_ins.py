"""Accounts that sign in by OAuth, and providers as such (`provider_sign_ins`): what they were granted, kept in the
keyring, and the access tokens made from it.

A grant is one secret per account: the refresh token, as JSON. An access token lives in memory only. When a sign-in
ends by itself is no secret, and stands in a file, so that it can be told without unlocking a keyring.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import logs
from desktop.core.secrets import Secret, Secrets
from desktop.core.views import AccountSettings
from focus.durable import read_json, write_json
from inbox.errors import SignedOut
from inbox.oauth import Authority, Client, Granted, Tokens

if TYPE_CHECKING:
    from inbox.sources import Value

GRANT = "grant"
_EARLY = timedelta(seconds=60)
"""Before its end a token is renewed: clocks differ, and a sign-in takes a moment."""
_log = logging.getLogger(__name__)


def by_oauth(values: Mapping[str, Value]) -> bool:
    return values.get("sign_in") == "oauth2"


def authority_of(values: Mapping[str, Value]) -> Authority:
    """Asks the authority for its addresses where the settings do not have them, and so blocks."""
    from inbox.oauth.authorities import authority
    from inbox.oauth.endpoint import described

    return described(authority(values))


def client_of(values: Mapping[str, Value], secrets: Mapping[str, str]) -> Client:
    return Client(str(values.get("client_id") or "").strip(), secrets.get("client_secret", ""))


def packed(granted: Granted) -> Secret:
    """As it is kept. The access token only where nothing else was given."""
    kept: dict[str, str | None] = {"refresh": granted.refresh, "signs_out": _iso(_end(granted)), "by": granted.by}
    if not granted.refresh:
        kept.update(access=granted.access, expires=_iso(granted.expires_at))
    for secret in (granted.refresh, granted.access):
        logs.hide(secret)
    return Secret(json.dumps(kept))


def unpacked(kept: str) -> Granted:
    """Raises SignedOut for what is no grant."""
    try:
        said = json.loads(kept)
        found = Granted(
            str(said.get("access") or ""),
            _instant(said.get("expires")),
            str(said["refresh"]),
            _instant(said.get("signs_out")),
            str(said["by"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SignedOut("What the keyring has for this account is no sign-in.") from None
    for secret in (found.refresh, found.access):
        logs.hide(secret)
    return found


class SignIns:
    """One `Tokens` per account, for all its connections. `changed` is called when a `signs_out` did. Any thread."""

    def __init__(
        self, secrets: Secrets, file: Path, now: Callable[[], datetime], changed: Callable[[], None] = lambda: None
    ) -> None:
        self._secrets = secrets
        self._file = file
        self._now = now
        self._changed = changed
        self._lock = threading.Lock()
        self._tokens: dict[str, Renewing] = {}
        self._fresh: dict[str, Granted] = {}
        self._ends = _read(file)
        self.clients: frozenset[str] = frozenset()
        """The client ids of all that signs in: at Google, to take back one grant of a client is to take back all."""

    def tokens(self, one: AccountSettings, known: Mapping[str, str], given: Mapping[str, str]) -> Tokens | None:
        """None for an account that signs in with a password. Of the secrets `known` some are `given` for a test."""
        if not by_oauth(one.values):
            return None
        client = client_of(one.values, known)
        if GRANT in given:
            place = _Place(partial(self._fresh_of, given[GRANT]), partial(self.remember, given[GRANT]))
            return Renewing(one.values, client, self._now, place)
        place = _Place(partial(self._kept, one.name), partial(self.keep, one.name))
        with self._lock:
            found = self._tokens.get(one.name)
            if found is None:
                found = self._tokens[one.name] = Renewing(one.values, client, self._now, place)
                self._note(one.name, _end(found.granted))
        # Other settings are only being tried; what that renews goes where all look before they renew.
        return found if found.made_for(one.values, client) else Renewing(one.values, client, self._now, place)

    def remember(self, grant: str, granted: Granted) -> None:
        """What became of a grant that is in no keyring yet: it may be tested, and renewed by that, before it is."""
        for secret in (granted.refresh, granted.access):
            logs.hide(secret)
        self._fresh[grant] = granted

    def _fresh_of(self, grant: str) -> Granted:
        return self._fresh.get(grant) or unpacked(grant)

    def _kept(self, name: str) -> Granted:
        return self._fresh_of(self._secrets.get(name, GRANT) or "")

    def keep(self, name: str, granted: Granted) -> None:
        """What was granted anew, at once: many authorities take a refresh token but once."""
        grant, before = packed(granted), self._secrets.get(name, GRANT) or ""
        self._fresh.pop(before, None)
        self.remember(grant, granted)
        problem = "" if grant == before else self._secrets.put(name, GRANT, grant)
        if problem:
            _log.warning("%s", problem)
        with self._lock:
            self._note(name, _end(granted))

    def signs_out(self, name: str) -> datetime | None:
        """When its sign-in ends by itself, as far as is known. Blocks for nobody."""
        return self._ends.get(name)

    def latest(self, grant: str) -> str:
        """What became of it while it was tested: the one to keep."""
        granted = self._fresh.pop(grant, None)
        if granted is None:
            return grant
        renewed = packed(granted)
        self._fresh[renewed] = granted
        return renewed

    def began(self, name: str, grant: str) -> None:
        """Somebody has signed in."""
        with self._lock:
            self._note(name, _end(self._fresh_of(grant)))

    def drop(self, name: str) -> None:
        """Its settings or its grant are others now: the next connection begins with those."""
        with self._lock:
            self._tokens.pop(name, None)

    def forget(self, one: AccountSettings) -> str:
        """The account is gone: take its grant back where the authority lets us and no other is of the same client.

        Gives '' or why not. Blocks.
        """
        from inbox.errors import SourceError
        from inbox.oauth.endpoint import revoked

        with self._lock:
            self._tokens.pop(one.name, None)
            self._note(one.name, None)
        try:
            grant = self._secrets.get(one.name, GRANT) if by_oauth(one.values) else None
            if grant is not None:
                secret = self._secrets.get(one.name, "client_secret") or ""
                client = client_of(one.values, {"client_secret": secret})
                kept, authority = unpacked(grant), authority_of(one.values)
                if kept.by == authority.token_url and client.id not in self.clients:
                    revoked(authority, client, kept.refresh)
        except SourceError as error:
            return (
                f"The sign-in of {one.name.removeprefix('provider:')} could not be taken back ({error.detail}): "
                "the authority's website lists what may use your account there, and removes it."
            )
        return ""

    def _note(self, name: str, end: datetime | None) -> None:
        """With the lock held."""
        if self._ends.get(name) == end:
            return
        self._ends = {key: value for key, value in self._ends.items() if key != name}
        if end is not None:
            self._ends[name] = end
        try:
            write_json(self._file, {key: _iso(value) for key, value in self._ends.items()})
        except OSError as error:
            _log.warning("%s could not be written: %s", self._file, error.strerror)
        self._changed()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a grant is, and where a renewed one goes."""

    load: Callable[[], Granted]
    keep: Callable[[Granted], None]


class Renewing:
    """`Tokens` of one account. Connections of several threads share it: one renews, the others wait for that."""

    def __init__(self, values: Mapping[str, Value], client: Client, now: Callable[[], datetime], place: _Place) -> None:
        """Raises SignedOut where there is no grant."""
        self._values = values
        self._client = client
        self._now = now
        self._place = place
        self.granted = place.load()
        self._lock = threading.Lock()
        self._authority: Authority | None = None
        self._over: SignedOut | None = None

    def made_for(self, values: Mapping[str, Value], client: Client) -> bool:
        return self._values == values and self._client == client

    def token(self, refused: str = "") -> str:
        with self._lock:
            if self._over is not None:
                raise SignedOut(self._over.detail)
            if not self._is_good(refused):
                self.granted = self._place.load()  # somebody else may have renewed it
            if not self._is_good(refused):
                self._renew()
            return str(self.granted.access)

    def _is_good(self, refused: str) -> bool:
        access, end = self.granted.access, self.granted.expires_at
        return bool(access) and access != refused and (end is None or end - _EARLY > self._now())

    def _renew(self) -> None:
        from inbox.oauth.endpoint import refreshed

        try:
            if not self.granted.refresh:
                raise SignedOut("The sign-in has ended, and can only be made anew.")
            if self._authority is None:
                self._authority = authority_of(self._values)
            if self.granted.by != self._authority.token_url:
                raise SignedOut("The settings name another authority than the one where somebody signed in.")
            granted = refreshed(self._authority, self._client, self.granted.refresh, self._now())
        except SignedOut as error:
            self._over = error  # the authority is not asked again before somebody has signed in
            raise
        self.granted = replace(granted, signs_out=granted.signs_out or self.granted.signs_out)
        self._place.keep(self.granted)


def _end(granted: Granted) -> datetime | None:
    return granted.signs_out if granted.refresh else granted.expires_at


def _read(file: Path) -> dict[str, datetime]:
    """What cannot be read is made anew with the next sign-in."""
    try:
        said = read_json(file)
    except (OSError, ValueError) as error:
        _log.warning("%s could not be read: %s", file, error)
        return {}
    found = {str(name): _instant(value) for name, value in said.items()} if isinstance(said, dict) else {}
    return {name: value for name, value in found.items() if value is not None}


def _iso(instant: datetime | None) -> str | None:
    return None if instant is None else instant.astimezone(UTC).isoformat(timespec="seconds")


def _instant(said: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(said)) if said else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
