"""show, thread, attachment."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.cli.asking import Asking
from desktop.cli.output import Failed, as_json, block, note, now_of, say, table, when
from desktop.cli.parsing import Commands, command, item_id
from desktop.cli.words import BECAUSE, CAUTIONS, EVENTS, MOMENTS, NOT_WHOLE, VERDICTS, WAYS
from desktop.core.tool_titles import tool_title


def add(commands: Commands) -> None:
    show = command(commands, "show", _show, "one item, its text and what happened to it")
    show.add_argument("id", type=item_id, metavar="ID")
    ways = show.add_mutually_exclusive_group()
    ways.add_argument("--json", action="store_true", help="all that is known of it, with the whole mail opened")
    ways.add_argument("--text", action="store_true", help="only the whole text of the mail")
    ways.add_argument("--headers", action="store_true", help="only the header of the mail")
    thread = command(commands, "thread", _thread, "the conversation an item belongs to, oldest first", json=True)
    thread.add_argument("id", type=item_id, metavar="ID")
    attachment = command(
        commands, "attachment", _attachment, "what is attached to a mail, or one of it saved", json=True
    )
    attachment.add_argument("id", type=item_id, metavar="ID")
    attachment.add_argument("--list", action="store_true", help="list what is attached; this is what happens anyway")
    attachment.add_argument("--save", type=_index, metavar="N", help="save this one, by its number in the list")
    attachment.add_argument("--to", type=Path, default=Path(), metavar="DIR", help="into this folder (the current one)")


def _index(words: str) -> int:
    if not words.isascii() or not words.isdecimal() or len(words) > 6:
        from argparse import ArgumentTypeError

        raise ArgumentTypeError(f"{words!r} is not the number of an attachment: `ecluse attachment ID` shows them")
    return int(words)


def _show(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        if options.text or options.headers:
            return _mail(ask("open", ids=[options.id]), headers=options.headers)
        found = ask("show", ids=[options.id])
        if options.json:
            as_json({**found, "mail": ask("open", ids=[options.id])})
            return 0
        now = now_of(ask("now"))
    say(found["subject"] or "(no subject)")
    say(f"From      {found['sender']}{VERDICTS[found['verdict']]}")
    if found["to"]:
        say(f"To        {', '.join(found['to'])}")
    say(f"Received  {when(found['received_at'], now)}, {found['account']}, {found['reason'].replace('_', ' ')}")
    if found["tool"]:
        say(tool_line(found))
    for origin in found["origins"][1:]:
        say(f"Also by   {origin['account']}, {WAYS[origin['by']]}, {when(origin['at'], now)}")
    say(f"State     {found['state']}" + (f", let through by {found['passed_by']}" if found["passed_by"] else ""))
    if found["held_because"]:
        until = f"until {when(found['held_until'], now)}" if found["held_until"] else "Held"
        say(f"Waits     {until}: {BECAUSE.get(found['held_because'], found['held_because'])}" + _for(found))
    if found["due_at"]:
        answered = f", answered {when(found['answered_at'], now)}" if found["answered_at"] else ""
        say(f"Promise   {found['promised']}: answer due {when(found['due_at'], now)}{answered}")
    if found["label"]:
        say(f"Label     {found['label']}")
    say()
    block(found["text"].rstrip() or "(no text)")
    say()
    for event in found["history"]:
        say(event_line(event, now))
    return 0


def _for(found: dict[str, Any]) -> str:
    name = f', "{found["held_for"]}"' if found["held_for"] else ""
    return name + (f' (rule "{found["rule"]}")' if found["rule"] else "")


def event_line(event: Mapping[str, Any], now: datetime) -> str:
    """One of an item's `history`: when, what, by what, and what other instant it names."""
    moment = (
        f"{MOMENTS.get(event['what'].partition(':')[0], '')} {when(event['moment'], now)}" if event["moment"] else ""
    )
    beside = ", ".join(part.strip() for part in (event["by"], moment) if part)
    return f"{when(event['at'], now)}  {_happened(event['what'])}" + (f" ({beside})" if beside else "")


def _happened(what: str) -> str:
    code, _, name = what.partition(":")
    if code == "held_by_rule" and name:
        return f'held by a rule for the check-in "{name}"'
    if code == "back":
        return "came back" if name == "snooze" else "came back with the batch"
    if code == "undone":
        return f"taken back: {EVENTS.get(name, name)}"
    return EVENTS.get(what, what)


def tool_line(found: dict[str, Any]) -> str:
    """Of an item as `show --json` has it: which tool it is of, or only looks like."""
    title = tool_title(found["tool"])
    if found["kind"] != "mention":
        return f"Tool      looks like {title}, not verified: an ordinary mail to Écluse"
    return f"Tool      {title}" + (f", {found['project']}" if found["project"] else "")


def _mail(opened: dict[str, Any], *, headers: bool) -> int:
    """Only what was asked for on standard output; what is to be said of it beside."""
    if not opened["whole"] and opened["problem"]:
        why = NOT_WHOLE.get(opened["problem"], "the mail could not be had")
        note(f"{why}: this is what Écluse has of it." + (f" ({opened['detail']})" if opened["detail"] else ""))
    for caution in opened["cautions"]:
        note(CAUTIONS[caution].format(looks_like=opened["looks_like"] or "another"))
    if not headers:
        block(opened["text"].rstrip() or "(no text)")
        return 0
    if not opened["headers"]:
        raise Failed("Écluse keeps no header of a mail that it has not opened.", "Try again when its server answers.")
    for name, value in opened["headers"]:
        say(f"{name}: {value}")
    return 0


def _thread(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        found = ask("thread", ids=[options.id])
        if options.json:
            as_json(found)
            return 0
        now = now_of(ask("now"))
    rows = [
        (str(one["id"]), one["state"], when(one["received_at"], now), one["sender"], one["subject"] or "(no subject)")
        for one in found
    ]
    table(("ID", "STATE", "RECEIVED", "FROM", "SUBJECT"), rows, "Nothing was found.")
    return 0


def _attachment(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        if options.save is not None:
            folder = str(options.to.expanduser().absolute())
            file = ask("save_attachment", ids=[options.id], index=options.save, folder=folder)
            if options.json:
                as_json({"file": file})
            else:
                say(f"Saved {file}")
            return 0
        opened = ask("open", ids=[options.id])
    if not opened["whole"] and opened["problem"]:
        why = NOT_WHOLE.get(opened["problem"], "the mail could not be had")
        detail = f" ({opened['detail']})" if opened["detail"] else ""
        raise Failed(f"What is attached is not known: {why}{detail}.", "Try again later.")
    if options.json:
        as_json(opened["attachments"])
        return 0
    rows = [
        (str(one["index"]), str(one["size"]), one["kind"], "may run a program" if one["dangerous"] else "", one["name"])
        for one in opened["attachments"]
    ]
    table(("N", "BYTES", "KIND", "CAREFUL", "NAME"), rows, "Nothing is attached.")
    return 0
