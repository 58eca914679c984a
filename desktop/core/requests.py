"""Everything that can be asked by name: one table, for the running app's socket and for a command that works alone.

A request is a JSON object with "request" and its arguments; the answer has "ok" or "error". Times are RFC 3339.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desktop.core import (
    answers,
    book_answers,
    logs,
    mail_answers,
    presence_requests,
    promise_requests,
    review_requests,
    rule_requests,
    week_requests,
)
from desktop.core import presence_answers as shown_answers
from desktop.core.asked import instant
from desktop.core.control import refusal
from desktop.core.desk import Desk, Later, RequestError
from desktop.core.heartbeat import Stopped
from desktop.core.settings.levels import read_levels
from desktop.core.settings.reader import MISSING, SettingsError, Table, shown
from focus.errors import ProviderError, WrongPlan
from inbox.errors import CertificateRefused, SourceError, WrongSetting
from inbox.item import State

if TYPE_CHECKING:
    from inbox.answering import Answer, Draft, SavedAnswer, Way
    from inbox.sources import Mailbox, Value

Json = Any
LONGEST = 300.0
"""Seconds a request may take; a pull waits for every source."""
LONGEST_ANSWER = 30_000
"""Characters a person writes in one answer; each may take six bytes of a request, which has 256 KiB at most."""
_PAGE = 1000
_PATIENCE = 20
"""Seconds for which one request waits for a person; whoever asks, asks again."""
_ASKED = "request"
"""What a wrong value stands in; elsewhere that is a file."""
_log = logging.getLogger(__name__)


class Caller(Protocol):
    """`desktop.core.heartbeat.EngineThread` is one."""

    def call(self, fn: Callable[[Desk], Any]) -> Future[Any]: ...


@dataclass(frozen=True, slots=True)
class Request:
    """`do` runs on the engine's thread and may give a `Later`; `show` makes JSON of what came out."""

    do: Callable[[Desk, Table], Any | Later[Any]]
    show: Callable[[Any, tzinfo], Json] = lambda value, _: value


def _show(desk: Desk, given: Table) -> Any:
    id = _ids(given)[0]
    return desk.details(id), desk.hold(id)


def _each(show: Callable[[Any, tzinfo], Json]) -> Callable[[Any, tzinfo], Json]:
    return lambda values, zone: [show(value, zone) for value in values]


def answer(caller: Caller, request: Mapping[str, Any], raise_window: Callable[[], bool]) -> dict[str, Json]:
    """The answer to one request. Blocks; not for the engine's thread.

    `raise_window` shows the window and says whether there is one.
    """
    name = request.get("request")
    if name == "raise":
        return {"ok": {"window": raise_window(), "pid": os.getpid()}}
    found = REQUESTS.get(name) if isinstance(name, str) else None
    if found is None:
        return refusal("unknown_request", f"There is no request {name!r}.", "Is another version of Écluse running?")
    given = Table(_ASKED, {key: value for key, value in request.items() if key != "request"})
    try:
        zone = caller.call(lambda desk: desk.schedule().zone).result(LONGEST)
        value = caller.call(lambda desk: found.do(desk, given)).result(LONGEST)
        return {"ok": found.show(value, zone)}
    except Exception as error:  # noqa: BLE001 (told to the one who asked, whatever it was; the app goes on)
        return told(error)


def told(error: BaseException) -> dict[str, Json]:
    """An error as an answer: a stable `code`, what happened, what to do, and the command line's exit status."""
    if isinstance(error, RequestError):
        return refusal("refused", error.message, error.advice)
    if isinstance(error, SettingsError) and error.file == _ASKED:
        given = "missing" if error.value is MISSING else shown(error.value)
        return refusal(
            "wrong_value", f"{error.key} is {given}: it must be {error.right}. Nothing was changed.", status=2
        )
    if isinstance(error, SettingsError | WrongPlan):
        return refusal("wrong_value", str(error), status=2)
    if isinstance(error, CertificateRefused) and error.certificate is not None:
        return refusal(error.code, f"{error.detail}. {error.certificate}")
    if isinstance(error, SourceError | ProviderError):
        return refusal(error.code, error.detail, key=error.field if isinstance(error, WrongSetting) else "")
    if isinstance(error, Stopped):
        return refusal("stopped", "Écluse was ending, and did not do it.", "Try again.")
    if isinstance(error, TimeoutError):
        return refusal("timed_out", f"Écluse did not answer within {LONGEST:g} seconds.", "Try again later.")
    _log.error("A request failed", exc_info=error)
    return refusal("fault", f"Something went wrong inside Écluse ({type(error).__name__}).", "The log has the details.")


def _focus(given: Table) -> dict[str, Any]:
    return {
        "length": _length(given) if given.has("seconds") else None,
        "until": instant(given, "until") if given.has("until") else None,
        "intention": given.text("intention", ""),
        "presence": read_levels(given),
    }


def _add_provider(desk: Desk, given: Table) -> Later[str]:
    return desk.add_provider(given.text("name"), *_setup(given), **presence_requests.shown(given))


def _change_provider(desk: Desk, given: Table) -> Later[str]:
    """What is not given stays as it is."""
    one = desk.provider(given.text("name"))
    changed = replace(one, values={**one.values, **_values(given)}, **presence_requests.shown(given, one))
    return desk.change_provider(changed, _secrets(given))


def _test(desk: Desk, given: Table) -> Any:
    name = given.text("name", "") or None
    if name and not given.has("kind"):
        known = desk.account(name)
        return desk.test_account(known.kind, known.values, {}, name=name)
    return desk.test_account(*_setup(given), name=name)


def _begin_sign_in(desk: Desk, given: Table) -> Any:
    name, device = given.text("name", "") or None, bool(given.flag("device"))
    provider = bool(given.flag("provider"))
    if name and not given.has("kind"):
        known = desk.provider(name) if provider else desk.account(name)
        return desk.begin_sign_in(known.kind, known.values, {}, name=name, device=device, provider=provider)
    return desk.begin_sign_in(*_setup(given), name=name, device=device, provider=provider)


def _mailboxes(desk: Desk, given: Table) -> Later[list[tuple[Mailbox, bool]]]:
    """Each, and whether it is read."""
    name = given.text("name")
    chosen = _several(desk.account(name).values.get("mailbox", ()))
    there = desk.mailboxes(name)
    return Later(lambda: [(one, one.name in chosen) for one in there.run()])


def _several(chosen: Value) -> tuple[str, ...]:
    return chosen if isinstance(chosen, tuple) else (str(chosen),)


def _change(desk: Desk, given: Table) -> Any:
    """Values that are not given stay as they are."""
    name, secrets = given.text("name"), _secrets(given)
    return desk.change_account(name, {**desk.account(name).values, **_values(given)}, secrets)


def _setup(given: Table) -> tuple[str, Mapping[str, Any], Mapping[str, str]]:
    return given.text("kind"), _values(given), _secrets(given)


def _values(given: Table) -> dict[str, Any]:
    """JSON has lists only."""
    return {name: tuple(one) if isinstance(one, list) else one for name, one in given.table("values").raw.items()}


def _save_attachment(desk: Desk, given: Table) -> Later[Path]:
    folder = Path(given.text("folder"))
    if not folder.is_absolute():
        raise given.wrong("folder", "the whole path of a folder")
    return desk.save_attachment(_ids(given)[0], given.number("index", 0, least=0, most=10**6), folder)


def _secrets(given: Table) -> dict[str, str]:
    found = dict(given.table("secrets").raw)
    for value in found.values():
        logs.hide(value)
    return found


def _answer(given: Table) -> Answer:
    from inbox.answering import Answer, Way

    return Answer(
        given.choice("way", Way),
        _long(given, "text"),
        to=_texts(given, "to"),
        attachments=_texts(given, "attachments"),
        send_at=_maybe_instant(given, "send_at"),
        used=tuple(_numbers(given, "used")),
        originals=given.flag("originals") is not False,
    )


def _draft(given: Table) -> Draft:
    from inbox.answering import Draft

    return Draft.of(_ids(given)[0], _answer(given))


def _saved(given: Table) -> SavedAnswer:
    from inbox.answering import SavedAnswer

    return SavedAnswer(_after(given, "id") or 0, given.text("title"), _long(given, "text"))


def _way(given: Table) -> Way:
    from inbox.answering import Way

    return given.choice("way", Way)


def _long(given: Table, key: str) -> str:
    text = given.value(key)
    if not isinstance(text, str) or len(text) > LONGEST_ANSWER:
        raise given.wrong(key, f"a text of at most {LONGEST_ANSWER} characters")
    return text


def _texts(given: Table, key: str) -> tuple[str, ...]:
    return () if given.value(key) in (MISSING, None, []) else given.texts(key) or ()


def _numbers(given: Table, key: str) -> list[int]:
    return [] if given.value(key) in (MISSING, None, []) else _ids(given, key)


def _maybe_instant(given: Table, key: str) -> datetime | None:
    return None if given.value(key) in (MISSING, None) else instant(given, key)


def _ids(given: Table, key: str = "ids") -> list[int]:
    ids = given.value(key)
    if not isinstance(ids, list) or not ids or not all(_is_id(one) for one in ids):
        raise given.wrong(key, "a list of the numbers of items")
    return ids


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def _limit(given: Table) -> int:
    return given.number("limit", 50, least=1, most=_PAGE)


def _after(given: Table, key: str = "after") -> int | None:
    value = given.value(key)
    if value is MISSING or value is None:
        return None
    if not _is_id(value):
        raise given.wrong(key, "the number of an item")
    return int(value)


def _length(given: Table) -> timedelta:
    return timedelta(seconds=given.number("seconds", 0, least=1, most=10**9))


REQUESTS: Mapping[str, Request] = {
    "now": Request(lambda desk, _: desk.now(), answers.now),
    "status": Request(lambda desk, _: desk.now(), answers.status),
    "ledger": Request(
        lambda desk, given: (desk.ledger(), desk.gaps(instant(given, "since") if given.has("since") else None)),
        book_answers.ledger,
    ),
    "rows": Request(
        lambda desk, given: desk.rows(given.choice("state", State), limit=_limit(given), after=_after(given)),
        _each(answers.row),
    ),
    "search": Request(
        lambda desk, given: desk.search(given.text("query", ""), limit=_limit(given), after=_after(given)),
        _each(answers.row),
    ),
    "batch": Request(lambda desk, given: desk.batch(_after(given, "id")), book_answers.batch),
    "show": Request(_show, lambda found, zone: answers.details(found[0], zone, found[1])),
    "thread": Request(lambda desk, given: desk.thread(_ids(given)[0]), _each(answers.row)),
    "open": Request(lambda desk, given: desk.open_mail(_ids(given)[0]), mail_answers.opened),
    "save_attachment": Request(_save_attachment, lambda file, _: str(file)),
    "done": Request(lambda desk, given: desk.done(_ids(given))),
    "snooze": Request(lambda desk, given: desk.snooze(_ids(given), instant(given, "until"))),
    "pin": Request(lambda desk, given: desk.pin(_ids(given), given.flag("pinned") is not False)),
    "undo": Request(lambda desk, _: desk.undo()),
    "tools": Request(lambda desk, _: desk.tools(), _each(answers.tool)),
    "call_tool": Request(lambda desk, given: desk.call_tool(_ids(given)[0], given.text("name", "")), answers.tool),
    "add_tool": Request(lambda desk, given: desk.add_tool(given.text("name"), given.text("from")), answers.tool),
    "remove_tool": Request(lambda desk, given: desk.remove_tool(given.text("name")), _each(answers.tool)),
    "compose": Request(lambda desk, given: desk.compose(_ids(given)[0], _answer(given)), answers.composed),
    "send": Request(lambda desk, given: desk.send(_ids(given)[0], _answer(given)), answers.outgoing),
    "outbox": Request(lambda desk, _: desk.outbox(), _each(answers.outgoing)),
    "resend": Request(lambda desk, given: desk.resend(_ids(given)[0]), answers.outgoing),
    "discard": Request(lambda desk, given: desk.discard(_ids(given)[0]), answers.outgoing),
    "recipients": Request(lambda desk, given: list(desk.recipients(_ids(given)[0], _way(given)))),
    "quoted": Request(lambda desk, given: desk.quoted(_ids(given)[0], _way(given))),
    "draft": Request(lambda desk, given: desk.draft(_ids(given)[0]), answers.draft),
    "save_draft": Request(lambda desk, given: desk.save_draft(_draft(given)), answers.draft),
    "drop_draft": Request(lambda desk, given: desk.drop_draft(_ids(given)[0])),
    "drafts": Request(lambda desk, _: desk.drafts(), _each(answers.draft)),
    "answers": Request(lambda desk, given: desk.answers(given.text("query", "")), _each(answers.saved_answer)),
    "keep_answer": Request(lambda desk, given: desk.keep_answer(_saved(given))),
    "drop_answer": Request(lambda desk, given: desk.drop_answer(_ids(given)[0])),
    "fill_answer": Request(
        lambda desk, given: desk.fill_answer(_ids(given)[0], _ids(given, "items")[0]), answers.filled
    ),
    "their_nine": Request(
        lambda desk, given: desk.their_nine(_ids(given)[0], given.text("address", "")), answers.their_nine
    ),
    "set_zone": Request(lambda desk, given: desk.set_zone(given.text("address"), given.text("zone", ""))),
    "zones": Request(lambda desk, _: dict(desk.zones())),
    "focus": Request(lambda desk, given: desk.focus(**_focus(given)), answers.now),
    "extend": Request(lambda desk, given: desk.extend(_length(given)), answers.now),
    "stop_focus": Request(lambda desk, _: desk.stop_focus(), answers.now),
    "open_check_in": Request(lambda desk, _: desk.open_check_in(), answers.now),
    "close_check_in": Request(lambda desk, _: desk.close_check_in(), answers.now),
    "pause_plan": Request(lambda desk, _: desk.pause_plan(), answers.now),
    "off": Request(lambda desk, given: desk.off(instant(given, "until")), answers.now),
    "resume_plan": Request(lambda desk, _: desk.resume_plan(), answers.now),
    "schedule": Request(lambda desk, _: desk.schedule(), week_requests.schedule),
    "set_schedule": Request(lambda desk, given: desk.set_schedule(week_requests.written(given))),
    "week_zone": Request(lambda desk, _: desk.week_zone(), week_requests.zone),
    "set_week_zone": Request(lambda desk, given: desk.set_week_zone(given.text("zone")), week_requests.zone),
    "day_like": Request(lambda desk, given: desk.day_like(week_requests.day(given), given.text("template"))),
    "day_normal": Request(lambda desk, given: desk.day_normal(week_requests.day(given))),
    "coming_holidays": Request(
        lambda desk, given: desk.coming_holidays(count=_limit(given)), _each(week_requests.holiday)
    ),
    "week_warnings": Request(lambda desk, _: desk.week_warnings(), _each(week_requests.warning)),
    "pull": Request(lambda desk, given: desk.pull(given.text("name") if given.has("name") else None)),
    "accounts": Request(lambda desk, _: desk.accounts(), _each(answers.account)),
    "history": Request(lambda desk, _: desk.history(), _each(answers.history)),
    "fetch_history": Request(
        lambda desk, given: desk.fetch_history(given.text("name"), instant(given, "since")), answers.history
    ),
    "pause_history": Request(lambda desk, given: desk.pause_history(given.text("name")), answers.history),
    "resume_history": Request(lambda desk, given: desk.resume_history(given.text("name")), answers.history),
    "stop_history": Request(lambda desk, given: desk.stop_history(given.text("name"))),
    "find_account": Request(lambda desk, given: desk.find_account(given.text("address")), answers.outcome),
    "begin_sign_in": Request(_begin_sign_in, answers.sign_in_step),
    "finish_sign_in": Request(
        lambda desk, given: desk.finish_sign_in(
            given.text("id"), float(given.number("seconds", _PATIENCE, least=0, most=_PATIENCE))
        )
    ),
    "stop_sign_in": Request(lambda desk, given: desk.stop_sign_in(given.text("id"))),
    "test_account": Request(_test, answers.probe),
    "mailboxes": Request(_mailboxes, _each(answers.mailbox)),
    "add_account": Request(lambda desk, given: desk.add_account(given.text("name"), *_setup(given))),
    "change_account": Request(_change),
    "remove_account": Request(
        lambda desk, given: desk.remove_account(given.text("name"), forget_items=bool(given.flag("forget_items")))
    ),
    "presence": Request(lambda desk, _: desk.presence(), _each(shown_answers.provider)),
    "heal": Request(lambda desk, _: desk.heal(), _each(shown_answers.provider)),
    "undo_presence": Request(lambda desk, given: desk.undo_presence(given.text("name")), _each(shown_answers.provider)),
    "add_provider": Request(_add_provider),
    "change_provider": Request(_change_provider),
    "provider": Request(lambda desk, given: desk.provider(given.text("name")), shown_answers.provider_settings),
    "wording": Request(lambda desk, _: desk.wording(), lambda found, _: asdict(found)),
    "set_wording": Request(lambda desk, given: desk.set_wording(presence_requests.changed(given, desk.wording()))),
    "preview_presence": Request(
        lambda desk, given: desk.preview_presence(**_focus(given)), _each(shown_answers.preview)
    ),
    "remove_provider": Request(lambda desk, given: desk.remove_provider(given.text("name"))),
    **{name: Request(*one) for name, one in review_requests.ROWS.items()},
    **{name: Request(*one) for name, one in promise_requests.ROWS.items()},
    **{name: Request(*one) for name, one in rule_requests.ROWS.items()},
}
