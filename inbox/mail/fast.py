"""The bodies of many mails at once, by fast-mail-parser (Rust). Pure, never raises.

It is given nothing that it could be held up with, and what it refuses is left to `inbox.mail.parts`.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from inbox.mail import headers, parts
from inbox.mail.parts import Bodies

if TYPE_CHECKING:
    from fast_mail_parser import PyLazyMail

_log = logging.getLogger(__name__)

CONTENT: Final = (b"content-type", b"content-transfer-encoding", b"content-disposition")
"""The fields that say how a body is to be read."""
_HARMLESS: Final = 32 * 1024


class FastBodies:
    """As `Bodies`. Its HTML is made a string only when it is asked for: what is also said plainly needs none."""

    def __init__(self, mail: PyLazyMail) -> None:
        self._mail = mail
        self.plain = mail.text_plain

    @cached_property
    def html(self) -> list[str]:
        return self._mail.text_html

    @property
    def ends_in_text(self) -> bool:
        return not self._mail.attachments


Found = Bodies | FastBodies


def alone(fields: headers.Fields, body: bytes | memoryview) -> bytes:
    """With no header but what says how to read it: the rest would take two thirds of the parser's time."""
    pieces: list[bytes | memoryview] = []
    for name in CONTENT:
        if name in fields:
            pieces += (name, b": ", fields[name], b"\n")
    return b"".join((*pieces, b"\n", body))


def read(contents: Sequence[bytes]) -> list[FastBodies | None]:
    """What is in each; None where the parser refuses, and for what it is not given."""
    import fast_mail_parser  # here: much that takes no mail apart needs what stands beside this

    found: list[FastBodies | None] = [None] * len(contents)
    ordinary = [index for index, content in enumerate(contents) if _ordinary(content)]
    try:
        outcomes = fast_mail_parser.parse_many([contents[index] for index in ordinary], mode="lazy")
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of Rust code comes as a BaseException  # noqa: BLE001
        _log.warning("The fast mail parser failed on a batch; reading it by hand", exc_info=True)
        return found
    for index, mail in zip(ordinary, outcomes, strict=True):
        if isinstance(mail, fast_mail_parser.ParseError):
            continue
        warnings = mail.warnings
        if not warnings or all(warning.kind != "charset-fallback" for warning in warnings):  # we guess better
            found[index] = FastBodies(mail)
    return found


def _ordinary(content: bytes) -> bool:
    """Not a bomb: few header lines, delimiters and containers, or small enough to be harmless whatever it holds."""
    if len(content) < _HARMLESS:
        return True
    header_end, _ = headers.split(content)
    delimiters = content.count(b"\n--")  # each container needs at least one: where they are few, nothing is deep
    return (
        header_end < 64 * 1024
        and content.count(b"\n", 0, header_end) < 1000
        and delimiters < 2 * parts.MOST_PARTS
        and (delimiters < parts.MOST_DEPTH or content.count(b"boundary") < parts.MOST_DEPTH)
    )
