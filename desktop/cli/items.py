"""queue, done, snooze, undo, search, pull."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from desktop.cli import times
from desktop.cli.asking import Asking
from desktop.cli.output import Failed, as_json, count, note, now_of, say, table, when
from desktop.cli.parsing import Commands, amount, command, item_id
from desktop.cli.typed import typed_moment
from desktop.cli.words import BECAUSE, HEALTH

_PAGE = 500
_OPEN_STATES = ("released", "expired", "held", "snoozed")
_STATES = (*_OPEN_STATES, "done")


def add(commands: Commands) -> None:
    queue = command(
        commands, "queue", _queue, "list items: released, held and snoozed ones, or those asked for", json=True
    )
    queue.add_argument("--state", action="append", choices=_STATES, help="only items in this state; may be repeated")
    done = command(commands, "done", _done, "mark items as done")
    done.add_argument("ids", type=item_id, nargs="+", metavar="ID")
    snooze = command(commands, "snooze", _snooze, "put items away until a time")
    snooze.add_argument("ids", type=item_id, nargs="+", metavar="ID")
    snooze.add_argument("--until", required=True, metavar="WHEN", help=times.WHEN)
    command(commands, "undo", _undo, "take back the latest action")
    search = command(commands, "search", _search, "search all history, newest first", json=True)
    search.add_argument("query", nargs="+", metavar="QUERY")
    search.add_argument("--limit", type=amount, default=50, metavar="N", help="at most so many (50)")
    pull = command(commands, "pull", _pull, "ask the accounts for what is new, now")
    pull.add_argument("--once", action="store_true", help="ask once and end; this is what happens anyway")
    pull.add_argument("name", nargs="?", metavar="ACCOUNT", help="only this account")


def _pages(ask: Asking, request: str, most: int | None = None, **given: Any) -> Iterator[dict[str, Any]]:
    """Page by page, so that neither side holds a long answer in one piece."""
    after, left = None, most
    while left is None or left > 0:
        size = _PAGE if left is None else min(_PAGE, left)
        page = ask(request, limit=size, after=after, **given)
        yield from page
        if len(page) < size:
            return
        after = page[-1]["id"]
        left = None if left is None else left - size


def _queue(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        items = [item for state in options.state or _OPEN_STATES for item in _pages(ask, "rows", state=state)]
        if options.json:
            as_json(items)
        else:
            _list(ask, items, "Nothing is waiting.")
    return 0


def _search(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        found = list(_pages(ask, "search", most=options.limit, query=" ".join(options.query)))
        if options.json:
            as_json(found)
        else:
            _list(ask, found, "Nothing was found.")
    return 0


def _list(ask: Asking, items: list[dict[str, Any]], none: str) -> None:
    now = now_of(ask("now"))
    rows = [
        (
            str(item["id"]),
            item["state"],
            item["account"],
            when(item["received_at"], now),
            item["sender"],
            _waiting(item, now),
            when(item["due_at"], now) if item["due_at"] and not item["answered_at"] else "",
            item["subject"] or "(no subject)",
        )
        for item in items
    ]
    table(("ID", "STATE", "ACCOUNT", "RECEIVED", "FROM", "WAITS", "ANSWER DUE", "SUBJECT"), rows, none)


def _waiting(item: dict[str, Any], now: datetime) -> str:
    if item["held_because"] is None:
        return ""
    because = BECAUSE.get(item["held_because"], item["held_because"])
    return f"until {when(item['held_until'], now)} ({because})" if item["held_until"] else because


def _done(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        changed = ask("done", ids=options.ids)
    say(f"{count(changed, 'item')} done. `ecluse undo` takes it back." if changed else "Done already: nothing changed.")
    return 0


def _snooze(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        now, until = now_of(ask("now")), typed_moment(options.until, "--until", ask)
        changed = ask("snooze", ids=options.ids, until=until.isoformat())
        late = ask("due_by", ids=options.ids, until=until.isoformat())
    say(f"{count(changed, 'item')} snoozed until {when(until.isoformat(), now)}. `ecluse undo` takes it back.")
    if late:
        due = "an answer you promised is" if len(late) == 1 else f"{len(late)} answers you promised are"
        note(f"{due} due before then (item {', '.join(map(str, late))}).")
    return 0


def _undo(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        undone = ask("undo")
    say(f"Took back: {undone}." if undone else "There is nothing to take back.")
    return 0


def _pull(options: Namespace) -> int:
    given = {"name": options.name} if options.name else {}
    with Asking(options.paths) as ask:
        before = _waiting_items(ask)
        ask("pull", **given)
        lines = [line for line in ask("accounts") if options.name in {None, line["name"]}]
        received = max(0, _waiting_items(ask) - before)
    if not lines:
        raise Failed("There is no account to ask.", "Add one with `ecluse account add`.")
    wrong = [line for line in lines if line["health"] not in {"ok", "connecting", "off"}]
    for line in wrong:
        note(f"{line['name']}: {HEALTH.get(line['health'], line['health'])}" + _detail(line))
    say(f"{count(received, 'new item')} from {count(len(lines) - len(wrong), 'account')}.")
    return 1 if wrong else 0


def _waiting_items(ask: Asking) -> int:
    """History may come meanwhile, and is no news."""
    ledger = ask("ledger")
    return int(ledger["received"] - ledger["done"])


def _detail(line: dict[str, Any]) -> str:
    return f" ({line['detail']})" if line["detail"] else ""
