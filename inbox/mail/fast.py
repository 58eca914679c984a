"""The bodies of many mails at once, by fast-mail-parser (Rust). Pure, never raises.

It is given nothing that it could be held up with, and what it refuses is left to `inbox.mail.parts`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from inbox.mail import headers, parts
from inbox.mail.parts import Bodies

if TYPE_CHECKING:
    from fast_mail_parser import PyLazyMail

_log = logging.getLogger(__name__)

CONTENT: Final = (b"content-type", b"content-transfer-encoding", b"content-disposition")
"""The fields that say how a body is to be read."""
_HARMLESS: Final = 32 * 1024
_MANY: Final = 64
"""Fewer are read before a thread is woken."""


class FastBodies:
    """As `Bodies`. Its HTML is made a string only when it is asked for: what is also said plainly needs none."""

    __slots__ = ("_mail", "plain")

    def __init__(self, mail: PyLazyMail) -> None:
        self._mail = mail
        self.plain = mail.text_plain

    @property
    def html(self) -> list[str]:
        return self._mail.text_html

    @property
    def ends_in_text(self) -> bool:
        return not self._mail.attachments


Found = Bodies | FastBodies


def alone(fields: headers.Fields, body: bytes | memoryview) -> bytes:
    """With no header but what says how to read it: the rest would take two thirds of the parser's time."""
    told: list[bytes | memoryview] = []
    for name in CONTENT:
        if (value := fields.get(name)) is not None:
            told += (name, b": ", value, b"\n")
    return b"".join((*told, b"\n", body))


Reading = Callable[[], "list[FastBodies | None]"]
"""Waits for what `begin` began."""


def begin(contents: Sequence[bytes]) -> Reading:
    """As `read`, of many on a thread beside this one: the parser is Rust, and lets Python go on meanwhile."""
    if len(contents) < _MANY:
        return partial(read, contents)
    running: Future[None] = Future()
    reading = _beside().submit(_read_beside, running, contents)
    running.result()  # else it would wait for its turn while this thread goes on with Python: for 5 ms
    return reading.result


def _read_beside(running: Future[None], contents: Sequence[bytes]) -> list[FastBodies | None]:
    running.set_result(None)
    return read(contents, threads=1)


@cache
def _beside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "mail-bodies")


def read(contents: Sequence[bytes], threads: int | None = None) -> list[FastBodies | None]:
    """What is in each; None where the parser refuses, and for what it is not given. `threads`: at most so many."""
    import fast_mail_parser  # here: much that takes no mail apart needs what stands beside this

    found: list[FastBodies | None] = [None] * len(contents)
    ordinary = [index for index, content in enumerate(contents) if _ordinary(content)]
    try:
        outcomes = fast_mail_parser.parse_many([contents[index] for index in ordinary], mode="lazy", threads=threads)
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
