"""The settings that accounts of tools share, so that each is called the same everywhere."""

from __future__ import annotations

from typing import Final

from inbox.sources import Field


def url(default: str = "", help: str = "") -> Field:
    """`default`: the tool's own service; '' where everyone runs their own."""
    return Field("url", "Address", identifies=True, default=default or None, required=not default, help=help)


def token(help: str = "") -> Field:
    return Field("token", "Token", kind="secret", help=help)


def participating(help: str = "Not every change of what you watch") -> Field:
    return Field("participating", "Only what concerns you", kind="flag", default=True, help=help, group="reading")


def poll_seconds(default: int = 60, least: int = 30) -> Field:
    return Field(
        "poll_seconds", "Ask every (seconds)", kind="number", default=default, least=least, most=86400, group="reading"
    )


DONE_MARKS_READ: Final = Field(
    "done_marks_read", "Done marks as read", kind="flag", default=False, help="At the server too", group="changes"
)
READ_ELSEWHERE: Final = Field(
    "read_elsewhere_is_done",
    "Read elsewhere counts as done",
    kind="flag",
    default=True,
    help="What you read there, in its own window or on your phone",
    group="changes",
)
CA_FILE: Final = Field(
    "ca_file",
    "Certificate authority",
    kind="file",
    required=False,
    help="Only for a server whose certificate comes from your organisation: its authority, as a PEM file",
    group="trust",
)
