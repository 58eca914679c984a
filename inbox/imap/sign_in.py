"""Proving who one is to an IMAP server: a password (RFC 4616, RFC 3501 6.2.3) or a token (RFC 7628, XOAUTH2)."""

from __future__ import annotations

import binascii
import imaplib
from collections.abc import Collection
from typing import Any

from inbox.errors import Broken, SourceError, Unsupported
from inbox.imap import refusals
from inbox.imap.tls import PREAUTH
from inbox.oauth import sasl


def sign_in(imap: Any, user: str, secret: str, *, host: str, port: int, token: bool) -> str:
    """Returns how: the SASL mechanism, or LOGIN. `token`: the secret is one, and is never sent where a password goes.

    Raises `inbox.errors`, and what imaplib does where the connection ends.
    """
    if imap.state != "NONAUTH":
        raise Broken(PREAUTH)
    offered = {str(word).upper() for word in imap.capabilities}
    imap.untagged_responses.clear()
    try:
        how = (
            _with_token(imap, offered, user, secret, host, port)
            if token
            else _with_password(imap, offered, user, secret)
        )
    except imaplib.IMAP4.abort as error:
        if sasl.repeats(str(error), *_told(user, secret, host, port, token=token)):
            raise imaplib.IMAP4.abort(sasl.REPEATED) from None
        raise
    except imaplib.IMAP4.error as error:
        raise _refusal(error, *_told(user, secret, host, port, token=token)) from None
    imap.untagged_responses.clear()  # capabilities told before are not those after (and may be a lie)
    return how


def _with_password(imap: Any, offered: Collection[str], user: str, password: str) -> str:
    if "AUTH=PLAIN" in offered:  # base64: any character, and nothing to quote
        once = iter([f"\0{user}\0{password}"])
        imap.authenticate("PLAIN", lambda _: next(once, None))  # asked again: abort
        return "PLAIN"
    if "LOGINDISABLED" in offered:
        raise Unsupported("The server offers no way to sign in with a password.")
    if not (user + password).isascii():
        raise Unsupported("The server takes no accents or other signs beyond ASCII in a name or password.")
    imap.login(_quoted(user), password)  # imaplib quotes the password, not the name
    return "LOGIN"


def _with_token(imap: Any, offered: Collection[str], user: str, token: str, host: str, port: int) -> str:
    mechanism = sasl.chosen([word.removeprefix("AUTH=") for word in offered if word.startswith("AUTH=")])
    exchange = _Exchange(sasl.proof(mechanism, user=user, token=token, host=host, port=port), mechanism)
    imap.literal = exchange.reply  # as `authenticate` does, but for its reading of base64, which raises
    status, said = imap._simple_command("AUTHENTICATE", mechanism)
    if status == "OK":
        imap.state = "AUTH"
        return mechanism
    explained = f" ({exchange.explained})" if exchange.explained else ""
    raise imaplib.IMAP4.error(said[-1].decode("utf-8", "replace") + explained)


class _Exchange:
    """A refusal comes with an explanation in JSON, which has to be answered before the server says No."""

    def __init__(self, proof: str, mechanism: str) -> None:
        self.proof = binascii.b2a_base64(proof.encode(), newline=False)
        self._replies = iter((self.proof, binascii.b2a_base64(sasl.after_refusal(mechanism).encode(), newline=False)))
        self.explained = ""

    def reply(self, challenge: bytes) -> bytes:
        try:
            self.explained = sasl.explained(binascii.a2b_base64(challenge or b"")) or self.explained
        except ValueError:
            self.explained = ""  # whatever it was, what counts is the No that follows
        return next(self._replies, b"*")


def _refusal(error: Exception, *told: str) -> SourceError:
    """What the server's No means, in its words unless they repeat what it was `told`."""
    said = error.args[0] if error.args else ""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    meant = refusals.of_sign_in(text)
    return type(meant)(sasl.REPEATED, wait_seconds=meant.wait_seconds) if sasl.repeats(text, *told) else meant


def _told(user: str, secret: str, host: str, port: int, *, token: bool) -> list[str]:
    """The secret, and what it may have been said in."""
    if not token:
        return [secret, f"\0{user}\0{secret}"]
    return [secret, *(sasl.proof(one, user=user, token=secret, host=host, port=port) for one in sasl.MECHANISMS)]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
