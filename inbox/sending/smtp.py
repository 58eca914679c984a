"""Hands one letter to a submission server (RFC 6409), and knows at each point whether it may have been sent."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from contextlib import suppress
from typing import Final

from inbox.errors import CertificateRefused, Offline, SignInRefused, SourceError, Unsupported, WrongSetting
from inbox.mail.clean import one_line
from inbox.oauth import with_token
from inbox.sending import Letter, MailRefused, Submission, Unsure
from inbox.sending.sign_in import sign_in, unproved

COMMAND_SECONDS: Final = 30.0
ANSWER_SECONDS: Final = 120.0
"""After the last dot: servers look for viruses then. RFC 5321 4.5.3.2.6 asks for more, a person does not."""

_GREETS_AS: Final = "[127.0.0.1]"
"""The machine's own name is nobody's business, and to ask for it can take long."""
_TLS_REASONS: Final = {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"}


def submit(
    server: Submission,
    letter: Letter,
    *,
    command_seconds: float = COMMAND_SECONDS,
    answer_seconds: float = ANSWER_SECONDS,
) -> None:
    """Returns when the server has taken the letter for all of its recipients; for some only it is not sent at all.

    Raises `inbox.errors`, MailRefused and Unsure. After all but Unsure nothing was sent. Blocks.
    """
    smtp = with_token(server.tokens, lambda token: _signed_in(server, token, command_seconds))
    try:
        try:
            _envelope(smtp, letter)
            _expect(smtp.docmd("DATA"), 354)
            # Whatever breaks up to here, the server has not seen the end, and may not deliver (RFC 5321 4.1.1.4).
            smtp.send(_transparent(letter.message))
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise _translated(error) from error
        _finish(smtp, answer_seconds)
    finally:
        smtp.close()


def _finish(smtp: smtplib.SMTP, seconds: float) -> None:
    """From the first byte of the last dot on, only an answer tells what became of the letter."""
    try:
        if smtp.sock is not None:
            smtp.sock.settimeout(seconds)
        smtp.send(b".\r\n")
        code, said = smtp.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise Unsure(f"No answer came after the message had been handed over: {_said(error)}") from error
    if code < 200 or code >= 600:  # smtplib gives -1 for what is no answer
        raise Unsure(f"What came after the message had been handed over made no sense: {_text(said)}")
    if code >= 300:
        _expect((code, said), 250)
    with suppress(smtplib.SMTPException, OSError):  # it is sent, however the goodbye goes
        if smtp.sock is not None:
            smtp.sock.settimeout(2.0)
        smtp.quit()


def _signed_in(server: Submission, token: str, seconds: float) -> smtplib.SMTP:
    smtp = _connected(server, seconds)
    try:
        _expect(smtp.ehlo(), 250)
        sign_in(smtp, server, token)
    except BaseException as error:
        smtp.close()
        if isinstance(error, smtplib.SMTPAuthenticationError):
            kind = Offline if 400 <= error.smtp_code < 500 else SignInRefused
            raise kind(unproved(error.smtp_error, server, token)) from None
        if isinstance(error, smtplib.SMTPException | OSError | ValueError):
            raise _translated(error) from error
        raise
    return smtp


def _connected(server: Submission, seconds: float) -> smtplib.SMTP:
    if not server.host or any(sign.isspace() for sign in server.host) or not server.host.isprintable():
        raise WrongSetting("smtp_host", "A server's name, such as smtp.example.org, is needed.")
    try:
        context = ssl.create_default_context(cafile=server.ca_file or None)
    except OSError as error:  # ssl.SSLError is one too
        raise WrongSetting("ca_file", f"{server.ca_file}: {error.strerror or error}") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # some builds of Python leave it to the system
    if ssl.HAS_NEVER_CHECK_COMMON_NAME:
        context.hostname_checks_common_name = False  # the subject is no place for a host's name (RFC 9525)
    try:
        return smtplib.SMTP_SSL(server.host, server.port, local_hostname=_GREETS_AS, timeout=seconds, context=context)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise _translated(error) from error


def _envelope(smtp: smtplib.SMTP, letter: Letter) -> None:
    options = [f"SIZE={len(letter.message)}"] if smtp.has_extn("size") else []
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
        case ssl.SSLCertVerificationError():
            return CertificateRefused(error.verify_message or str(error))
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
