"""The settings of a provider, and those that providers share, so that each is called the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Value = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One setting of a provider. Labels are English.

    `kind` is text, number, choice, flag, file (one that is read), target (one that is written), secret, or grant: what
    signing in by OAuth gave.
    """

    name: str
    label: str
    kind: str = "text"
    help: str = ""
    default: Value | None = None
    required: bool = True
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    where: tuple[str, str] | None = None
    """A field and the value it must have for this one to count."""
    group: str = ""
    """As for a source; '' is always shown."""


def url(default: str = "", help: str = "") -> Field:
    """`default`: the service's own address; '' where everyone runs their own."""
    return Field("url", "Address", default=default or None, required=not default, help=help)


def token(help: str = "") -> Field:
    return Field("token", "Token", kind="secret", help=help)


def emoji(default: str, help: str = "") -> Field:
    """As the service itself writes it."""
    return Field("emoji", "Emoji", default=default, required=False, help=help)


CA_FILE: Final = Field(
    "ca_file",
    "Certificate authority",
    kind="file",
    required=False,
    help="Only for a server whose certificate comes from your organisation: its authority, as a PEM file",
    group="trust",
)


_OAUTH: Final = ("sign_in", "oauth2")


def sign_in(issuer: str) -> tuple[Field, ...]:
    """For a service where the person signs in by OAuth (`ProviderSpec.authority`), or gives a token as it is.

    `issuer`: help on the address of a sign-in of one's own.
    """
    return (
        Field(
            "sign_in",
            "Sign in with",
            kind="choice",
            default="oauth2",
            choices=("oauth2", "token"),
            help="In your browser Écluse is given no password (OAuth). A token is used as it is, until it ends",
        ),
        Field(
            "client_id",
            "Client id",
            help="Made there once, by you: see the help page on Teams and Google",
            where=_OAUTH,
        ),
        Field(
            "client_secret",
            "Client secret",
            kind="secret",
            required=False,
            help="Where one was given with the client id, as by Google",
            where=_OAUTH,
        ),
        Field("grant", "Sign-in", kind="grant", where=_OAUTH),
        Field("issuer", "Address of the sign-in", required=False, help=issuer, where=_OAUTH),
        Field("token", "Token", kind="secret", help="An access token of that service", where=("sign_in", "token")),
    )


def bearer(values: Mapping[str, Value], secrets: Mapping[str, str]) -> Mapping[str, str]:
    """The header that a service with the fields of `sign_in` is asked with."""
    given = secrets.get("token", "") if values.get("sign_in") == "token" else "{token}"
    return {"Authorization": f"Bearer {given}"}
