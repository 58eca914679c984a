"""The settings of a provider, and those that providers share, so that each is called the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Value = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One setting of a provider. Labels are English.

    `kind` is text, number, choice, flag, file (one that is read), target (one that is written) or secret.
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
