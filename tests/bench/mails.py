"""Mails that no one wrote, in the shapes that mail has: plain, alternative, HTML alone, with a file.

10 KB each on the average, made up as those of today are: a third is header, a fifth is words, the rest is markup,
transfer encoding and files.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from email.header import Header
from email.utils import format_datetime
from quopri import encodestring

from tests.bench.content import NOW, Speech

RARE = "zwischenablage"
"""A word that is in every thousandth mail."""

_HEADER = (
    "Return-Path: <person.{person}@example.org>\r\nDelivered-To: me@example.net\r\n"
    "Received: from mx.example.org (mx.example.org [192.0.2.7])\r\n\tby mail.example.net with ESMTPS id {n:08X}"
    "\r\n\tfor <me@example.net>; {date}\r\n"
    "Authentication-Results: mail.example.net; dkim=pass header.d=example.org header.s=mail header.b=abcdefgh;\r\n"
    "\tspf=pass smtp.mailfrom=person.{person}@example.org; dmarc=pass header.from=example.org\r\n"
    "{seals}"
    "Received: from localhost (localhost [127.0.0.1]) by mx.example.org (Postfix) with ESMTP id {n:08x}; {date}\r\n"
    "From: {sender} <person.{person}@example.org>\r\nTo: Me <me@example.net>\r\nSubject: {subject}\r\nDate: {date}\r\n"
    "Message-ID: <{n}.bench@example.org>\r\n{more}X-Mailer: Bench\r\nMIME-Version: 1.0\r\n"
)
_SEAL = (
    "{name}: i={i}; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=mail; t=1763629200;\r\n"
    "\th=from:to:subject:date:message-id:mime-version:content-type:list-unsubscribe;\r\n"
    "\tbh={hash};\r\n\tb={hash}{hash}\r\n\t {hash}{hash}\r\n\t {hash}{hash}\r\n\t {hash}{hash}\r\n"
)
_SEALS = ("ARC-Seal", "ARC-Message-Signature", "DKIM-Signature", "X-Google-DKIM-Signature")


def mails(count: int) -> Iterator[bytes]:
    """All different, with CRLF, as they go over the wire."""
    speech = Speech(3)
    shapes = (_plain, _alternative, _alternative, _html, _with_a_file)
    for n in range(count):
        yield _header(speech, n) + shapes[n % len(shapes)](speech, n)


def _header(speech: Speech, n: int) -> bytes:
    more = ""
    if n % 4 == 0:
        more = f"In-Reply-To: <{n - 1}.bench@example.org>\r\nReferences: <{n - 2}.bench@example.org>\r\n"
    if n % 3 == 0:
        more += "List-Id: News <news.example.org>\r\nPrecedence: bulk\r\n"
    return _HEADER.format(
        n=n,
        person=n % 500,
        sender=_encoded(speech.sentence(2)),
        subject=_encoded(speech.sentence(7)),
        date=format_datetime(NOW),
        seals="".join(
            _SEAL.format(name=name, i=i, hash=base64.b64encode(speech.random.randbytes(33)).decode())
            for i, name in enumerate(_SEALS, 1)
        ),
        more=more,
    ).encode("ascii")


def _encoded(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8").encode(linesep="\r\n")


def _prose(speech: Speech, n: int, size: int) -> list[str]:
    """Lines of together about `size` characters."""
    lines = [speech.sentence(12) + "." for _ in range(size // 75)]
    return [*lines, RARE] if n % 1000 == 0 else lines


def _plain(speech: Speech, n: int) -> bytes:
    charset = ("utf-8", "iso-8859-1")[n % 2]
    text = "\r\n".join(_prose(speech, n, 2500)).encode(charset)
    return f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".encode() + text


def _quoted(text: str) -> bytes:
    return encodestring(text.encode()).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _alternative(speech: Speech, n: int) -> bytes:
    lines = _prose(speech, n, 1400)
    edge = f"==alternative-{n}"
    return b"\r\n".join(
        (
            f'Content-Type: multipart/alternative; boundary="{edge}"\r\n\r\n--{edge}'.encode(),
            b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n",
            _quoted("\n".join(lines)),
            f"--{edge}\r\nContent-Type: text/html; charset=utf-8".encode(),
            b"Content-Transfer-Encoding: quoted-printable\r\n",
            _quoted(_page(lines)),
            f"--{edge}--\r\n".encode(),
        )
    )


def _html(speech: Speech, n: int) -> bytes:
    page = _page(_prose(speech, n, 1400)).encode()
    return b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + _base64(page)


def _with_a_file(speech: Speech, n: int) -> bytes:
    text = "\r\n".join(_prose(speech, n, 2000)).encode()
    edge = f"==mixed-{n}"
    return b"\r\n".join(
        (
            f'Content-Type: multipart/mixed; boundary="{edge}"\r\n\r\n--{edge}'.encode(),
            b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n",
            text,
            f'--{edge}\r\nContent-Type: application/pdf; name="report-{n}.pdf"'.encode(),
            b"Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n",
            _base64(speech.random.randbytes(3500)),
            f"--{edge}--\r\n".encode(),
        )
    )


def _page(lines: list[str]) -> str:
    """As newsletters and trackers send it: a table for each paragraph, every style written out."""
    style = "<style>p { margin: 0 0 1em 0; font-family: sans-serif } .foot { color: #888 }</style>"
    rows = "\n".join(
        '<tr><td align="left" valign="top" style="padding: 8px 16px 8px 16px; border-collapse: collapse; width: 100%">'
        '<p style="margin: 0; font-family: Helvetica, Arial, sans-serif; font-size: 14px; line-height: 20px; '
        f'color: #222222"><span class="text">{line}</span></p></td></tr>'
        for line in lines
    )
    return (
        f"<!DOCTYPE html>\n<html><head><title>News</title>{style}</head>\n<body>"
        f'<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="600">{rows}</table>'
        '<div class="foot">Sent to you, <a href="https://example.org/settings">change that</a>.</div></body></html>\n'
    )


def _base64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")
