"""Signing in on another device, by a code that is typed there (RFC 8628): for a computer without a browser."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

import requests
from authlib.common.errors import AuthlibBaseError

from inbox.errors import Offline, SignedOut, WrongSetting
from inbox.mail.clean import one_line
from inbox.oauth import Authority, Client, Granted
from inbox.oauth.authorities import checked
from inbox.oauth.endpoint import granted, session, translated
from inbox.wakeup import Wakeup

_GRANT: Final = "urn:ietf:params:oauth:grant-type:device_code"
_LONGEST_LIFE: Final = 900
_LEAST_PAUSE: Final = 1
_USUAL_PAUSE: Final = 5
_MOST_PAUSE: Final = 60


class DeviceSignIn:
    """`url` is where `code` is typed, on any device. Used once."""

    def __init__(self, authority: Authority, client: Client) -> None:
        """Asks the authority for the code. Raises `inbox.errors`."""
        if not authority.device_url:
            raise WrongSetting("authority", f"{authority.title} does not let people sign in with a code.")
        self._authority = authority
        self._client = client
        said = self._begin()
        self.code = one_line(_text(said, "user_code"), 40)
        self._device_code = _text(said, "device_code")
        self.url = checked(_text(said, "verification_uri", "verification_url"), "authority")
        self._deadline = time.monotonic() + _seconds(said, "expires_in", _LONGEST_LIFE, 1, _LONGEST_LIFE)
        self._pause = _seconds(said, "interval", _USUAL_PAUSE, _LEAST_PAUSE, _MOST_PAUSE)
        if not self.code or not self._device_code:
            raise Offline("The authority's answer made no sense.")
        self._stopped = False
        self._wakeup = Wakeup()

    def _begin(self) -> dict[str, Any]:
        try:
            with session(self._authority, self._client) as asking:
                answer = asking.request(
                    "POST",
                    self._authority.device_url,
                    data={"client_id": self._client.id, "scope": self._authority.scope},
                    headers={"Accept": "application/json"},
                )
                if answer.status_code >= 500:
                    answer.raise_for_status()
                said = answer.json()
        except (requests.RequestException, ValueError, OSError) as error:
            raise translated(error) from None
        if not isinstance(said, dict):
            raise Offline("The authority's answer made no sense.")
        if "error" in said:
            raise translated(AuthlibBaseError(said["error"], said.get("error_description")))
        return said

    def granted(self, now: Callable[[], datetime]) -> Granted:
        """Asks now and then until the person has signed in. Raises `inbox.errors`."""
        pause = self._pause
        while time.monotonic() + pause < self._deadline:
            self._wakeup.wait(pause)
            if self._stopped:
                break
            try:
                return self._asked(now)
            except AuthlibBaseError as error:
                if error.error == "slow_down":
                    pause = min(_MOST_PAUSE, pause + 5)  # RFC 8628 3.5
                elif error.error != "authorization_pending":
                    raise _ended(error) from None
            except requests.exceptions.Timeout:
                pause = min(_MOST_PAUSE, pause * 2)
        raise Offline("Nobody has signed in before the code ran out.")

    def _asked(self, now: Callable[[], datetime]) -> Granted:
        try:
            with session(self._authority, self._client) as asking:
                said = asking.fetch_token(self._authority.token_url, grant_type=_GRANT, device_code=self._device_code)
        except (AuthlibBaseError, requests.exceptions.Timeout):
            raise
        except (requests.RequestException, ValueError, OSError) as error:
            raise translated(error) from None
        return granted(self._authority, said, now())

    def stop(self) -> None:
        self._stopped = True
        with suppress(OSError):  # it is closed already
            self._wakeup.wake()

    def close(self) -> None:
        self._wakeup.close()


def _ended(error: AuthlibBaseError) -> Exception:
    match error.error:
        case "access_denied":
            return SignedOut("It was declined.")
        case "expired_token":
            return Offline("Nobody has signed in before the code ran out.")
        case _:
            return translated(error)


def _text(said: dict[str, Any], *names: str) -> str:
    return next((found for name in names if isinstance(found := said.get(name), str)), "")


def _seconds(said: dict[str, Any], name: str, usual: int, least: int, most: int) -> float:
    found = said.get(name)
    return float(min(most, max(least, found))) if isinstance(found, int) and not isinstance(found, bool) else usual
