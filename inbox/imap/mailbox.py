"""What to ask of a mailbox, and how to go on when one mail of many cannot be had.

Listing first (numbers only), then the mails listed, oldest first, in windows: so a mail that is missing in an answer
is told from a mail that does not exist, and the cursor never moves over one that was not answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from inbox import mail
from inbox.errors import Gone, Offline
from inbox.imap import refusals
from inbox.imap.answers import Answer
from inbox.imap.connection import Connection
from inbox.imap.opening import Garbled
from inbox.imap.refusals import Refused
from inbox.item import Arrival
from inbox.mail import MOST_BYTES
from inbox.mail.authenticity import Trust
from inbox.mail.mentions import Known
from inbox.sources import MOST_MESSAGE, Start
from inbox.vouching import UNSIGNED, Signatures, read_all

_PORTION_MAILS: Final = 200
_PORTION_BYTES: Final = 1024 * 1024
"""Taken apart together: little, so that the server sends the next meanwhile."""
_WINDOW: Final = 700
"""Mails asked for in one command, whose line is never longer than the 8 KB that servers have to take (RFC 7162 4)."""
_FURTHER: Final = 2000
_FURTHEST: Final = 20_000
_SURE: Final = 5
_PERHAPS: Final = 2
_GIVEN_UP: Final = 10

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NUMBERS: Final = "(UID)"
_DATES: Final = "(UID INTERNALDATE)"
_READ: Final = f"(UID BODY.PEEK[]<0.{MOST_MESSAGE}>)"
_WHOLE: Final = f"(UID INTERNALDATE RFC822.SIZE BODY.PEEK[]<0.{MOST_BYTES}>)"


@dataclass
class Trouble:
    """What went wrong with single mails, remembered across connections.

    Two answers that make no sense, or five lines cut while a mail was asked for alone, and it is given up.
    """

    validity: int
    """UIDVALIDITY: by which numbers the mails are meant."""

    failures: Counter[int] = field(default_factory=Counter)
    why: dict[int, str] = field(default_factory=dict)
    careful: bool = False
    """The last connection broke while mails were read: the first one is asked for alone."""

    def blame(self, uid: int, error: Exception, *, alone: bool) -> None:
        self.careful = True
        if alone:
            self.failures[uid] += _SURE if isinstance(error, (Garbled, Refused)) else _PERHAPS
            self.why[uid] = str(error)

    def given_up(self, uid: int) -> bool:
        return self.failures[uid] >= _GIVEN_UP


@dataclass(frozen=True, slots=True)
class Portion:
    """Mails that came together. `upto`: every listed mail up to this UID is in this portion or an earlier one."""

    answers: tuple[Answer, ...]
    unreadable: tuple[tuple[int, str], ...]
    upto: int

    @property
    def size(self) -> int:
        """In bytes, as they came."""
        return sum(len(answer.body or b"") for answer in self.answers)


def newer(connection: Connection, uid: int) -> list[int]:
    """The UIDs above `uid` in the mailbox, ascending. `n:*` means the last mail too, however low its number."""
    rows = _listing(connection, f"{uid + 1}:*", _NUMBERS, by_uid=True)
    return sorted(row.uid for row in rows if row.uid is not None and row.uid > uid)


def latest(connection: Connection, start: Start, since: datetime | None, now: datetime) -> tuple[list[int], int]:
    """The UIDs to begin with, ascending, and the highest there is, from the last `start.mails` mails alone.

    With `since` (the mailbox was numbered anew), whatever came after that too, in steps backwards. Never asks about
    the whole mailbox: a million old mails cost nothing.
    """
    exists = connection.exists
    if exists < 1:
        return [], 0
    low = max(1, exists - max(1, start.mails) + 1)
    rows = block = _listing(connection, f"{low}:{exists}", _DATES, by_uid=False)
    while since is not None and low > 1 and len(rows) < _FURTHEST and any(_since(row, since) for row in block):
        low, high = max(1, low - _FURTHER), low - 1
        block = _listing(connection, f"{low}:{high}", _DATES, by_uid=False)
        rows = block + rows
    if not rows:
        raise Garbled(f"The server tells of {exists} mails and lists none.")
    bound = now - timedelta(days=start.days)
    begin = since if since is not None and since < bound else bound
    wanted = rows if start.mails > 0 or since is not None else []
    uids = sorted({row.uid for row in wanted if row.uid is not None and _since(row, begin)})
    return uids, max(row.uid for row in rows if row.uid is not None)


def since(connection: Connection, low: int, high: int, moment: datetime | None) -> list[int]:
    """Of the mails with these sequence numbers the UIDs, ascending, of those that came since (all for None).

    SEARCH compares days, in whatever zone the server likes (RFC 3501 6.4.4): a day more is asked for.
    """
    day = moment - timedelta(days=1) if moment is not None else None
    asked = f"{low}:{high}" + (f" SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year}" if day is not None else "")
    try:
        return sorted(set(connection.search(asked)))
    except Refused as refusal:
        if (not_now := refusals.later(refusal.text)) is not None:
            raise not_now from None
    # A server that cannot search can list.
    rows = _listing(connection, f"{low}:{high}", _DATES, by_uid=False)
    return sorted({row.uid for row in rows if row.uid is not None and (moment is None or _since(row, moment))})


def first_since(connection: Connection, moment: datetime) -> int:
    """The sequence number of the first mail that came since, if they are in order; one past the last if none did."""
    low, high = 1, connection.exists + 1
    while low < high:
        middle = (low + high) // 2
        row = next(iter(_listing(connection, str(middle), _DATES, by_uid=False)), None)
        if row is None or _since(row, moment):
            high = middle
        else:
            low = middle + 1
    return low


def arrivals(
    prefix: str, portion: Portion, now: datetime, trust: Trust, known: Known, signatures: Signatures = UNSIGNED
) -> list[Arrival]:
    """What was read, in the order of the portion, then what could not be. `prefix` is mailbox and UIDVALIDITY."""
    raws = [
        mail.Raw(
            key=f"{prefix}:{answer.uid}",
            content=answer.body or b"",
            size=answer.size if answer.size is not None else len(answer.body or b""),
            received=answer.received,
            key_by_content=True,  # some servers give a UID a second time
            trust=trust,
            known=known,
        )
        for answer in portion.answers
    ]
    read = read_all(raws, now, signatures)
    return read + [mail.unreadable(f"{prefix}:{uid}:unreadable", now, why=why) for uid, why in portion.unreadable]


def whole(connection: Connection, uid: int) -> bytes:
    """One mail, from its first byte to the most that is read of any. Raises Gone where it is not there any more."""
    try:
        found = [answer.body for answer in connection.fetch(str(uid), _READ) if answer.uid == uid]
    except Refused as refusal:
        raise refusals.later(refusal.text) or Gone(refusal.text) from None
    body = next((body for body in found if body is not None), None)
    if body is None:
        raise Gone("The mail was moved or deleted at the server.")
    return body


def bodies(connection: Connection, uids: list[int], trouble: Trouble) -> Iterator[Portion]:
    """Every mail of `uids` (ascending) once, oldest first, readable or not. Ends early only with the connection."""
    gathering = _Gathering(uids)
    size = 1 if trouble.careful else _WINDOW
    while window := gathering.window(size, trouble.given_up):
        if trouble.given_up(window[0]):
            gathering.give_up(window[0], trouble.why.get(window[0], ""))
            continue
        try:
            refusal = yield from _asked(connection, window, gathering)
        except Offline as error:
            trouble.blame(gathering.first_missing(window), error, alone=len(window) == 1)
            if gathering.anything:
                yield gathering.portion()
            raise
        missing = gathering.missing(window)
        if missing and refusal is None:
            missing = _still_there(connection, gathering, missing)
        if not missing:
            trouble.careful = False
            size = min(_WINDOW, size * 4)
        elif len(window) > 1:
            size = max(1, len(window) // 2)
        elif (reason := _alone_and_missing(window[0], refusal, trouble)) is not None:
            if gathering.anything:
                yield gathering.portion()
            raise reason
    if gathering.anything:
        yield gathering.portion()


def _asked(
    connection: Connection, window: list[int], gathering: _Gathering
) -> Generator[Portion, None, Refused | None]:
    """Take what comes, handing on each full portion; returns the No that ended it, if one did."""
    try:
        for answer in connection.fetch(_numbers(window), _WHOLE):
            gathering.take(answer)
            if gathering.full:
                yield gathering.portion()
    except Refused as refusal:
        return refusal
    return None


def _still_there(connection: Connection, gathering: _Gathering, missing: list[int]) -> list[int]:
    """Of mails that were listed and then not answered, those that are listed again; the others are gone."""
    there = {row.uid for row in _rows(connection, _numbers(missing), _NUMBERS, by_uid=True).values()}
    for uid in missing:
        if uid not in there:
            gathering.gone(uid)
    return [uid for uid in missing if uid in there]


def _alone_and_missing(uid: int, refusal: Refused | None, trouble: Trouble) -> Offline | None:
    """A mail that was asked for alone and did not come: what to stop with, or None if it is given up from now on."""
    if refusal is None:
        error = Garbled(f"The server lists mail {uid} and then does not hand it over.")
        trouble.blame(uid, error, alone=True)
        return None if trouble.given_up(uid) else error
    not_now = refusals.later(refusal.text)
    trouble.blame(uid, refusal, alone=True)
    if not_now is None:  # asked again, it would say the same
        trouble.blame(uid, refusal, alone=True)
    return None if trouble.given_up(uid) else not_now


class _Gathering:
    """Which of the listed mails are done, and those not yet handed on."""

    def __init__(self, uids: list[int]) -> None:
        self._uids = uids
        self._next = 0
        self._done: set[int] = set()
        self._listed = set(uids)
        self._answers: list[Answer] = []
        self._unreadable: list[tuple[int, str]] = []
        self._bytes = 0

    def window(self, size: int, given_up: Callable[[int], bool]) -> list[int]:
        """The next `size` mails that are not done; one that is given up stands alone."""
        self._advance()
        chosen: list[int] = []
        for index in range(self._next, len(self._uids)):
            uid = self._uids[index]
            if uid in self._done:
                continue
            if given_up(uid):
                return chosen or [uid]
            chosen.append(uid)
            if len(chosen) >= size:
                break
        return chosen

    def take(self, answer: Answer) -> None:
        """An answer without a UID is about some other mail's flags; a second one for a mail says nothing new."""
        if answer.uid in self._listed and answer.uid not in self._done and answer.body is not None:
            self._done.add(answer.uid)
            self._answers.append(answer)
            self._bytes += len(answer.body)

    def give_up(self, uid: int, why: str) -> None:
        self._done.add(uid)
        self._unreadable.append((uid, why))

    def gone(self, uid: int) -> None:
        self._done.add(uid)

    def missing(self, window: list[int]) -> list[int]:
        return [uid for uid in window if uid not in self._done]

    def first_missing(self, window: list[int]) -> int:
        return next(iter(self.missing(window)), window[-1])

    @property
    def full(self) -> bool:
        return len(self._answers) >= _PORTION_MAILS or self._bytes >= _PORTION_BYTES

    @property
    def anything(self) -> bool:
        return bool(self._answers or self._unreadable)

    def portion(self) -> Portion:
        self._advance()
        upto = self._uids[self._next - 1] if self._next else 0
        made = Portion(tuple(self._answers), tuple(self._unreadable), upto)
        self._answers, self._unreadable, self._bytes = [], [], 0
        return made

    def _advance(self) -> None:
        while self._next < len(self._uids) and self._uids[self._next] in self._done:
            self._next += 1


def _listing(connection: Connection, numbers: str, items: str, *, by_uid: bool) -> list[Answer]:
    """The mails of a range. Sequence numbers without a gap prove that none was left out; with one, look twice."""
    rows = _rows(connection, numbers, items, by_uid=by_uid)
    if rows and len(rows) < max(rows) - min(rows) + 1:
        rows = _rows(connection, numbers, items, by_uid=by_uid) | {-sequence: row for sequence, row in rows.items()}
    return [row for row in rows.values() if row.uid is not None]


def _rows(connection: Connection, numbers: str, items: str, *, by_uid: bool) -> dict[int, Answer]:
    rows: dict[int, Answer] = {}
    try:
        for answer in connection.fetch(numbers, items, by_uid=by_uid):
            if answer.uid is not None:
                rows[answer.sequence] = answer
    except Refused as refusal:
        if connection.exists == 0:  # some servers refuse any range of nothing
            return {}
        raise Offline(refusal.text, wait_seconds=refusals.wait_seconds(refusal.text)) from None
    return rows


def _since(row: Answer, moment: datetime) -> bool:
    """A mail whose date the server does not tell counts as new."""
    return row.received is None or row.received >= moment


def _numbers(uids: Iterable[int]) -> str:
    """RFC 3501 sequence-set: runs of neighbours as a:b."""
    runs: list[list[int]] = []
    for uid in uids:
        if runs and runs[-1][1] == uid - 1:
            runs[-1][1] = uid
        else:
            runs.append([uid, uid])
    return ",".join(str(first) if first == last else f"{first}:{last}" for first, last in runs)
