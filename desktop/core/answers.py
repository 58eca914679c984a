"""The desk's answers as JSON: the fields scripts rely on. Pure.

Times are RFC 3339 with offset, in the schedule's zone. A field is never left out: what is not there is null.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import quote
from typing import TYPE_CHECKING, Any

from desktop.core.views import (
    AccountLine,
    BatchView,
    HistoryLine,
    Hold,
    Now,
    Row,
    SignInStep,
    ToolLine,
)
from focus.schedule import Mode
from inbox.answering import Draft, Filled, SavedAnswer, TheirNine
from inbox.discovery.found import Outcome
from inbox.item import Details, Event, Item, Origin
from inbox.sending import Outgoing
from inbox.sources import Mailbox, Probe, Remark, Trial

if TYPE_CHECKING:  # it brings much of the `email` package, which only an answer needs
    from inbox.reply import Composed

Json = Any
_SPECIALS = re.compile(r'[()<>\[\]:;@\\,."]')
_MINUTE = timedelta(minutes=1)


def rfc3339(instant: datetime | None, zone: tzinfo) -> str | None:
    """To the second. RFC 3339 has no seconds in an offset, as zones had a century ago: then in UTC."""
    if instant is None:
        return None
    local = instant.astimezone(zone)
    offset = local.utcoffset() or timedelta()
    if offset % _MINUTE:
        local = instant.astimezone(UTC)
    return local.isoformat(timespec="seconds")


def sender(item: Item) -> str:
    """As RFC 5322 writes a mailbox, but in plain Unicode instead of encoded words."""
    if not item.sender_name or not item.sender_address:
        return item.sender_address or item.sender_name
    name = f'"{quote(item.sender_name)}"' if _SPECIALS.search(item.sender_name) else item.sender_name
    return f"{name} <{item.sender_address}>"


def row(row: Row, zone: tzinfo) -> Json:
    item, hold = row.item, row.hold
    return {
        "id": item.id,
        "account": item.account,
        "kind": str(item.channel),
        "reason": str(item.reason),
        "sender": sender(item),
        "subject": item.subject,
        "received_at": rfc3339(item.received_at, zone),
        "arrived_at": rfc3339(item.arrived_at, zone),
        "state": str(item.state),
        "held_until": rfc3339(hold.until, zone) if hold else None,
        "held_because": hold.because if hold else None,
        "held_for": (hold.name or None) if hold else None,
        "promised": item.promised or None,
        "due_at": rfc3339(item.due_at, zone),
        "answered_at": rfc3339(item.answered_at, zone),
    }


def details(found: Details, zone: tzinfo, hold: Hold | None = None) -> Json:
    item = found.item
    return {
        **row(Row(item, hold), zone),
        "to": list(found.to),
        "message_id": found.message_id,
        "released_at": rfc3339(item.released_at, zone),
        "snoozed_until": rfc3339(item.snoozed_until, zone),
        "batch": item.batch,
        "passed_by": item.passed_by or None,
        "rule": item.ruled_by or None,
        "rule_because": item.because or None,
        "waits_for": item.waits_for or None,
        "refused_by": item.refused_by or None,
        "label": item.label or None,
        "pinned": item.pinned,
        "link": item.link or None,
        "list_id": item.list_id or None,
        "unreadable": item.unreadable,
        "verdict": str(item.verdict),
        "tool": item.tool or None,
        "project": item.project or None,
        "rank": item.rank,
        "origins": [origin(one, zone) for one in found.origins],
        "text": found.text,
        "history": [happened(one, zone) for one in found.history],
    }


def happened(one: Event, zone: tzinfo) -> Json:
    """`moment`: until when it was held, snoozed or promised; when the check-in that released it began; when the code in
    it was over."""
    return {"at": rfc3339(one.at, zone), "what": one.what, "by": one.by, "moment": rfc3339(one.moment, zone)}


def origin(one: Origin, zone: tzinfo) -> Json:
    """`by`: mail, api, or desktop (off the desktop's own notifications)."""
    return {
        "account": one.account,
        "by": str(one.by),
        "tool": one.tool or None,
        "at": rfc3339(one.at, zone),
        "link": one.link or None,
    }


def tool(one: ToolLine, _: tzinfo) -> Json:
    """`items`: how many became the tool's when it was named; `unverified`: how many only look like it."""
    return {"name": one.name, "from": one.sender, "items": one.items, "unverified": one.unverified}


def status(now: Now, zone: tzinfo) -> Json:
    """`because`: override (asked for just now), schedule, or unplanned. `stands`: paused, off, or null where the plan
    is followed."""
    planned = "unplanned" if now.mode is Mode.OPEN else "schedule"
    return {
        "mode": str(now.mode),
        "until": rfc3339(now.until, zone),
        "next_check_in": rfc3339(now.next_check_in, zone),
        "because": "override" if now.overridden else planned,
        "stands": now.stands or None,
    }


def now(view: Now, zone: tzinfo) -> Json:
    """All that is known of this moment, for the plain output and for typed times."""
    return {
        **status(view, zone),
        "at": rfc3339(view.at, zone),
        "zone": str(zone),
        "since": rfc3339(view.since, zone),
        "next_focus": rfc3339(view.next_focus, zone),
        "intention": view.intention,
        "flows": view.flows,
    }


def batch(found: tuple[BatchView, tuple[Row, ...]] | None, zone: tzinfo) -> Json:
    if found is None:
        return None
    view, rows = found
    return {
        "id": view.id,
        "by": view.by,
        "name": view.name,
        "start": rfc3339(view.start, zone),
        "opened_at": rfc3339(view.opened_at, zone),
        "total": view.total,
        "left": view.left,
        "elsewhere": view.elsewhere,
        "items": [row(one, zone) for one in rows],
    }


def account(line: AccountLine, zone: tzinfo) -> Json:
    return {
        "name": line.name,
        "kind": line.kind,
        "title": line.title,
        "health": line.health,
        "since": rfc3339(line.since, zone),
        "detail": line.detail,
        "last_fetch": rfc3339(line.last_fetch, zone),
        "next_try": rfc3339(line.next_try, zone),
        "signs_out": rfc3339(line.signs_out, zone),
        "items": line.items,
        "push": line.push,
        "remarks": [remark(one) for one in line.remarks],
        "provider": line.provider or None,
    }


def remark(one: Remark) -> Json:
    """`code`: mailbox (that one cannot be read, which `about` names), or alert (the server's words to its people)."""
    return {"code": one.code, "about": one.about or None, "detail": one.detail}


def history(line: HistoryLine, zone: tzinfo) -> Json:
    """`done` of about `expected` messages gone through, `added` of them new; `reached`: all since then is there."""
    return {
        "account": line.account,
        "state": line.state,
        "since": rfc3339(line.since, zone),
        "done": line.done,
        "added": line.added,
        "expected": line.expected,
        "reached": rfc3339(line.reached, zone),
        "per_second": None if line.per_second is None else round(line.per_second, 1),
        "problem": line.problem or None,
        "detail": line.detail,
        "next_try": rfc3339(line.next_try, zone),
        "began_at": rfc3339(line.began_at, zone),
    }


def sign_in_step(step: SignInStep, _: tzinfo) -> Json:
    return {"id": step.id, "url": step.url, "code": step.code}


def composed(found: Composed, _: tzinfo) -> Json:
    """`message` has lines that end in CR LF. It is ASCII, unless an address is not."""
    return {
        "sender": found.sender,
        "recipients": list(found.recipients),
        "left_out": list(found.left_out),
        "message": bytes(found).decode(),
    }


def outgoing(found: Outgoing, zone: tzinfo) -> Json:
    """`state`: waiting, sending, sent, unsure (it may have been sent) or refused (it was not)."""
    return {
        "id": found.id,
        "account": found.account,
        "item": found.item,
        "recipients": list(found.recipients),
        "subject": found.subject,
        "message_id": found.message_id,
        "state": str(found.progress),
        "written_at": rfc3339(found.written_at, zone),
        "since": rfc3339(found.since, zone),
        "not_before": rfc3339(found.not_before, zone),
        "send_at": rfc3339(found.send_at, zone),
        "tries": found.tries,
        "problem": found.problem or None,
        "detail": found.detail,
    }


def draft(found: Draft | None, zone: tzinfo) -> Json:
    if found is None:
        return None
    return {
        "item": found.item,
        "way": str(found.way),
        "to": list(found.to),
        "text": found.text,
        "attachments": list(found.attachments),
        "originals": found.originals,
        "used": list(found.used),
        "send_at": rfc3339(found.send_at, zone),
        "saved_at": rfc3339(found.saved_at, zone),
    }


def saved_answer(found: SavedAnswer, zone: tzinfo) -> Json:
    return {
        "id": found.id,
        "title": found.title,
        "text": found.text,
        "uses": found.uses,
        "used_at": rfc3339(found.used_at, zone),
    }


def filled(found: Filled, _: tzinfo) -> Json:
    """`blanks`: from where to where in `text`, in code points."""
    return {"text": found.text, "blanks": [list(one) for one in found.blanks]}


def their_nine(found: TheirNine, zone: tzinfo) -> Json:
    return {
        "address": found.address,
        "zone": found.zone or None,
        "at": rfc3339(found.at, zone),
        "proposals": list(found.proposals),
    }


def probe(found: Probe, _: tzinfo) -> Json:
    return {
        "server": found.server,
        "capabilities": list(found.capabilities),
        "auth": found.auth,
        "tls": found.tls,
        "messages": found.messages,
        "remarks": [remark(one) for one in found.remarks],
        "sending": None if found.sending is None else trial(found.sending),
    }


def trial(found: Trial) -> Json:
    """`detail`: what the server said, where there is a problem."""
    return {
        "ok": not found.problem,
        "server": found.server,
        "tls": found.tls or None,
        "auth": found.auth or None,
        "problem": found.problem or None,
        "detail": found.detail,
    }


def mailbox(found: tuple[Mailbox, bool], _: tzinfo) -> Json:
    """`role`: inbox, sent, drafts, archive, junk, trash, all, or null. `read`: whether it is among the chosen ones."""
    one, read = found
    return {
        "name": one.name,
        "delimiter": one.delimiter or None,
        "role": str(one.role) if one.role else None,
        "selectable": one.selectable,
        "read": read,
    }


def outcome(outcome: Outcome, _: tzinfo) -> Json:
    found = outcome.found
    return {
        "domain": outcome.domain,
        "said": list(outcome.said),
        "found": found
        and {
            "origin": str(found.origin),
            "where": found.where,
            "host": found.host,
            "port": found.port,
            "security": found.security,
            "user": found.user,
            "provider": found.provider,
            "sign_in": str(found.sign_in),
            "authority": found.authority,
            "advice": found.advice,
            "confirm": found.confirm,
            "sending": found.sending and asdict(found.sending),
        },
    }
