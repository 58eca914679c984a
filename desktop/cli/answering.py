"""reply, forward, outbox list|retry|drop."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.cli.asking import Asking
from desktop.cli.output import Failed, as_json, note, now_of, say, table, when
from desktop.cli.parsing import Commands, Parser, command, item_id
from desktop.cli.words import advice_for, sentence_for

_MOST_BYTES = 256 * 1024
_STATES = {
    "waiting": "waits",
    "sending": "is being sent",
    "sent": "sent",
    "unsure": "may have been sent",
    "refused": "not sent",
}


def add(commands: Commands) -> None:
    reply = command(commands, "reply", _reply, "answer a mail, by the account it came to")
    reply.add_argument("--all", action="store_true", help="to all who have it, not only to its sender")
    forward = command(commands, "forward", _forward, "send a mail's text on, without what is attached to it")
    forward.add_argument("--to", action="append", required=True, metavar="ADDRESS", help="to whom; may be repeated")
    for made in (reply, forward):
        _add_text(made)
    outbox = command(commands, "outbox", _list, "the answers that wait, were sent, or could not be sent", json=True)
    # Without a command it lists: that is what one looks for.
    deeds = outbox.add_subparsers(metavar="COMMAND", dest="outbox_command")
    for name, run, help in (
        ("retry", _retry, "send a message now that waits, was refused, or may have been sent"),
        ("drop", _drop, "take back a message that waits, or forget one"),
    ):
        deed = command(deeds, name, run, help)
        deed.add_argument("id", type=item_id, metavar="ID", help="its number in `ecluse outbox`")


def _add_text(made: Parser) -> None:
    made.add_argument("id", type=item_id, metavar="ID")
    made.add_argument("--text-file", required=True, metavar="FILE", help="what you write, in UTF-8; - is stdin")
    made.add_argument("--dry-run", action="store_true", help="print the message (RFC 5322), and send nothing")


def _reply(options: Namespace) -> int:
    return _answer(options, way="reply_all" if options.all else "reply")


def _forward(options: Namespace) -> int:
    return _answer(options, way="forward", to=options.to)


def _answer(options: Namespace, **given: Any) -> int:
    answer = {"ids": [options.id], "text": _text(options.text_file), **given}
    with Asking(options.paths) as ask:
        composed = ask("compose", **answer)
        if composed["left_out"]:
            note(f"no mail can be sent to {', '.join(composed['left_out'])}: left out.")
        if options.dry_run:
            sys.stdout.write(composed["message"])  # ASCII, and no control but the ends of lines
            return 0
        return _told(ask("send", **answer), ask)


def _text(file: str) -> str:
    try:
        if file == "-":
            content = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with Path(file).open("rb") as source:
                content = source.read(_MOST_BYTES + 1)
        return content.decode("utf-8-sig")
    except OSError as error:
        raise Failed(f"--text-file: {file} cannot be read: {error.strerror}. Nothing was sent.", status=2) from error
    except UnicodeDecodeError as error:
        raise Failed(f"--text-file: {file} is not UTF-8. Nothing was sent.", "Save it as UTF-8.", 2) from error


def _told(found: dict[str, Any], ask: Asking) -> int:
    """What became of a message that was to be sent."""
    who = ", ".join(found["recipients"])
    if found["state"] == "sent":
        say(f"Sent to {who}.")
        return 0
    if found["state"] == "waiting" and not found["problem"]:
        left = datetime.fromisoformat(found["not_before"]) - datetime.fromisoformat(ask("now")["at"])
        seconds = round(left.total_seconds())
        back = f" in {seconds} seconds; until then `ecluse outbox drop {found['id']}` takes it back"
        say(f"It is sent to {who}{back if seconds > 0 else ' now'}.")
        return 0
    sentence = sentence_for({"code": found["problem"], "message": found["detail"]})
    if found["state"] == "waiting":
        advice = f"It waits: the app tries again by itself, `ecluse outbox retry {found['id']}` does now."
    else:
        advice = advice_for(found["problem"]).replace(" ID`", f" {found['id']}`")
    raise Failed(sentence, f"{advice} It is message {found['id']} of the outbox.")


def _list(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        found = ask("outbox")
        if options.json:
            as_json(found)
            return 0
        now = now_of(ask("now"))
    rows = [
        (
            str(one["id"]),
            _STATES.get(one["state"], one["state"]),
            when(one["since"], now),
            one["account"],
            ", ".join(one["recipients"]),
            one["subject"] + (f" ({one['detail']})" if one["detail"] else ""),
        )
        for one in found
    ]
    table(("ID", "STATE", "SINCE", "ACCOUNT", "TO", "SUBJECT"), rows, "The outbox is empty.")
    return 0


def _retry(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        return _told(ask("resend", ids=[options.id]), ask)


def _drop(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        was = ask("discard", ids=[options.id])
    unsent = "it will not be sent" if was["state"] == "waiting" else "the outbox has forgotten it"
    say(f"Message {options.id}: {unsent}.")
    return 0
