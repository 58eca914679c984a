"""Hands one letter to a submission server (RFC 6409), and knows at each point whether it may have been sent."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from inbox.errors import Offline, SignInRefused, SourceError, Unsupported, WrongSetting
from inbox.mail.clean import one_line
from inbox.oauth import with_token
from inbox.sending import Letter, MailRefused, Submission, Unsure
from inbox.sending.sign_in import sign_in, unproved
from inbox.sending.wire import GREETS_AS, Wire, connect
from inbox.sources import Trial

COMMAND_SECONDS: Final = 30.0
WHOLE_SECONDS: Final = 180.0
"""For all of a submission up to the last dot, however the server dawdles; a large message gets more."""
ANSWER_SECONDS: Final = 120.0
"""After the last dot: servers look for viruses then. RFC 5321 4.5.3.2.6 asks for more, a person does not."""

_SLOWEST: Final = 32 * 1024
"""Bytes a second: what a poor mobile connection sends."""
_ADDRESS: Final = re.compile(r"[^\s<>@]+@[^\s<>@]+")
_TLS_REASONS: Final = {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"}


@dataclass(frozen=True, slots=True)
class Times:
    """In seconds: for one command, for everything up to the last dot, and for the answer to that."""

    command: float = COMMAND_SECONDS
    whole: float = WHOLE_SECONDS
    answer: float = ANSWER_SECONDS


def submit(server: Submission, letter: Letter, times: Times = Times()) -> None:
    """Returns when the server has taken the letter for all of its recipients; for some only it is not sent at all.

    Raises `inbox.errors`, MailRefused and Unsure. After all but Unsure nothing was sent. Blocks, but not for ever.
    """
    deadline = time.monotonic() + times.whole + len(letter.message) / _SLOWEST
    smtp, wire, _ = with_token(server.tokens, lambda token: _signed_in(server, token, times.command, deadline))
    try:
        try:
            _envelope(smtp, letter)
            _expect(smtp.docmd("DATA"), 354)
            # Whatever breaks up to here, the server has not seen the end, and may not deliver (RFC 5321 4.1.1.4).
            smtp.send(_transparent(letter.message))
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise _translated(error) from error
        wire.patience, wire.deadline = times.answer, time.monotonic() + times.answer
        _finish(smtp)
        _leave(smtp, wire)
    finally:
        smtp.close()


def trial(server: Submission, times: Times = Times()) -> Trial:
    """Sign in and leave: nothing is sent. Raises `inbox.errors`. Blocks."""
    deadline = time.monotonic() + times.whole
    smtp, wire, how = with_token(server.tokens, lambda token: _signed_in(server, token, times.command, deadline))
    cipher = wire.cipher()
    tls = " ".join(part for part in (wire.version(), cipher[0] if cipher else "") if part)
    try:
        _leave(smtp, wire)
    finally:
        smtp.close()
    return Trial(f"{server.host}:{server.port}", tls, how)


def _finish(smtp: smtplib.SMTP) -> None:
    """From the first byte of the last dot on, only an answer tells what became of the letter."""
    try:
        smtp.send(b".\r\n")
        code, said = smtp.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise Unsure(f"No answer came after the message had been handed over: {_said(error)}") from error
    if not (200 <= code < 300 or 400 <= code < 600):  # smtplib gives -1 for what is no answer; 3xx ends nothing
        raise Unsure(f"What came after the message had been handed over made no sense: {_text(said)}")
    if code >= 300:
        _expect((code, said), 250)


def _leave(smtp: smtplib.SMTP, wire: Wire) -> None:
    """Whatever there was to do is done, however the goodbye goes."""
    wire.deadline = time.monotonic() + 2.0
    with suppress(smtplib.SMTPException, OSError):
        smtp.quit()


def _signed_in(server: Submission, token: str, patience: float, deadline: float) -> tuple[smtplib.SMTP, Wire, str]:
    """Behind EHLO and AUTH, both of them inside TLS; and how it was signed in."""
    wire = _connected(server, patience, deadline)
    smtp = smtplib.SMTP(local_hostname=GREETS_AS, timeout=patience)
    smtp.sock = wire
    try:
        if server.security != "starttls":  # there the greeting came before TLS
            _expect(smtp.getreply(), 220)
        _expect(smtp.ehlo(), 250)
        return smtp, wire, sign_in(smtp, server, token)
    except BaseException as error:
        smtp.close()
        if isinstance(error, smtplib.SMTPAuthenticationError):
            kind = Offline if 400 <= error.smtp_code < 500 else SignInRefused
            raise kind(unproved(error.smtp_error, server, token)) from None
        if isinstance(error, smtplib.SMTPException | OSError | ValueError):
            raise _translated(error) from error
        raise


def _connected(server: Submission, patience: float, deadline: float) -> Wire:
    try:
        return connect(server, patience, deadline)
    except (OSError, ValueError) as error:
        raise _translated(error) from error


def _envelope(smtp: smtplib.SMTP, letter: Letter) -> None:
    for one in (letter.sender, *letter.recipients):
        # smtplib would make another address of what it does not understand.
        if not (_ADDRESS.fullmatch(one) and one.isprintable() and smtplib.quoteaddr(one) == f"<{one}>"):
            raise MailRefused(f"“{one_line(one, 80)}” is not an address mail can be sent to.")
    options = []
    if smtp.has_extn("size"):  # RFC 1870
        most = smtp.esmtp_features["size"].partition(" ")[0]
        if most.isdecimal() and 0 < int(most[:20]) < len(letter.message):
            raise MailRefused(f"The message has {_mega(len(letter.message))}, and the server takes {_mega(int(most))}.")
        options.append(f"SIZE={len(letter.message)}")
    if not letter.is_ascii:  # RFC 6531
        if not smtp.has_extn("smtputf8"):
            raise Unsupported("Your server cannot send to or from an address with signs beyond ASCII before its @.")
        options += ["SMTPUTF8", "BODY=8BITMIME"]
    _expect(smtp.mail(letter.sender, options), 250)
    refused = {}
    for recipient in letter.recipients:
        code, said = smtp.rcpt(recipient)
        if code == 421:
            raise Offline(_text(said))
        if code not in (250, 251):
            refused[recipient] = code, _text(said)
    if refused:
        listed = one_line("; ".join(f"{who}: {said}" for who, (_, said) in refused.items()), 500)
        if any(code >= 500 for code, _ in refused.values()):
            raise MailRefused(f"Not sent to anyone, because the server refuses {listed}")
        raise Offline(f"The server does not take it now: {listed}")


def _mega(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _expect(answer: tuple[int, bytes], wanted: int) -> None:
    code, said = answer
    if code == wanted:
        return
    if 500 <= code < 600:
        raise MailRefused(f"The server said {code}: {_text(said)}")
    raise Offline(f"The server said {code}: {_text(said)}")


def _transparent(message: bytes) -> bytes:
    """A line that begins with a dot gets one more (RFC 5321 4.5.2)."""
    whole = message if message.endswith(b"\r\n") else message + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", whole)


def _translated(error: Exception) -> SourceError:
    match error:
        case smtplib.SMTPNotSupportedError():
            return Unsupported(_said(error))
        case smtplib.SMTPResponseException():
            return Offline(f"The server said {error.smtp_code}: {_text(error.smtp_error)}")
        case ssl.SSLError() if error.reason in _TLS_REASONS:
            return WrongSetting("smtp_port", "What answers there does not speak TLS. Mail is mostly sent by port 465.")
        case ssl.SSLError() if error.reason in {"UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION"}:
            return Unsupported("The server only speaks a version of TLS that is no longer safe.")
        case TimeoutError():
            return Offline("The server does not answer.")
        case socket.gaierror():
            return Offline(f"The server's name could not be found: {error.strerror}")
        case ValueError() if not isinstance(error, ssl.SSLError):
            return WrongSetting("smtp_host", _said(error))
        case _:
            return Offline(_said(error))


def _said(error: Exception) -> str:
    return _text(str(getattr(error, "strerror", None) or error) or type(error).__name__)


def _text(said: bytes | str) -> str:
    return one_line(said.decode("utf-8", "replace") if isinstance(said, bytes) else said, 300)
