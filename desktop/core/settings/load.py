"""A settings file, read: typed, checked, with the defaults of what is missing."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from desktop.core.settings.choices import Language, Privacy, Theme
from desktop.core.settings.fields import SourceFields, read_named
from desktop.core.settings.model import Settings
from desktop.core.settings.presence import missing_providers, read_providers, read_wording
from desktop.core.settings.promises import promise_oddities, read_calendars, read_promises
from desktop.core.settings.reader import MISSING, SettingsError, Table
from desktop.core.settings.review import read_noting, read_objectives, read_retention
from desktop.core.settings.rules import Oddity, oddities, read_rules
from desktop.core.settings.week import DEFAULT_SPANS, read_schedule
from desktop.core.text import escaped
from desktop.core.views import AccountSettings
from focus.schedule import Schedule
from inbox.item import Channel
from inbox.mail.domains import ascii_host, owned
from inbox.mail.mentions import Known
from inbox.promises import Promise
from inbox.rules import Rule, people
from inbox.sources import Start

_TOP = (
    "language",
    "theme",
    "notifications",
    "start",
    "schedule",
    "account",
    "provider",
    "presence",
    "rule",
    "promise",
    "calendar",
    "mentions",
    "tool",
    "senders",
    "objective",
    "review",
    "retention",
)


def load(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings and what is odd in them, a line each; defaults if there is no file. Raises SettingsError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        content = b""
    except OSError as error:
        raise SettingsError(str(path), "", MISSING, f"cannot be read: {error.strerror}") from error
    return read(content, str(path))


def read(content: bytes, file: str) -> tuple[Settings, tuple[str, ...]]:
    """As `load`, of a text in memory; `file` is what messages call it."""
    table = Table(file, _toml(content, file))
    names = ("notifications", "start", "mentions", "senders", "presence", "review", "retention")
    notifications, start, mentions, senders, presence, review, retention = map(table.table, names)
    schedule, zone = read_schedule(table.table("schedule"), DEFAULT_SPANS)
    rules, promises, calendars = read_rules(table), read_promises(table), read_calendars(table)
    accounts = _accounts(table)
    found = Settings(
        schedule=schedule,
        zone=zone,
        language=table.choice("language", Language, Language.SYSTEM),
        theme=table.choice("theme", Theme, Theme.SYSTEM),
        privacy=notifications.choice("privacy", Privacy, Privacy.SENDERS),
        start=Start(
            days=start.number("days", Start().days, least=0, most=36500),
            mails=start.number("mails", Start().mails, least=0, most=1_000_000),
        ),
        accounts=accounts,
        providers=read_providers(table, accounts),
        wording=read_wording(presence),
        rules=rules,
        promises=promises,
        calendars=calendars,
        objectives=read_objectives(table),
        noting=read_noting(review),
        retention=read_retention(retention),
        known=replace(
            _known(table, mentions),
            passed=people(rules),
            checks_signatures=senders.flag("check_signatures") is not False,
        ),
    )
    for each in (notifications, start, mentions, senders, presence, review, retention, table):
        each.finish()
    found_odd = (*oddities(rules, schedule), *promise_oddities(promises, calendars, rules))
    odd = (escaped(f"{file}: {one.words}") for one in found_odd)
    table.warnings.extend((*_unknown_admits(found, file), *missing_providers(found, file), *odd))
    return found, tuple(table.warnings)


def load_schedule(path: Path) -> Schedule:
    """The schedule of a file of its own, or of a settings file. Raises SettingsError.

    Here an unknown key is an error: it would change nothing, without a word.
    """
    table = _file(path)
    if not table.has("schedule"):
        raise table.wrong("schedule", "a table: [schedule], with a [[schedule.span]] for each span")
    table.finish()
    return read_schedule(table.table("schedule"))[0]


def load_rules(path: Path, week: Schedule) -> tuple[tuple[Rule, ...], tuple[Oddity, ...]]:
    """The rules of a file of their own, or of a settings file, and what is odd about them. Raises SettingsError.

    `week`: the one they are for where the file has none. As in `load_schedule` an unknown key is an error; an empty
    file has no rules.
    """
    table = _file(path)
    if table.raw and not table.has("rule"):
        raise table.wrong("rule", "a list of tables: a [[rule]] for each rule")
    table.finish()
    rules = read_rules(table) if table.raw else ()
    if table.has("schedule"):
        week = read_schedule(table.table("schedule"))[0]
    return rules, tuple(oddities(rules, week))


def load_promises(path: Path) -> tuple[tuple[Promise, ...], tuple[Oddity, ...]]:
    """The promises of a file of their own, with its calendars and rules, or of a settings file, and what is odd about
    them. Raises SettingsError; as in `load_rules` an unknown key is an error, and an empty file has no promises."""
    table = _file(path)
    if table.raw and not table.has("promise"):
        raise table.wrong("promise", "a list of tables: a [[promise]] for each promise")
    table.finish()
    promises, calendars = read_promises(table), read_calendars(table)
    rules = read_rules(table) if table.has("rule") else ()
    return promises, tuple(promise_oddities(promises, calendars, rules))


def _file(path: Path) -> Table:
    """Of a file of its own. Raises SettingsError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SettingsError(str(path), "", MISSING, f"cannot be read: {error.strerror}") from error
    return Table(str(path), _toml(content, str(path)), strict=True, known=set(_TOP))


def _toml(content: bytes, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(file, "", MISSING, f"byte {error.start + 1} is not UTF-8: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(file, "", MISSING, f"not TOML: {error}") from error
    except RecursionError as error:
        raise SettingsError(file, "", MISSING, "not TOML: nested too deep") from error


def _accounts(table: Table) -> tuple[AccountSettings, ...]:
    taken: set[str] = set()
    tables = table.tables("account")
    kinds = SourceFields() if tables else {}
    return tuple(AccountSettings(*read_named(one, kinds, taken)) for one in tables)


def _known(table: Table, mentions: Table) -> Known:
    """`[mentions] logins, hosts`, and a `[[tool]]` with `name` and `from` for each other tool."""
    logins = frozenset(one.strip().lstrip("@").lower() for one in mentions.texts("logins") or ())
    hosts = tuple(_host(mentions, one) for one in mentions.texts("hosts") or ())
    senders: dict[str, str] = {}
    for one in table.tables("tool"):
        sender = one.text("from").strip().lower()
        if not re.fullmatch(r"[^@\s]*@[^@\s]+", sender):
            raise one.wrong("from", "an address, or @ and a domain, such as no-reply@example.org or @example.org")
        senders[sender] = one.text("name")
        one.finish()
    return Known(logins - {""}, hosts, MappingProxyType(senders))


def _host(table: Table, typed: str) -> str:
    host = ascii_host(typed.strip().removeprefix("https://").strip("/"))
    if not owned(host):
        raise table.wrong("hosts", "a list of names of hosts, such as git.example.org")
    return host


def _unknown_admits(settings: Settings, file: str) -> list[str]:
    known = {*Channel, *(account.name for account in settings.accounts)}
    spans = settings.schedule.written_spans()
    missing = sorted({name for span in spans for name in span.admits or () if name not in known})
    return [escaped(f'{file}: a check-in admits "{name}", which is no channel and no account') for name in missing]


def stamp(file: Path) -> tuple[int, int, int] | None:
    """Another one whenever the file was written, or another put in its place; its size comes second. None: none."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
