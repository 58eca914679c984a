"""What a mail server is told in place of a password: OAUTHBEARER (RFC 7628) or Google's older XOAUTH2. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Final

from inbox.errors import Unsupported
from inbox.mail.clean import one_line

MECHANISMS: Final = ("OAUTHBEARER", "XOAUTH2")
_MOST_CHALLENGE: Final = 8192
_TELLING: Final = 16


def chosen(offered: Collection[str]) -> str:
    """The first of ours that the server offers. Raises Unsupported: a token is never sent by any other way."""
    for mechanism in MECHANISMS:
        if mechanism in offered:
            return mechanism
    raise Unsupported("The server offers no way to sign in with OAuth (OAUTHBEARER, XOAUTH2).")


def proof(mechanism: str, *, user: str, token: str, host: str, port: int) -> str:
    """The first and only thing that is said, not yet in base64."""
    bearer = f"auth=Bearer {token}\x01\x01"
    if mechanism == "XOAUTH2":
        return f"user={user}\x01{bearer}"
    name = user.replace("=", "=3D").replace(",", "=2C")  # RFC 5801 4
    return f"n,a={name},\x01host={host}\x01port={port}\x01{bearer}"


def after_refusal(mechanism: str) -> str:
    """What answers the server's explanation, so that it says No (RFC 7628 3.2.3)."""
    return "" if mechanism == "XOAUTH2" else "\x01"


def repeats(text: str, proof: bytes) -> bool:
    """Some servers say again what they were told; so many signs of base64 in a row are no chance."""
    sent = proof.decode("ascii")
    return any(sent[at : at + _TELLING] in text for at in range(max(1, len(sent) - _TELLING + 1)))


def explained(challenge: bytes) -> str:
    """A server's explanation in a few words; '' for what is none. Never raises, whatever was sent."""
    try:
        said = json.loads(challenge[:_MOST_CHALLENGE])
    except (ValueError, RecursionError):
        return ""
    if not isinstance(said, dict):
        return ""
    status, scope = said.get("status"), said.get("scope")
    parts = [str(status)] if isinstance(status, str | int) else []
    if isinstance(scope, str) and scope:
        parts.append(f"it wants the scope {scope}")
    return one_line(", ".join(parts), 200)
