"""An answer as a message: with the account's settings, and the files that go along."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from errno import EINVAL
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.desk import Later, RequestError
from desktop.core.notice_words import language_of
from desktop.core.opener import Opener
from desktop.core.own_addresses import address_of
from desktop.core.setup import Setup
from desktop.core.submission import sends
from inbox.answering import Answer, CannotAnswer, Enclosed, Way
from inbox.errors import SourceError
from inbox.item import Details
from inbox.sources import Value

if TYPE_CHECKING:  # it brings much of the `email` package, which only an answer needs
    from inbox.reply import Composed, Writer

_MOST_SIGNATURE = 4096


class Composing:
    """The engine's thread calls this. What it raises is RequestError: nothing was sent then."""

    def __init__(self, setup: Setup, opener: Opener, now: Callable[[], datetime]) -> None:
        self._setup = setup
        self._opener = opener
        self._clock = now

    def recipients(self, of: Details, way: Way) -> tuple[str, ...]:
        from inbox.reply import recipients

        try:
            return recipients(of, way, self._writer(of))
        except CannotAnswer as error:
            raise _refusal(error) from error

    def quoted(self, of: Details, way: Way) -> str:
        from inbox.reply import quoted

        return quoted(of, way, self._writer(of), self._now())

    def compose(self, of: Details, answer: Answer) -> Later[Composed]:
        """At once where nothing has to be read."""
        made = self._made(of, answer)
        if not reads(answer):
            whole = made()
            return Later(lambda: whole)
        return Later(made)

    def _made(self, of: Details, answer: Answer) -> Callable[[], Composed]:
        from uuid import uuid4

        from inbox.reply import compose

        writer, now = self._writer(of), self._now()
        # Made once, before the first try: whatever happens on the way, it stays the same message.
        message_id = f"<{uuid4()}@{writer.address.rpartition('@')[2]}>"

        originals = self._opener.enclosed(of.item) if _with_originals(answer) else None

        def make() -> Composed:
            from inbox.answering.files import enclose

            try:
                enclosed = enclose(answer.attachments, _had(originals) if originals else ())
                return compose(of, answer, writer, message_id=message_id, now=now, enclosed=enclosed)
            except CannotAnswer as error:
                raise _refusal(error) from error

        return make

    def _writer(self, of: Details) -> Writer:
        from inbox.reply import Writer, usable

        if not of.item.has_mail:
            raise RequestError("This is no mail: it is answered where it came from. Nothing was sent.", of.item.link)
        account = self._setup.account(of.item.account)
        values = account.values
        if not sends(values):
            raise RequestError(
                f'The account "{account.name}" cannot send: it has no smtp_host. Nothing was sent.',
                "Give it the name of the server that takes your mail, in settings.toml.",
            )
        writer = Writer(
            address=usable(address_of(values)) or "",
            name=str(values.get("from_name", "")),
            own=frozenset(address_of(one.values) for one in self._setup.settings.accounts if address_of(one.values)),
            signature=_signature(values),
            language=language_of(self._setup.settings.language, os.environ),
        )
        if not writer.address:
            raise RequestError(
                f'The account "{account.name}" has no mail address to send from. Nothing was sent.',
                "Give it one as from_address, in settings.toml.",
            )
        return writer

    def _now(self) -> datetime:
        return self._clock().astimezone(self._setup.settings.schedule.zone)


def reads(answer: Answer) -> bool:
    """Files, or the whole mail: that is not for the engine's thread."""
    return bool(answer.attachments) or _with_originals(answer)


def _with_originals(answer: Answer) -> bool:
    return answer.way is Way.FORWARD and answer.originals


def _had(originals: Later[tuple[Enclosed, ...]]) -> tuple[Enclosed, ...]:
    without = "It can be sent on without what is attached to it."
    try:
        return originals.run()
    except SourceError as error:
        raise RequestError(
            f"What is attached to the mail cannot be had now ({error.code}: {error.detail}). Nothing was sent.", without
        ) from error
    except RequestError as error:
        raise RequestError(f"{error.message} Nothing was sent.", without) from error


def _refusal(error: Exception) -> RequestError:
    return RequestError(f"{error} Nothing was sent.")


def _signature(values: Mapping[str, Value]) -> str:
    file = str(values.get("signature_file") or "")
    if not file:
        return ""
    try:
        if Path(file).exists() and not Path(file).is_file():
            raise OSError(EINVAL, "it is not a file")  # a pipe would hold up everything until somebody writes to it
        with Path(file).open("rb") as content:
            return content.read(_MOST_SIGNATURE).decode("utf-8", "replace")
    except OSError as error:
        raise RequestError(
            f"The signature {file} cannot be read ({error.strerror}). Nothing was sent.",
            "Correct signature_file in settings.toml.",
        ) from error
