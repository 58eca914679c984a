"""Proving who one is to a submission server (RFC 4954): a password, or a token (RFC 7628, XOAUTH2)."""

from __future__ import annotations

import base64
import binascii
import smtplib
from functools import partial

from inbox.errors import Unsupported
from inbox.mail.clean import one_line
from inbox.oauth import sasl
from inbox.sending import Submission


def sign_in(smtp: smtplib.SMTP, server: Submission, token: str) -> str:
    """After EHLO; returns how. Raises Unsupported, smtplib.SMTPAuthenticationError, and what smtplib does."""
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    if not offered:
        raise Unsupported("The server offers no way to sign in.")
    if server.tokens is not None:
        return _with_token(smtp, server, token, offered)
    if "PLAIN" in offered:
        _plainly(smtp, server)
        return "PLAIN"
    if not {"LOGIN", "CRAM-MD5"} & set(offered):
        raise Unsupported("The server only signs in by ways that Écluse cannot do.")
    try:
        smtp.login(server.user, server.password)
    except UnicodeEncodeError:
        raise Unsupported("The server takes no accents or other signs beyond ASCII in a name or password.") from None
    return "CRAM-MD5" if "CRAM-MD5" in offered else "LOGIN"


def _plainly(smtp: smtplib.SMTP, server: Submission) -> None:
    """smtplib would refuse a password beyond ASCII, which RFC 4616 allows."""
    proof = base64.b64encode(_plain(server).encode()).decode()
    code, said = smtp.docmd("AUTH", f"PLAIN {proof}")
    if code == 334:  # it wants the proof on a line of its own
        code, said = smtp.docmd(proof)
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, said)


def _with_token(smtp: smtplib.SMTP, server: Submission, token: str, offered: list[str]) -> str:
    """A refusal may come with an explanation (334), which has to be answered before the server says No."""
    mechanism = sasl.chosen(offered)
    whole = sasl.proof(mechanism, user=server.user, token=token, host=server.host, port=server.port)
    code, said = smtp.docmd("AUTH", f"{mechanism} {base64.b64encode(whole.encode()).decode()}")
    explained = ""
    if code == 334:
        try:
            explained = sasl.explained(binascii.a2b_base64(said))
        except ValueError:
            explained = ""  # whatever it was, what counts is the No that follows
        code, said = smtp.docmd(base64.b64encode(sasl.after_refusal(mechanism).encode()).decode())
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, f"{said.decode('utf-8', 'replace')} {explained}".strip())
    return mechanism


def unproved(said: bytes | str, server: Submission, token: str) -> str:
    """What a server says of a sign-in, unless it repeats a part of what it was told: some echo the command whole."""
    whole = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    told = [server.password, _plain(server)]
    if token:
        asked = partial(sasl.proof, user=server.user, token=token, host=server.host, port=server.port)
        told = [token, *(asked(one) for one in sasl.MECHANISMS)]
    return sasl.REPEATED if sasl.repeats(whole, *told) else one_line(whole, 300)


def _plain(server: Submission) -> str:
    """RFC 4616."""
    return f"\0{server.user}\0{server.password}"
