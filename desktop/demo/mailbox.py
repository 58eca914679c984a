"""The sample mailbox's messages: a working day in English and French, from `resources/sample/day.toml`.

Names and addresses are made up; every domain ends in `.example` (RFC 2606) and can never be anybody's.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape
from zoneinfo import ZoneInfo

import resources

OWNER = Address("Camille Martin", "camille", "studio.example")
_DOMAIN = "studio.example"
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Letter:
    """A message without a date. `day`: how many working days before the day itself; `at`: wall time on it.

    `passes`: the rule that is meant to let it through a hold, '' for what waits. `kind`: person, list, automatic,
    forge or board: what sent it, which decides the header fields it carries.
    """

    id: str
    day: int
    at: time
    kind: str
    sender: str
    subject: str
    text: str
    cc: str = ""
    list_id: str = ""
    reason: str = ""
    answers: str = ""
    passes: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter that was sent: `at` (aware) is when the server takes it in, `content` is RFC 5322 with CRLF."""

    at: datetime
    message_id: str
    letter: Letter
    content: bytes


def letters() -> tuple[Letter, ...]:
    """All of them, in the order in which they come."""
    table = tomllib.loads(resources.text("sample", "day.toml"))
    return tuple(_letter(one) for one in table["mail"])


def mails(day: date, zone: ZoneInfo) -> tuple[Mail, ...]:
    """The letters as sent for that day (a working day), oldest first."""
    sent = []
    for letter in letters():
        on = working_days_before(day, letter.day)
        sent.append(send(letter, datetime.combine(on, letter.at, zone)))
    return tuple(sorted(sent, key=lambda mail: mail.at))


def working_days_before(day: date, count: int) -> date:
    """The day that is so many Mondays to Fridays before `day`."""
    while count > 0:
        day -= timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


def send(letter: Letter, at: datetime) -> Mail:
    """The letter as a server would hand it over at `at` (aware)."""
    message = EmailMessage(policy=SMTP)
    name, address = parseaddr(letter.sender)
    message["Return-Path"] = f"<{address}>"
    message["From"] = Address(name, addr_spec=address)
    message["To"] = OWNER
    if letter.cc:
        name, address = parseaddr(letter.cc)
        message["Cc"] = Address(name, addr_spec=address)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id(letter.id)
    if letter.answers:
        message["In-Reply-To"] = message["References"] = message_id(letter.answers)
    for field, value in _fields_of_kind(letter).items():
        message[field] = value
    message.set_content(letter.text)
    if letter.kind == "list":
        message.add_alternative(_as_html(letter), subtype="html")
        # What the library draws by lot would make every start of the sample a different mail.
        message.set_boundary(f"=_{letter.id}")
    return Mail(at, message["Message-ID"], letter, message.as_bytes())


def message_id(letter: str) -> str:
    return f"<{letter}@{_DOMAIN}>"


def _letter(table: dict[str, str | int]) -> Letter:
    return Letter(
        id=str(table["id"]),
        day=int(table.get("day", 0)),
        at=time.fromisoformat(str(table["at"])),
        kind=str(table.get("kind", "person")),
        sender=str(table["from"]),
        subject=str(table["subject"]),
        text=str(table["text"]).lstrip("\n"),
        cc=str(table.get("cc", "")),
        list_id=str(table.get("list", "")),
        reason=str(table.get("reason", "")),
        answers=str(table.get("answers", "")),
        passes=str(table.get("passes", "")),
    )


def _fields_of_kind(letter: Letter) -> dict[str, str]:
    """Lists say so by RFC 2369 and 2919, programs by RFC 3834, code forges by fields of their own."""
    found = {}
    if letter.list_id:
        found["List-Id"] = f"<{letter.list_id}>"
    if letter.kind == "list":
        found["List-Unsubscribe"] = f"<https://{letter.list_id}/unsubscribe>"
        found["Precedence"] = "bulk"
    if letter.kind in {"automatic", "board"}:
        found["Auto-Submitted"] = "auto-generated"
    if letter.kind == "forge":
        found["X-GitHub-Reason"] = letter.reason
        found["X-GitHub-Recipient"] = "camille"
    return found


def _as_html(letter: Letter) -> str:
    paragraphs = (escape(part).replace("\n", "<br>\n") for part in letter.text.strip().split("\n\n"))
    body = "\n".join(f"<p>{one}</p>" for one in paragraphs)
    return f"<!doctype html>\n<html><body>\n<h1>{escape(letter.subject)}</h1>\n{body}\n</body></html>\n"
