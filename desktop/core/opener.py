"""Mails opened for reading: fetched whole, kept, and taken apart where they can do no harm (`inbox.worker`).

The engine's thread calls this; what it gives as `Later` runs on others.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.core.desk import Later, RequestError
from desktop.core.kept_mails import KeptMails
from desktop.core.setup import Setup
from inbox.errors import Gone, SourceError
from inbox.item import Details, Item, Verdict
from inbox.reading import Reading
from inbox.sources import MOST_MESSAGE

if TYPE_CHECKING:  # what takes a mail apart is not needed before one is opened
    from inbox.answering import Enclosed
    from inbox.mail.opened import Opened, Passage
    from inbox.mail.opening import About
    from inbox.worker import Worker

_MOST_OF_ONE_NAME: Final = 1000
_log = logging.getLogger(__name__)


class Opener:
    def __init__(self, reading: Reading, setup: Setup) -> None:
        self._reading = reading
        self._setup = setup
        self._kept = KeptMails(setup.mails)
        self._worker: Worker | None = None

    def open(self, of: Details) -> Later[Opened]:
        if not of.item.has_mail:
            return Later(lambda: _told(of))
        raw, about, worker = self._raw(of.item), self._about(of.item), self._working()
        return Later(lambda: _opened(of, raw, about, worker))

    def save(self, of: Item, index: int, folder: Path) -> Later[Path]:
        raw, worker = self._raw(of), self._working()

        def run() -> Path:
            from inbox.worker import TooMuch

            try:
                found = worker.attachment(raw(), index)
            except TooMuch as error:
                raise RequestError(f"This mail could not be taken apart: {error} Nothing was saved.") from error
            if found is None:
                raise RequestError(f"This mail has no attachment {index}. Nothing was saved.")
            return saved(folder, *found)

        return Later(run)

    def enclosed(self, of: Item) -> Later[tuple[Enclosed, ...]]:
        """What is attached to a mail, to go along with it. Raises SourceError where the mail cannot be had."""
        raw, about, worker = self._raw(of), self._about(of), self._working()

        def run() -> tuple[Enclosed, ...]:
            from inbox.answering.files import as_enclosed
            from inbox.worker import TooMuch

            content = raw()
            if len(content) >= MOST_MESSAGE:
                raise RequestError("This mail is too large to be sent on with what is attached to it.")
            try:
                told = worker.opened(content, about()).attachments
                found = [(one.kind, worker.attachment(content, one.index)) for one in told]
            except TooMuch as error:
                raise RequestError(f"This mail could not be taken apart: {error}") from error
            return tuple(as_enclosed(part[0], kind, part[1]) for kind, part in found if part is not None)

        return Later(run)

    def load_images(self, of: Details) -> Later[Mapping[str, bytes]]:
        raw, about, worker = self._raw(of.item), self._about(of.item), self._working()

        def run() -> Mapping[str, bytes]:
            from inbox.images import Loader

            places = _opened(of, raw, about, worker).remote_images
            found = Loader().load(places)
            return {f"remote:{index}": found[url] for index, url in enumerate(places) if url in found}

        return Later(run)

    def forget_removed(self) -> None:
        """What is kept of accounts that are there no more."""
        self._kept.forget_all_but([one.name for one in self._setup.settings.accounts])

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()

    def _raw(self, of: Item) -> Callable[[], bytes]:
        """What gives the whole mail, and blocks; it raises SourceError. The account is asked now where it must be."""
        if not of.has_mail:
            return lambda: _raise(Gone("There is no mail of this: all there is of it is shown."))
        if self._kept.has(of.account, of.id):
            return lambda: self._kept_or_gone(of)
        there = [place for place in self._reading.places(of.id) if self._setup.settings.account(place[0]) is not None]
        if not there:
            return lambda: _raise(NoAccount(f'There is no account "{of.account}" any more.'))
        account, key = there[0]
        asked = self._setup.errand(account, lambda source: source.message(key), urgent=True)

        def run() -> bytes:
            content = asked.run()
            self._kept.put(of.account, of.id, content)
            return content

        return run

    def _kept_or_gone(self, of: Item) -> bytes:
        content = self._kept.get(of.account, of.id)
        if content is None:
            raise Gone("What was kept of this mail has just been removed. Open it once more.")
        return content

    def _about(self, of: Item) -> Callable[[], About]:
        """Whom its account believes, and whom its person knows. What is called is quick, but brings its libraries."""
        account = self._setup.settings.account(of.account)
        values = account.values if account else {}
        own = [
            str(one.values.get("from_address") or one.values.get("user", "")) for one in self._setup.settings.accounts
        ]
        dealt_with = self._reading.correspondents()

        def run() -> About:
            from inbox.mail.authenticity import trust
            from inbox.mail.opening import About
            from inbox.mail.senders import address_domain

            found = (address_domain(address) for address in (*own, *dealt_with))
            known = tuple(dict.fromkeys(domain for domain in found if domain))
            return About(trust(str(values.get("host", "")), str(values.get("authserv_id") or "")), known)

        return run

    def _working(self) -> Worker:
        """Started with the first mail that is opened: an app that only holds has no second process."""
        if self._worker is None:
            from inbox.worker import Worker

            self._worker = Worker()
            self.forget_removed()
        return self._worker


class NoAccount(SourceError):
    """The mail's account was removed: nobody can be asked for it."""

    code = "no_account"
    retries = False


def _opened(of: Details, raw: Callable[[], bytes], about: Callable[[], About], worker: Worker) -> Opened:
    """Blocks. What the database has where the mail cannot be had or taken apart."""
    from dataclasses import replace

    from inbox.worker import TooMuch

    worker.prepare()
    try:
        content = raw()
        found = worker.opened(content, about())
    except SourceError as error:
        return _of_database(of, error.code, error.detail)
    except TooMuch as error:
        _log.warning("Item %d: %s", of.item.id, error)
        return _of_database(of, "too_much", str(error))
    # A report, or a container that is none, has words for the list that no part of it is.
    passages = found.passages or _passages(of.text)
    # Where no server says anything, what its signature said when it came still holds.
    verdict = of.item.verdict if found.verdict is Verdict.UNKNOWN else found.verdict
    return replace(found, passages=passages, verdict=verdict, whole=len(content) < MOST_MESSAGE)


def _told(of: Details) -> Opened:
    """What a tool told over its API: nothing is missing from it."""
    from inbox.mail.opened import Opened

    return Opened(_passages(of.text), verdict=of.item.verdict, source_bytes=len(of.text.encode("utf-8", "replace")))


def _of_database(of: Details, problem: str, detail: str) -> Opened:
    from inbox.mail.opened import Opened

    return Opened(
        _passages(of.text),
        verdict=of.item.verdict,
        whole=False,
        problem=problem,
        detail=detail,
        source_bytes=len(of.text.encode("utf-8", "replace")),
    )


def _passages(text: str) -> tuple[Passage, ...]:
    from inbox.mail.opening import of_text

    return of_text(text)


def _raise(error: SourceError) -> bytes:
    raise error


def saved(folder: Path, name: str, content: bytes) -> Path:
    """Write a new file, 0600, under that name or one like it that is free. Raises RequestError.

    Nothing is replaced or followed, and nothing is ever opened or run. On Windows the file is not marked as coming from
    the internet.
    """
    from inbox.mail.attachments import numbered

    if not folder.is_dir():
        raise RequestError(f"There is no folder {folder}. Nothing was saved.", "Choose one that exists.")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    for number in range(1, _MOST_OF_ONE_NAME):
        file = folder / (name if number == 1 else numbered(name, number))
        try:
            opened = os.open(file, flags, 0o600)
        except FileExistsError:
            continue
        except OSError as error:
            raise RequestError(f"{file} cannot be written ({error.strerror}). Nothing was saved.") from error
        try:
            with os.fdopen(opened, "wb") as target:
                target.write(content)
        except OSError as error:
            file.unlink(missing_ok=True)
            raise RequestError(f"{file} cannot be written ({error.strerror}). Nothing was saved.") from error
        return file
    raise RequestError(f"{folder} holds too many files named like {name}. Nothing was saved.", "Choose another folder.")
