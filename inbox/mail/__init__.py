"""The bytes of a mail to an `Arrival`. Never raises, takes time linear in the input, and knows no I/O.

The identity of a mail (addresses, subject, Message-ID, `content_key`) is always read by our own header reader, so
that it does not depend on which body parser had to be used: fast-mail-parser (Rust) for nearly all, `inbox.mail.parts`
for what that refuses, a stub for what neither can read.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from hashlib import blake2b
from typing import Final, NamedTuple

from inbox.item import Arrival, Channel, Reason, Verdict
from inbox.mail import authenticity, called, clean, fast, headers, html, parts
from inbox.mail.authenticity import NOBODY, Judgement, Trust
from inbox.mail.fast import Found
from inbox.mail.letter import Letter
from inbox.mail.mentions import NOTHING, Known, Notification
from inbox.mail.recognition import candidates, recognised, wanted

MOST_BYTES: Final = 256 * 1024
"""What is read of one mail; sources need not fetch more."""

_log = logging.getLogger(__name__)

_UNJUDGED: Final = Judgement()

_MANY: Final = 128
"""So many that to begin on another thread costs less than it saves."""
_MOST_TEXT: Final = 256 * 1024
_MOST_REPLY_TO: Final = 50
_MOST_REFERENCES: Final = 20
_CUT: Final = "\n\n[Écluse keeps the first 256 KiB of a mail. The rest is where the mail is.]"
_OLDEST: Final = datetime(1980, 1, 1, tzinfo=UTC)
_OFFSET: Final = re.compile(rb":\d\d [ ]*([+-])(\d\d)([0-5]\d)(?: [ ]*\([^()]*\))?\Z")
_FURTHEST: Final = 14 * 60
"""From UTC in minutes, where people live."""
_CLOCK_ERROR: Final = timedelta(days=1)
_IS_HTML: Final = re.compile(r"\s{0,200}<(?:!doctype )?html", re.IGNORECASE)
_LISTS: Final = (b"list-id", b"list-post", b"list-unsubscribe")
_WANTED: Final = frozenset(
    {b"from", b"to", b"cc", b"subject", b"date", b"message-id", b"in-reply-to", b"references", b"return-path"}
    | {b"reply-to", b"auto-submitted", b"precedence", b"received", *_LISTS, *fast.CONTENT}
)


class Raw(NamedTuple):
    """A mail as a source met it.

    `key` as in `Arrival`. `content` may be cut after MOST_BYTES; `size` is that of the whole. `received` is when the
    server took it in (IMAP: INTERNALDATE), aware. Where nobody knows, its Date field is believed, and where it has
    none, `fallback`. `key_by_content`: the key is made longer by a little of the content key, for places that have
    been seen to give a key twice. `trust`: whom its account believes about senders. `known`: what the
    person said of tools. `signed`: the domains, in ASCII, whose signatures were found to be good (`inbox.vouching`).
    """

    key: str
    content: bytes
    size: int
    received: datetime | None = None
    fallback: datetime | None = None
    key_by_content: bool = False
    trust: Trust = NOBODY
    known: Known = NOTHING
    signed: frozenset[str] = frozenset()


class _Opened(NamedTuple):
    """A mail whose header has been read. `fields` are those in _WANTED; `parsed` is what a parser is to read of it."""

    raw: Raw
    fields: headers.Fields
    parsed: bytes


def read(raw: Raw, now: datetime) -> Arrival:
    return read_all([raw], now)[0]


def read_all(raws: Sequence[Raw], now: datetime) -> list[Arrival]:
    """As many arrivals as mails, in the same order. `now` (aware) bounds the dates that are believed.

    Of many, the bodies of one half are taken apart in Rust while the rest of the other is read here.
    """
    half = len(raws) // 2 if len(raws) >= _MANY else len(raws)
    begun = [_begun(part, now) for part in (raws[:half], raws[half:]) if part]
    return [arrival for opened, bodies in begun for arrival in _finished(opened, bodies(), now)]


def _begun(raws: Sequence[Raw], now: datetime) -> tuple[list[_Opened | Arrival], fast.Reading]:
    opened = [_opened(_within_bounds(raw), now) for raw in raws]
    return opened, fast.begin([mail.parsed for mail in opened if isinstance(mail, _Opened)])


def _finished(opened: list[_Opened | Arrival], found: Iterable[Found | None], now: datetime) -> list[Arrival]:
    bodies = iter(found)
    return [mail if isinstance(mail, Arrival) else _arrival(mail, next(bodies), now) for mail in opened]


def content_key(raw: Raw) -> str:
    """What `Arrival.content_key` of this mail is, wherever it lies now."""
    opened = _opened(_within_bounds(raw), _OLDEST)
    return opened.content_key if isinstance(opened, Arrival) else _content_key(opened.fields, opened.raw)


def unreadable(key: str, now: datetime, *, received: datetime | None = None, why: str = "") -> Arrival:
    """What stands in the queue for a mail that is there and cannot be read."""
    detail = clean.one_line(why, 300)
    return Arrival(
        key=key,
        content_key=blake2b(f"unreadable\0{key}".encode("utf-8", "replace"), digest_size=16).hexdigest(),
        channel=Channel.MAIL,
        reason=Reason.DIRECT,
        sender_name="",
        sender_address="",
        subject="(a mail that could not be read)",
        received_at=_believed(received, now),
        preview=detail,
        text=f"Écluse could not read this mail. It is unchanged where it was.\n\n{detail}".rstrip(),
        unreadable=True,
    )


@cache
def _wanted() -> frozenset[bytes]:
    return _WANTED | wanted()


def _within_bounds(raw: Raw) -> Raw:
    content = raw.content[:MOST_BYTES]
    if content.find(b"\n", 0, 2048) < 0 and content.find(b"\r", 0, 2048) >= 0:  # lines of an old Macintosh
        content = content.replace(b"\r", b"\n")
    return raw if content is raw.content else raw._replace(content=content)


def _opened(raw: Raw, now: datetime) -> _Opened | Arrival:
    """With its header read. An arrival already if not even that could be done."""
    try:
        header_end, body = headers.split(raw.content)
        content = memoryview(raw.content)  # whose pieces are not copied
        fields, pure = headers.read(content[:header_end], _wanted())
        parsed = fast.alone(fields, content[body:]) if pure else raw.content
        return _Opened(raw, fields, parsed)
    except Exception as error:  # the boundary that keeps one mail from holding up all others  # noqa: BLE001
        return _stub(raw, error, now)


def _arrival(mail: _Opened, bodies: Found | None, now: datetime) -> Arrival:
    try:
        arrival, found = _understood(mail, bodies, now)
        return arrival if found is None else _of_tool(arrival, found)
    except Exception as error:  # as above  # noqa: BLE001
        return _stub(mail.raw, error, now)


def _stub(raw: Raw, error: Exception, now: datetime) -> Arrival:
    _log.warning("A mail could not be read (key %r)", raw.key, exc_info=error)
    return unreadable(raw.key, now, received=raw.received, why=f"{type(error).__name__} while reading it")


def _with_text(mail: _Opened, text: str, verdict: Verdict, now: datetime) -> Arrival:
    raw, fields, _ = mail
    sender_name, sender_address = headers.first_mailbox(fields.get(b"from", b""))
    message_id = next(iter(headers.message_ids(fields.get(b"message-id", b""))), "")
    ancestors = _ancestors(fields)
    content_key = _content_key(fields, raw)
    key = f"{raw.key}:{content_key[:8]}" if raw.key_by_content else raw.key
    subject = headers.text(fields.get(b"subject", b""), 500)
    received_at = _believed(raw.received or _date(fields.get(b"date", b"")) or raw.fallback, now)
    preview = clean.preview(text)
    thread = ancestors[0] if ancestors else message_id
    list_id = _list_id(fields.get(b"list-id", b""))
    to = headers.addresses(_recipients(fields))
    reply_to = headers.addresses(fields.get(b"reply-to", b""))[:_MOST_REPLY_TO]
    references, utc_offset = _references(ancestors), _utc_offset(fields.get(b"date", b""))
    # By place: by name it would take twice as long, for each mail there is.
    return Arrival(
        key, content_key, Channel.MAIL, _reason(fields), sender_name, sender_address, subject, received_at, preview,
        text, message_id, thread, list_id, "", to, reply_to, references, False, verdict, utc_offset,
    )  # fmt: skip


def _understood(mail: _Opened, bodies: Found | None, now: datetime) -> tuple[Arrival, Notification | None]:
    raw, fields, _ = mail
    text = _text(raw, bodies) if bodies else ""
    if bodies is None or not text:
        bodies = parts.read(raw.content)  # which finds words in reports, and in containers that are none
        text = _text(raw, bodies)
    judgement = _judgement(raw)
    arrival = _with_text(mail, text, judgement.verdict, now)
    found: Notification | None = None
    for tool in candidates(arrival.sender_address, fields, raw.known):
        if found := recognised(tool, _letter(arrival, fields, bodies), judgement.vouched, raw.known):
            break
    if not (found and found.verified) and (name := called.name_of(arrival.sender_address, raw.known)):
        found = called.notification(name, _letter(arrival, fields, bodies), judgement.vouched, raw.known)
    return arrival, found


def notification(raw: Raw, now: datetime) -> Notification | None:
    """What a tool tells of by this mail, whether it is verified or not; None for any other mail."""
    opened = _opened(_within_bounds(raw), now)
    if isinstance(opened, Arrival):
        return None
    (bodies,) = fast.read([opened.parsed])
    return _understood(opened, bodies, now)[1]


def _letter(arrival: Arrival, fields: headers.Fields, bodies: Found) -> Letter:
    return Letter(
        sender_name=arrival.sender_name,
        sender_address=arrival.sender_address,
        subject=arrival.subject,
        message_id=arrival.message_id,
        references=arrival.references,
        fields=fields,
        text=arrival.text,
        html=bodies.html[0] if bodies.html else "",
        to=arrival.to,
    )


def _of_tool(arrival: Arrival, found: Notification) -> Arrival:
    """A mention, where someone vouches for the tool; else the mail that it is, with the name of what it looks like."""
    if not found.verified:
        return arrival._replace(tool=found.tool)
    mention = found.mention
    return arrival._replace(
        channel=Channel.MENTION,
        reason=mention.reason,
        sender_name=mention.actor or arrival.sender_name,
        preview=mention.excerpt[:200] or arrival.preview,
        thread=mention.thread or arrival.thread,
        link=mention.link,
        tool=found.tool,
        project=mention.project,
        rank=found.rank,
        events=(mention.event,) if mention.event else (),
    )


def _judgement(raw: Raw) -> Judgement:
    if not raw.trust and not raw.signed:
        return _UNJUDGED
    return authenticity.judged(raw.content[: headers.split(raw.content)[0]], raw.trust, raw.signed)


def _text(raw: Raw, bodies: Found) -> str:
    plain = "\n\n".join([part for part in bodies.plain if part and not part.isspace()])
    if plain and not _IS_HTML.match(plain):
        text = clean.many_lines(plain)
    else:
        text = clean.many_lines("\n\n".join([html.to_text(part) for part in bodies.html or (plain,)]))
    cut = len(text) > _MOST_TEXT or (raw.size > len(raw.content) >= MOST_BYTES and bodies.ends_in_text)
    return text[:_MOST_TEXT] + _CUT if cut else text


def _recipients(fields: Mapping[bytes, bytes]) -> bytes:
    to, copies = fields.get(b"to", b""), fields.get(b"cc")
    return to if copies is None else b"%b, %b" % (to, copies)


def _content_key(fields: Mapping[bytes, bytes], raw: Raw) -> str:
    told = [fields.get(name, b"") for name in (b"message-id", b"date", b"from", b"subject", b"received")]
    if not told[0]:
        # Nothing names it: two short notes of one minute would pass for one.
        told.append(raw.content)
    return blake2b(b"\0".join((*told, str(raw.size).encode())), digest_size=16).hexdigest()


def _ancestors(fields: Mapping[bytes, bytes]) -> list[str]:
    for name in (b"references", b"in-reply-to"):
        if (value := fields.get(name)) and (ids := headers.message_ids(value)):
            return ids
    return []


def _references(ancestors: list[str]) -> tuple[str, ...]:
    """The first, which names the thread, and the latest."""
    return tuple(ancestors[:1] + ancestors[1:][-(_MOST_REFERENCES - 1) :])


def _list_id(value: bytes) -> str:
    """The identifier between the brackets (RFC 2919), not the words before it."""
    if not value:
        return ""
    shown = headers.text(value, 300)
    inside = re.search(r"<([^<>]{1,255})>", shown)
    return inside[1] if inside else shown


def _reason(fields: Mapping[bytes, bytes]) -> Reason:
    """RFC 2369 and 2919 for lists, RFC 3834 for what programs send; a bounce has no return path (RFC 5321 4.5.5)."""
    precedence = fields.get(b"precedence", b"").lower()
    if precedence == b"list" or not fields.keys().isdisjoint(_LISTS):
        return Reason.LIST
    if precedence in {b"bulk", b"junk", b"auto_reply"} or fields.get(b"return-path") == b"<>":
        return Reason.AUTOMATIC
    submitted = fields.get(b"auto-submitted")
    if submitted is not None and submitted.partition(b";")[0].strip().lower() != b"no":
        return Reason.AUTOMATIC
    return Reason.REPLIED if fields.get(b"in-reply-to") else Reason.DIRECT


def _date(value: bytes) -> datetime | None:
    try:
        parsed = parsedate_to_datetime(value[:100].decode("ascii", "replace"))
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None  # the caller then takes another clock's word


def _utc_offset(value: bytes) -> int | None:
    """In minutes. -0000 says that nobody knows (RFC 5322 3.3)."""
    if usual := _OFFSET.search(value[:100]):
        sign, hours, minutes = usual.groups()
        east = int(hours) * 60 + int(minutes)
        if (sign == b"-" and east == 0) or east > _FURTHEST:
            return None
        return -east if sign == b"-" else east
    try:
        offset = parsedate_to_datetime(value[:100].decode("ascii", "replace")).utcoffset()
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
    if offset is None:
        return None
    east = round(offset / timedelta(minutes=1))
    return None if abs(east) > _FURTHEST else east


def _believed(told: datetime | None, now: datetime) -> datetime:
    """A mail is neither from before there was mail nor from the future, but for what a clock may be wrong by."""
    if told is None or told < _OLDEST or told > now + _CLOCK_ERROR:
        return now if told is None or told >= _OLDEST else _OLDEST
    return told.astimezone(UTC)
