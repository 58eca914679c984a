"""Changes of mails at a server: STORE and MOVE by UID, and nothing else.

Each begins with a SELECT, whose UIDVALIDITY must be that of the numbers we have, and with a look at which mails these
are; an OK proves nothing, so what became of each mail is looked up. There is no EXPUNGE in any form: where a server
cannot MOVE (RFC 6851), a mail stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from inbox import mail
from inbox.errors import Gone, SourceError, Unsupported, WrongSetting
from inbox.imap import names, refusals
from inbox.imap.answers import Answer
from inbox.imap.connection import Connection, Selected
from inbox.imap.keys import moved, named
from inbox.imap.looking import FLAGS, LABELS, MOST_UIDS, WHOLE, numbers, parts, rows, search, special
from inbox.imap.refusals import Refused
from inbox.mail import headers
from inbox.sources import Mailbox, Role
from inbox.writing import Begin, Change, Outcome, Stands, What

_SIZES: Final = "(UID RFC822.SIZE)"
_HEADER: Final = "(UID BODY.PEEK[]<0.16384>)"
_MESSAGE_ID: Final = frozenset({b"message-id"})
_COPIED: Final = re.compile(rb"(\d{1,10}) ([\d:,]+) ([\d:,]+)")
Mails = Mapping[int, Change]
"""Changes of mails in one mailbox, by UID."""


def carry_out(
    connection: Connection, changes: Sequence[Change], begin: Begin, archive: str
) -> Iterator[tuple[int, Outcome]]:
    """As `inbox.writing.Writes`. `archive`: the name of the mailbox to archive to, '' for the server's own.

    Leaves the connection with whatever mailbox selected. Raises what the next try may mend.
    """
    places: dict[tuple[What, bool, str, int], dict[int, Change]] = {}
    for change in changes:
        try:
            mailbox, validity, uid = named(change.key)
        except Gone as error:
            yield change.id, _failed(change, error)
            continue
        mails = places.setdefault((change.what, change.wanted, mailbox, validity), {})
        if uid in mails:  # the server gave the number a second time: whose it is now, is not known
            yield change.id, _failed(change, Gone("Its number was given to another mail."))
        else:
            mails[uid] = change
    for (what, wanted, mailbox, validity), mails in places.items():
        for part in parts(mails):
            try:
                done = _work(connection, what, wanted, mailbox, validity, part, begin, archive)
                yield from ((part[uid].id, outcome) for uid, outcome in done.items())
            except (Gone, Unsupported, WrongSetting) as error:
                yield from ((change.id, _failed(change, error)) for change in part.values())
            except Refused as refusal:
                said = refusals.of_change(refusal.text)
                if said.retries:
                    raise said from None
                yield from ((change.id, _failed(change, said)) for change in part.values())


def _work(
    connection: Connection, what: What, wanted: bool, mailbox: str, validity: int, mails: Mails, begin: Begin,
    archive: str,
) -> Mapping[int, Outcome]:  # fmt: skip
    if what is What.SEEN:
        selected = _select(connection, mailbox, validity)
        return _mark(connection, selected, mails, begin) if wanted else _unmark(connection, mails)
    if "MOVE" not in connection.capabilities:
        raise Unsupported(
            "The server cannot move a mail (RFC 6851), and Écluse does not copy and delete instead: it stays."
        )
    place = special(connection, Role.ARCHIVE, archive, "archive_mailbox")
    if wanted:
        return _archive(connection, mailbox, validity, mails, begin, place)
    return {uid: _bring_back(connection, change, place) for uid, change in mails.items()}


def _mark(connection: Connection, selected: Selected, mails: Mails, begin: Begin) -> Mapping[int, Outcome]:
    if not selected.keeps_seen:
        raise Unsupported("The server does not keep what is marked as read.")
    before = _met(connection, mails, rows(connection, mails, FLAGS))
    unread = [uid for uid, row in before.items() if not row.seen]
    done = {uid: Outcome(_read_already(mails[uid])) for uid, row in before.items() if row.seen}
    done |= {uid: _failed(mails[uid], Gone("It was moved or deleted elsewhere.")) for uid in mails if uid not in before}
    unread = _still_wanted(unread, mails, begin)
    if unread:
        _tell(connection, "STORE", unread, "+FLAGS.SILENT", r"(\Seen)")
        after = rows(connection, unread, FLAGS)
        for uid in unread:
            row = after.get(uid)
            if row is not None and not row.seen:
                done[uid] = _failed(
                    mails[uid], Unsupported("The server said that it was marked as read, and it is not.")
                )
            else:
                done[uid] = Outcome(Stands.ON)
    return done


def _met(connection: Connection, mails: Mails, found: Mapping[int, Answer]) -> dict[int, Answer]:
    """Without those that are other mails than were meant, under the same numbers: a server that was restored from a
    backup gives them a second time, and an account may read another server by now, which counts its mails alike."""
    heads = rows(connection, found, _HEADER)
    named = {uid for uid, head in heads.items() if _has_id(head, mails[uid].message_id)}
    return {uid: row for uid, row in found.items() if uid in named or _is(connection, uid, mails[uid])}


def _has_id(head: Answer, message_id: str) -> bool:
    content = head.body or b""
    fields = headers.fields(content[: headers.split(content)[0]], _MESSAGE_ID)
    return bool(message_id) and message_id.encode("utf-8", "replace") in fields.get(b"message-id", b"")


def _read_already(change: Change) -> Stands:
    """It was unread when we were about to mark it and were ended: then it was us who did."""
    return Stands.ON if change.stands is Stands.UNSURE else Stands.FOUND


def _unmark(connection: Connection, mails: Mails) -> Mapping[int, Outcome]:
    before = _met(connection, mails, rows(connection, mails, FLAGS))
    if read := [uid for uid, row in before.items() if row.seen]:
        _tell(connection, "STORE", read, "-FLAGS.SILENT", r"(\Seen)")
    gone = Gone("It was moved or deleted elsewhere meanwhile, and stays marked as read.")
    return {uid: Outcome(Stands.OFF) if uid in before else _failed(mails[uid], gone) for uid in mails}


def _archive(
    connection: Connection, mailbox: str, validity: int, mails: Mails, begin: Begin, place: Mailbox
) -> Mapping[int, Outcome]:
    if place.name == mailbox:
        return {uid: Outcome(Stands.FOUND) for uid in mails}
    _select(connection, mailbox, validity)
    before = _met(connection, mails, rows(connection, mails, _SIZES))
    done = {uid: _absent(mails[uid]) for uid in mails if uid not in before}
    wanted = _still_wanted(before, mails, begin)
    if not wanted:
        return done
    refusal, heard = None, dict[str, Any]()
    try:
        _tell(connection, "MOVE", wanted, names.quoted(place.name), keep=heard)
    except Refused as refused:  # some of them may have been moved all the same
        refusal = refused
    left = rows(connection, wanted, "(UID)")
    keys = _arrived(connection, place, _copied(heard), {uid: before[uid].size for uid in wanted if uid not in left})
    for uid in wanted:
        change = mails[uid]
        if uid not in left:
            key = moved(change.key, *keys[uid]) if uid in keys else ""
            done[uid] = Outcome(Stands.ON, key=key, origin=change.key)
        else:
            said = refusal.text if refusal else "The server said that it was moved, and it was not."
            error = refusals.of_change(said)
            if error.retries:
                raise error
            done[uid] = _failed(change, error, Stands.OFF)
    return done


def _absent(change: Change) -> Outcome:
    """Not where it was: by us, if we were ended while we moved it, else by someone else."""
    if change.stands is Stands.UNSURE:
        return Outcome(Stands.ON, origin=change.origin or change.key)
    return _failed(change, Gone("It was moved or deleted elsewhere."))


def _arrived(
    connection: Connection, place: Mailbox, copied: tuple[int, Mapping[int, int]], sizes: Mapping[int, int | None]
) -> Mapping[int, tuple[str, int, int]]:
    """Where moved mails are now, as far as COPYUID (RFC 4315) is true: servers are known that get it wrong."""
    validity, given = copied
    if not given:
        return {}
    try:
        if connection.select(place.name).validity != validity:
            return {}
        there = rows(connection, [given[uid] for uid in sizes if uid in given], _SIZES)
    except (WrongSetting, Refused):
        return {}
    return {
        uid: (place.name, validity, given[uid])
        for uid, size in sizes.items()
        if size is not None and uid in given and (row := there.get(given[uid])) is not None and row.size == size
    }


def _bring_back(connection: Connection, change: Change, archive: Mailbox) -> Outcome:
    """One mail, if it is certain that it is that one; where it is not found, or may not go, it stays where it is."""
    try:
        return _brought_back(connection, change, archive)
    except Refused as refusal:
        said = refusals.of_change(refusal.text)
        if said.retries:
            raise said from None
        return _failed(change, said)


def _brought_back(connection: Connection, change: Change, archive: Mailbox) -> Outcome:
    origin = change.origin or change.key
    home, validity, uid = named(origin)
    at_home = named(change.key)[0] == home
    if change.stands is Stands.UNSURE or at_home:
        # We may have been ended before it was moved at all, or someone else was quicker.
        validity, uid = named(change.key)[1:] if at_home else (validity, uid)
        try:
            _select(connection, home, validity)
            if _is(connection, uid, change):
                return Outcome(Stands.OFF)
        except Gone:
            pass  # numbered anew since: looked for by its content below
    found = _whereabouts(connection, change, archive, at_home=at_home)
    if found is None:
        back = _found_by_id(connection, home, change)
        if back is not None:
            return Outcome(Stands.OFF, key=moved(change.key, *back))
        return _failed(change, Gone("It was not found in the archive any more, so it could not be moved back."))
    heard: dict[str, Any] = {}
    # Gmail's archive holds all mail, whatever its labels: it stays there, and gets the old label again.
    command = "COPY" if archive.role is Role.ALL and LABELS in connection.capabilities else "MOVE"
    _tell(connection, command, [found], names.quoted(home), keep=heard)
    new_validity, given = _copied(heard)
    if found in given and connection.select(home).validity == new_validity and _is(connection, given[found], change):
        return Outcome(Stands.OFF, key=moved(change.key, home, new_validity, given[found]))
    back = _found_by_id(connection, home, change)
    return Outcome(Stands.OFF, key=moved(change.key, *back) if back else origin)


def _whereabouts(connection: Connection, change: Change, archive: Mailbox, *, at_home: bool) -> int | None:
    """Its UID in the archive, which is selected then."""
    if not at_home:
        mailbox, validity, uid = named(change.key)
        try:
            _select(connection, mailbox, validity)
            if _is(connection, uid, change):
                return uid
        except Gone:
            pass  # numbered anew since
    found = _found_by_id(connection, archive.name, change, writable=True)
    return found[2] if found else None


def _found_by_id(
    connection: Connection, mailbox: str, change: Change, *, writable: bool = False
) -> tuple[str, int, int] | None:
    try:
        selected = connection.select(mailbox, writable=writable)
        found = search(connection, change.message_id)
    except (WrongSetting, Refused):
        return None
    uid = next((uid for uid in reversed(found[-MOST_UIDS:]) if _is(connection, uid, change)), None)
    return None if uid is None else (mailbox, selected.validity, uid)


def _is(connection: Connection, uid: int, change: Change) -> bool:
    """Whether that is the mail, by its content."""
    row = rows(connection, [uid], WHOLE).get(uid)
    if row is None or row.body is None:
        return False
    size = row.size if row.size is not None else len(row.body)
    return mail.content_key(mail.Raw(change.key, row.body, size)) == change.content_key


def _select(connection: Connection, mailbox: str, validity: int) -> Selected:
    """To write: only where the numbers still mean what they meant."""
    try:
        selected = connection.select(mailbox, writable=True)
    except WrongSetting:
        raise Gone("Its mailbox is not there any more.") from None
    if not validity or selected.validity != validity:
        raise Gone("The mailbox was numbered anew, so the mail cannot be told from others by its number.")
    if selected.read_only:
        raise Unsupported("The server does not let this account change the mailbox.")
    return selected


def _still_wanted(uids: Collection[int], mails: Mails, begin: Begin) -> list[int]:
    wanted = begin([mails[uid].id for uid in uids]) if uids else ()
    return [uid for uid in uids if mails[uid].id in wanted]


def _tell(
    connection: Connection, command: str, uids: Collection[int], *rest: str | bytes, keep: dict[str, Any] | None = None
) -> None:
    for _ in connection.converse("UID", command, numbers(uids), *rest, keep=keep):
        pass


def _copied(heard: Mapping[str, Any]) -> tuple[int, Mapping[int, int]]:
    """COPYUID: the UIDVALIDITY there, and which UID each mail has there. Nothing where it makes no sense."""
    last = next((piece for piece in reversed(heard.get("COPYUID", [])) if isinstance(piece, bytes)), b"")
    found = _COPIED.fullmatch(last.strip())
    if found is None:
        return 0, {}
    old, new = _expanded(found[2]), _expanded(found[3])
    return int(found[1]), dict(zip(old, new, strict=True)) if len(old) == len(new) else {}


def _expanded(said: bytes) -> list[int]:
    found: list[int] = []
    for part in said.split(b","):
        first, colon, last = part.partition(b":")
        if not first.isdigit() or (colon and not last.isdigit()):
            return []
        ends = sorted((int(first), int(last or first)))
        if ends[1] - ends[0] > MOST_UIDS or len(found) > MOST_UIDS:
            return []
        found += range(ends[0], ends[1] + 1)
    return found


def _failed(change: Change, error: SourceError, stands: Stands | None = None) -> Outcome:
    return Outcome(stands or change.stands, origin=change.origin, problem=error.code, detail=error.detail)
