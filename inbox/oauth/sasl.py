"""What a mail server is told in place of a password: OAUTHBEARER (RFC 7628) or Google's older XOAUTH2. Pure."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Collection
from typing import Final

from inbox.errors import Unsupported
from inbox.mail.clean import one_line

MECHANISMS: Final = ("OAUTHBEARER", "XOAUTH2")
_MOST_CHALLENGE: Final = 8192
_TELLING: Final = 12
"""So many signs in a row are no chance."""
REPEATED: Final = "The server repeats what it was told, so its words are not kept."


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


def repeats(text: str, secret: str, *proofs: str) -> bool:
    """Whether a server says again a part of what it was told, as some do with a command that they do not like.

    A secret may come back with what quoted it on its way, and what is too long comes back in part. `proofs`: what it
    was said in, not yet in base64.
    """
    bare = text.replace("\\", "")
    told = [secret.replace("\\", ""), *(b64encode(one.encode()).decode() for one in (secret, *proofs))]
    pieces = (one[at : at + _TELLING] for one in told for at in range(max(1, len(one) - _TELLING + 1)))
    return any(piece and piece in bare for piece in pieces)


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
