"""Signing in by OAuth 2 (RFC 6749): at an authority, in the person's own browser or on another device.

`authorities` knows whom to ask, `endpoint` asks, `browser` and `device` are the two ways to sign in, `sasl` is what
a mail server is told. Nothing in here keeps anything: the tokens' owner does, in a keyring.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol, TypeVar

from inbox.errors import SignedOut, SignInRefused

T = TypeVar("T")

OWN: Final = "own"
"""The name of an authority that the person names by its issuer or its addresses, such as their company's."""


class Tokens(Protocol):
    """Where a connection gets what it signs in with. May ask the authority, and so blocks; any thread."""

    def token(self, refused: str = "") -> str:
        """An access token that should be good, and is another one than that which a server has just `refused`.

        Raises `inbox.errors.SignedOut` where only the person can get another, and the rest of `inbox.errors`.
        """


def with_token(tokens: Tokens | None, use: Callable[[str], T]) -> T:
    """`use` a token, and if that is refused another, once; '' where none is called for.

    Raises SignedOut for the second refusal: no server is asked a third time.
    """
    if tokens is None:
        return use("")
    token = tokens.token()
    try:
        return use(token)
    except SignInRefused as refusal:
        another = tokens.token(refused=token)
        try:
            return use(another)
        except SignInRefused as again:
            raise SignedOut(again.detail or refusal.detail) from None


@dataclass(frozen=True, slots=True)
class Authority:
    """Who lets people sign in. `name` is what settings call it; the addresses are https.

    `issuer`: what an answer may say that it is from (RFC 9207), '' where that differs. `redirect_host`: by which name
    this computer is registered there (RFC 8252 7.3). `asks`: more for the address that the browser opens.
    `idle_days`: after so many days without use it signs people out. `closed`: why nobody can use it, if so.
    """

    name: str
    title: str
    authorize_url: str = ""
    token_url: str = ""
    device_url: str = ""
    revoke_url: str = ""
    issuer: str = ""
    scope: str = ""
    asks: tuple[tuple[str, str], ...] = ()
    redirect_host: str = "127.0.0.1"
    secret_method: str = "client_secret_basic"  # noqa: S105 (RFC 6749 2.3.1)
    idle_days: int | None = None
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Client:
    """What the person has registered at the authority. Écluse brings none of its own, and none of others'."""

    id: str
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Granted:
    """What an authority gave. `expires_at`: of the access token. `signs_out`: of the refresh token, where it is known.

    `refresh` is '' where it gave none: then the person signs in again when the access token has run out. `by`: the
    address that gave it, and the only one that a refresh token is ever told to. Times in UTC.
    """

    access: str = field(repr=False)
    expires_at: datetime | None
    refresh: str = field(repr=False, default="")
    signs_out: datetime | None = None
    by: str = ""


class SignIn(Protocol):
    """One try, which the person ends elsewhere: at `url`, where they type `code` if it is not ''."""

    url: str
    code: str

    def granted(self, now: Callable[[], datetime]) -> Granted:
        """Wait for the person, and fetch the tokens; once. Raises `inbox.errors`."""

    def stop(self) -> None:
        """Wait no longer. From any thread, any number of times."""

    def close(self) -> None:
        """Listen no more, after `granted` or in its place."""
