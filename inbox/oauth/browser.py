"""Signing in with the browser of this computer: an authorization code that comes back to a loopback address, with PKCE.

RFC 8252 (native apps), RFC 7636 (S256 only), RFC 9700 2.1. Who steals the code on its way can do nothing with it.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Final

import requests
from authlib.common.errors import AuthlibBaseError

from inbox.errors import Offline, SignedOut, WrongSetting
from inbox.mail.clean import one_line
from inbox.oauth import Authority, Client, Granted
from inbox.oauth.endpoint import granted, session, translated
from inbox.oauth.loopback import Loopback
from inbox.wakeup import Wakeup

LIFE_SECONDS: Final = 300.0


class BrowserSignIn:
    """It listens from the moment it is made; `url` is then for the browser. Used once, and closed."""

    code = ""
    """There is nothing to type."""

    def __init__(self, authority: Authority, client: Client, *, user: str = "") -> None:
        """`user`: whom the authority's page may propose. Raises `inbox.errors`."""
        if not authority.authorize_url:
            raise WrongSetting("authority", f"{authority.title} does not let people sign in with a browser here.")
        self._authority = authority
        self._client = client
        self._deadline = time.monotonic() + LIFE_SECONDS
        self._state = secrets.token_urlsafe(32)
        self._verifier = secrets.token_urlsafe(64)  # 86 characters; RFC 7636 4.1 wants 43 to 128
        self._wakeup = Wakeup()
        self._here = Loopback(authority.redirect_host)
        with session(authority, client) as asking:
            self.url, _ = asking.create_authorization_url(
                authority.authorize_url,
                state=self._state,
                code_verifier=self._verifier,
                redirect_uri=self._here.redirect_uri,
                **dict(authority.asks),
                **({"login_hint": user} if "@" in user else {}),
            )

    def granted(self, now: Callable[[], datetime]) -> Granted:
        """Within five minutes from the beginning. Raises `inbox.errors`."""
        left = self._deadline - time.monotonic()
        with self._here as here:
            answer = here.answer(self._state, self._authority.issuer, left, self._wakeup)
        if answer is None:
            raise Offline("Nobody has signed in within five minutes.")
        if answer.error:
            raise SignedOut(f"The authority says: {one_line(answer.error, 100)}")
        try:
            with session(self._authority, self._client) as asking:
                said = asking.fetch_token(
                    self._authority.token_url,
                    grant_type="authorization_code",
                    code=answer.code,
                    code_verifier=self._verifier,
                    redirect_uri=here.redirect_uri,
                )
        except (AuthlibBaseError, requests.RequestException, ValueError, OSError) as error:
            raise translated(error) from None  # what is behind it may show what was sent
        return granted(self._authority, said, now())

    def stop(self) -> None:
        with suppress(OSError):  # it is closed already
            self._wakeup.wake()

    def close(self) -> None:
        self._here.close()
        self._wakeup.close()
