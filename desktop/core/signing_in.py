"""A sign-in by OAuth while it goes on: what the person is shown, and what comes of it. One at a time.

The engine's thread calls this; what waits comes back as `Later`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from desktop.core import logs
from desktop.core.desk import Later, RequestError
from desktop.core.provider_sign_ins import as_account
from desktop.core.secrets import Secret
from desktop.core.settings.model import ProviderSettings
from desktop.core.sign_ins import SignIns, authority_of, client_of, packed
from desktop.core.views import AccountSettings, SignInStep
from focus.providers import discover
from inbox.errors import WrongSetting
from inbox.oauth import SignIn
from inbox.sources import Value


@dataclass(frozen=True, slots=True)
class _Pending:
    id: str
    sign_in: SignIn
    grant: Future[Secret]


Known = Callable[[AccountSettings, Mapping[str, str]], Mapping[str, str]]
"""The secrets of an account with what was typed."""


class SigningIn:
    """`elsewhere` runs what waits, on its own thread."""

    def __init__(
        self,
        sign_ins: SignIns,
        known: Known,
        now: Callable[[], datetime],
        elsewhere: Callable[[Callable[[], None]], None],
        known_of_provider: Known = lambda _, given: given,
    ) -> None:
        self._sign_ins = sign_ins
        self._known = known
        self._known_of_provider = known_of_provider
        self._now = now
        self._elsewhere = elsewhere
        self._pending: _Pending | None = None

    def begin(
        self,
        kind: str,
        values: Mapping[str, Value],
        secrets: Mapping[str, str],
        *,
        name: str | None = None,
        device: bool = False,
        provider: bool = False,
    ) -> Later[SignInStep]:
        """This and what follows: as `Desk.begin_sign_in` and so on."""
        one, given, known = AccountSettings(name or "", kind, dict(values)), dict(secrets), self._known
        if provider:
            _refuse_token(one)
            one, known = as_account(ProviderSettings(one.name, kind, one.values)), self._known_of_provider

        def run() -> SignInStep:
            sign_in = _begun(one, known(one, given), device=device)
            made = _Pending(token_urlsafe(12), sign_in, Future())
            before, self._pending = self._pending, made
            if before is not None:
                before.sign_in.stop()
            self._elsewhere(lambda: self._wait(made))
            return SignInStep(made.id, sign_in.url, sign_in.code)

        return Later(run)

    def finish(self, id: str, seconds: float | None = None) -> Later[str | None]:
        pending = self._pending
        if pending is None or pending.id != id:
            raise RequestError("This sign-in is over. Nothing was kept.", "Begin anew.")

        def run() -> str | None:
            try:
                return pending.grant.result(seconds)
            except TimeoutError:
                return None

        return Later(run)

    def stop(self, id: str = "") -> None:
        """That one, or whichever there is."""
        if self._pending is not None and id in {"", self._pending.id}:
            self._pending.sign_in.stop()

    def _wait(self, pending: _Pending) -> None:
        try:
            with closing(pending.sign_in):
                granted = pending.sign_in.granted(self._now)
            grant = packed(granted)
            self._sign_ins.remember(grant, granted)
        except Exception as error:  # it goes to whoever waits for the sign-in  # noqa: BLE001
            pending.grant.set_exception(error)
        else:
            logs.hide(grant)
            pending.grant.set_result(grant)


def _refuse_token(one: AccountSettings) -> None:
    spec = discover()[one.kind]
    if not spec.authority:
        raise RequestError(
            f"Nobody signs in to {spec.title} by OAuth. Nothing was changed.",
            f"`ecluse provider token {one.name}` gives its token anew." if one.name else "It takes a token.",
        )


def _begun(one: AccountSettings, known: Mapping[str, str], *, device: bool) -> SignIn:
    from inbox.oauth.browser import BrowserSignIn
    from inbox.oauth.device import DeviceSignIn

    client = client_of(one.values, known)
    if not client.id:
        raise WrongSetting("client_id", "What you registered there is needed: the help page on accounts says how.")
    authority = authority_of(one.values)
    return (
        DeviceSignIn(authority, client)
        if device
        else BrowserSignIn(authority, client, user=str(one.values.get("user", "")))
    )
