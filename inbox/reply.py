"""An answer to a mail as a message (RFC 5322): reply, reply to all, forward. Pure.

What a stranger wrote is in it as text only: each name, subject and identifier is made harmless after it was decoded,
addresses are kept as they are or left out, and nobody gets the message who is not among `recipients`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy, Policy
from typing import Final, cast

from inbox.answering import Answer, CannotAnswer, Enclosed, Way
from inbox.item import Details, Item
from inbox.mail.clean import many_lines, one_line

MOST_RECIPIENTS: Final = 100

_MOST_SUBJECT: Final = 250
_MOST_NAME: Final = 60
_MOST_ADDRESS: Final = 254
_MOST_LOCAL: Final = 64
_MOST_ID: Final = 250
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS: Final = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@({_LABEL}(?:\.{_LABEL})*)")
_BEYOND: Final = re.compile(r"[^\s()<>@,:;\[\]\"\\\ufffd\ud800-\udfff]+")
"""A local part with signs beyond ASCII (RFC 6531 3.3)."""
_ID: Final = re.compile(r"<[!-;=?-~]+>")
_PREFIXES: Final = re.compile(
    r"(?:\s*(?:re|réf?|aw|antw|sv|fwd?|tr|wg|rv|vs)\s?(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?[:：])+\s*", re.IGNORECASE
)
_SPECIALS: Final = re.compile(r'[()<>@,:;.\[\]"\\]+')


@dataclass(frozen=True, slots=True)
class Writer:
    """Who answers. `own`: all addresses of the person, who gets no copy of their own answer. `language`: en or fr."""

    address: str
    name: str = ""
    own: frozenset[str] = frozenset()
    signature: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Composed:
    """`sender` and `recipients` are the envelope (RFC 5321). `left_out`: addresses no mail can be sent to."""

    message: EmailMessage
    sender: str
    recipients: tuple[str, ...]
    left_out: tuple[str, ...]

    def __bytes__(self) -> bytes:
        """As it goes over the wire: lines end in CR LF. All of it is ASCII, unless an address is not (RFC 6532)."""
        return self.message.as_bytes()


class _Identifiers(UnstructuredHeader):
    """Python would break an identifier that is longer than a line into encoded words (RFC 2047), which nobody reads."""

    name: str

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {(policy.linesep + ' ').join(str(self).split())}{policy.linesep}"


def _policy() -> EmailPolicy[EmailMessage]:
    headers = HeaderRegistry()
    for name in ("in-reply-to", "references"):
        headers.map_to_type(name, cast("type[BaseHeader]", _Identifiers))
    # 7bit: not every server takes more, and a text that is re-coded on its way loses what signs it.
    return SMTP.clone(cte_type="7bit", header_factory=headers)


POLICY: Final = _policy()


def compose(
    of: Details, answer: Answer, writer: Writer, *, message_id: str, now: datetime, enclosed: Sequence[Enclosed] = ()
) -> Composed:
    """`now` is aware, in the zone in which times are to be written. Raises CannotAnswer."""
    if not of.item.has_mail:
        raise CannotAnswer("This is no mail: it is answered where it came from.")
    sender = usable(writer.address)
    if sender is None:
        raise CannotAnswer(f"“{one_line(writer.address, 80)}” is not an address one can send from.")
    if answer.way is not Way.FORWARD and not answer.text.strip():
        raise CannotAnswer("The answer is empty.")
    to, copies, left_out = _recipients(of, answer, writer)
    plain = all(one.isascii() for one in (sender, *to, *copies))
    message = EmailMessage(policy=POLICY if plain else POLICY.clone(utf8=True))  # RFC 6532
    message["From"] = _mailbox(sender, writer.name)
    named = {of.item.sender_address: of.item.sender_name}
    message["To"] = tuple(_mailbox(one, named.get(one, "")) for one in to)
    if copies:
        message["Cc"] = tuple(_mailbox(one, named.get(one, "")) for one in copies)
    message["Subject"] = _subject(of.item.subject, answer.way, writer.language)
    message["Date"] = now
    message["Message-ID"] = message_id
    if answer.way is not Way.FORWARD:
        _thread(message, of)
    message.set_content(f"{many_lines(_text(of, answer, writer, now))}\n")
    for one in enclosed:
        major, _, minor = one.kind.partition("/")
        message.add_attachment(one.content, maintype=major, subtype=minor, filename=one.name)
    return Composed(message, sender, (*to, *copies), left_out)


def recipients(of: Details, way: Way, writer: Writer) -> tuple[str, ...]:
    """Who would get a reply, in the order of To and Cc; () for a forward. Raises CannotAnswer."""
    if way is Way.FORWARD:
        return ()
    to, copies, _ = _recipients(of, Answer(way, ""), writer)
    return (*to, *copies)


def quoted(of: Details, way: Way, writer: Writer, now: datetime) -> str:
    """What follows the person's own words: their signature, and what they answer or send on."""
    return many_lines(_text(of, Answer(way, ""), writer, now)).strip("\n")


def usable(address: str) -> str | None:
    """The address as mail can be sent to it, unquoted and with its domain in ASCII (RFC 5890); None for none.

    `=?` would be read as the beginning of an encoded word (RFC 2047) by those who look for one everywhere.
    """
    if len(address) > _MOST_ADDRESS or "=?" in address or not address.isprintable():
        return None
    local, _, domain = address.rpartition("@")
    if not domain.isascii():
        domain = _ascii(domain)
    if local.isascii():
        found = _ADDRESS.fullmatch(f"{local}@{domain}")
    else:  # only where the server offers SMTPUTF8
        found = _ADDRESS.fullmatch(f"x@{domain}") if _BEYOND.fullmatch(local) else None
    return f"{local}@{domain}" if found and len(local.encode()) <= _MOST_LOCAL else None


def _ascii(domain: str) -> str:
    import idna

    try:
        return idna.encode(domain, uts46=True).decode()
    except UnicodeError:  # idna.IDNAError is one
        return ""


def _recipients(of: Details, answer: Answer, writer: Writer) -> tuple[list[str], list[str], tuple[str, ...]]:
    """To, Cc (RFC 5322 3.6.3), and what had to be left out."""
    if answer.way is Way.FORWARD:
        wanted: Sequence[str] = answer.to
        wrong = [one for one in wanted if usable(one) is None]
        if wrong:
            raise CannotAnswer(f"“{one_line(wrong[0], 80)}” is not an address mail can be sent to.")
    else:
        wanted = of.reply_to or ((of.item.sender_address,) if of.item.sender_address else ())
    others = of.to if answer.way is Way.REPLY_ALL else ()
    seen: set[str] = set()
    to = _distinct(wanted, seen)
    own = {_person(one) for one in (*writer.own, writer.address)}
    copies = [one for one in _distinct(others, seen) if _person(one) not in own]
    if copies:  # one's own mail, answered to all, goes on to those it went to
        strangers = [one for one in to if _person(one) not in own]
        to, copies = (strangers, copies) if strangers else (copies, [])
    if not to:
        raise CannotAnswer("It names no address an answer could be sent to.")
    if len(to) + len(copies) > MOST_RECIPIENTS:
        raise CannotAnswer(f"It would go to {len(to) + len(copies)} people; Écluse sends to {MOST_RECIPIENTS} at most.")
    left_out = dict.fromkeys(one_line(one, 80) for one in (*wanted, *others) if one and usable(one) is None)
    return to, copies, tuple(left_out)


def _distinct(addresses: Iterable[str], seen: set[str]) -> list[str]:
    found = []
    for address in addresses:
        way = usable(address)
        if way is not None and way.lower() not in seen:
            seen.add(way.lower())
            found.append(way)
    return found


def _person(address: str) -> str:
    """Without the part behind a plus: `me+urgent@example.org` is me."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _mailbox(address: str, name: str) -> Address:
    """Without the signs for which a name needs quotes: Python has lost quotes when it folded a header."""
    local, _, domain = address.rpartition("@")
    return Address(_SPECIALS.sub(" ", _harmless(one_line(name, _MOST_NAME))).strip(), local, domain)


def _harmless(line: str) -> str:
    """No encoded word is left: what it decodes to might end the line, and begin a header of its own."""
    return line.replace("=?", "= ?")


def bare_subject(subject: str) -> str:
    """Without Re:, Fwd: and the like."""
    before = _PREFIXES.match(subject)
    return subject[before.end() :] if before else subject


def _subject(subject: str, way: Way, language: str) -> str:
    prefix = ("Tr" if language == "fr" else "Fwd") if way is Way.FORWARD else "Re"
    return _harmless(one_line(f"{prefix}: {bare_subject(subject)}", _MOST_SUBJECT))


def _thread(message: EmailMessage, of: Details) -> None:
    """RFC 5322 3.6.4. An identifier that is none is left out: the answer then begins a thread."""
    if not _is_id(of.message_id):
        return
    message["In-Reply-To"] = of.message_id
    ancestors = [one for one in of.references if _is_id(one) and one != of.message_id]
    message["References"] = " ".join(dict.fromkeys([*ancestors, of.message_id]))


def _is_id(text: str) -> bool:
    return len(text) <= _MOST_ID and "=?" not in text and _ID.fullmatch(text) is not None


def _text(of: Details, answer: Answer, writer: Writer, now: datetime) -> str:
    own = answer.text.rstrip()
    if signature := writer.signature.rstrip():
        own += f"\n\n-- \n{signature}"
    if answer.way is Way.FORWARD:
        return f"{own}\n\n{_forwarded(of, writer, now)}"
    quoted = "\n".join((">" if line.startswith(">") else "> ") + line if line else ">" for line in of.text.split("\n"))
    return f"{own}\n\n{_attribution(of.item, writer, now)}\n{quoted}"


def _attribution(item: Item, writer: Writer, now: datetime) -> str:
    sent, who = item.received_at.astimezone(now.tzinfo), item.sender_name or item.sender_address
    if writer.language == "fr":
        return f"Le {sent:%d/%m/%Y à %H:%M}, {who} a écrit :"
    return f"On {sent:%Y-%m-%d at %H:%M}, {who} wrote:"


def _forwarded(of: Details, writer: Writer, now: datetime) -> str:
    item, sent = of.item, of.item.received_at.astimezone(now.tzinfo)
    french = writer.language == "fr"
    words = ("Message transféré", "De", "Date", "Objet", "À") if french else _FORWARDED
    who = f"{item.sender_name} <{item.sender_address}>" if item.sender_name else item.sender_address
    values = (who, f"{sent:%d/%m/%Y %H:%M}" if french else f"{sent:%Y-%m-%d %H:%M}", item.subject, ", ".join(of.to))
    colon = " :" if french else ":"
    head = "\n".join(f"{word}{colon} {value}" for word, value in zip(words[1:], values, strict=True) if value)
    return f"---------- {words[0]} ----------\n{head}\n\n{of.text}"


_FORWARDED: Final = ("Forwarded message", "From", "Date", "Subject", "To")
