"""reply, forward, outbox [retry|drop]."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.cli import times
from desktop.cli.asking import Asking
from desktop.cli.output import Failed, as_json, note, now_of, say, table, when
from desktop.cli.parsing import Commands, Parser, command, item_id
from desktop.cli.typed import typed_moment
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
    forward = command(commands, "forward", _forward, "send a mail on, with what is attached to it")
    forward.add_argument("--to", action="append", required=True, metavar="ADDRESS", help="to whom; may be repeated")
    forward.add_argument("--without-attachments", action="store_true", help="only its text")
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
    said = made.add_mutually_exclusive_group(required=True)
    said.add_argument("--text-file", metavar="FILE", help="what you write, in UTF-8; - is stdin")
    said.add_argument("--answer", type=item_id, metavar="N", help="a saved answer (`ecluse answers`), filled in")
    made.add_argument("--attach", action="append", default=[], metavar="FILE", help="a file to go along; repeatable")
    later = made.add_mutually_exclusive_group()
    later.add_argument("--at", metavar="WHEN", help=f"send it then: {times.WHEN}")
    later.add_argument("--at-their-9", action="store_true", help="at 9:00 of the next working day where they live")
    made.add_argument("--dry-run", action="store_true", help="print the message (RFC 5322), and send nothing")


def _reply(options: Namespace) -> int:
    return _answer(options, way="reply_all" if options.all else "reply")


def _forward(options: Namespace) -> int:
    return _answer(options, way="forward", to=options.to, originals=not options.without_attachments)


def _answer(options: Namespace, **given: Any) -> int:
    files = [str(Path(file).expanduser().absolute()) for file in options.attach]  # the app may run elsewhere
    text = None if options.text_file is None else text_of(options.text_file)
    with Asking(options.paths) as ask:
        used: list[int] = []
        if text is None:
            text, used = _filled(options, ask), [options.answer]
        answer = {"ids": [options.id], "text": text, **given}
        whole = {**answer, "attachments": files, "used": used, "send_at": _send_at(options, ask)}
        # Who is left out is told before anything is sent; for that no file is read.
        composed = ask("compose", **(whole if options.dry_run else {**answer, "originals": False}))
        if composed["left_out"]:
            note(f"no mail can be sent to {', '.join(composed['left_out'])}: left out.")
        if options.dry_run:
            sys.stdout.buffer.write(composed["message"].encode())  # its lines end in CR LF
            sys.stdout.flush()
            return 0
        return _told(ask("send", **whole), ask)


def _filled(options: Namespace, ask: Asking) -> str:
    found = ask("fill_answer", ids=[options.answer], items=[options.id])
    text: str = found["text"]
    if found["blanks"]:
        left = ", ".join(text[start:end] for start, end in found["blanks"])
        raise Failed(
            f"Saved answer {options.answer} has blanks that only you can fill: {left}. Nothing was sent.",
            "Write it to a file (`ecluse answers --json`), fill them, and give it by --text-file.",
        )
    return text


def _send_at(options: Namespace, ask: Asking) -> str | None:
    if options.at_their_9:
        return _their_nine(options, ask)
    return None if options.at is None else typed_moment(options.at, "--at", ask).isoformat()


def _their_nine(options: Namespace, ask: Asking) -> str:
    to = getattr(options, "to", None)
    found = ask("their_nine", ids=[options.id], address=to[0] if to else "")
    if found["at"] is None:
        who, near = found["address"], found["proposals"]
        likely = f" Their clock goes with {', '.join(near)}." if near else ""
        zone = near[0] if near else "Europe/Paris"
        raise Failed(
            f"In which time zone {who} lives is not known. Nothing was sent.{likely}",
            f"Say it once: `ecluse zone {who} {zone}`.",
        )
    at: str = found["at"]
    return at


def text_of(file: str) -> str:
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
        now = now_of(ask("now"))
        if found["send_at"] is not None:
            say(f"It is sent to {who} {_at(found['send_at'], now)}, while Écluse runs.")
            say(f"`ecluse outbox retry {found['id']}` sends it now, `ecluse outbox drop {found['id']}` takes it back.")
            return 0
        left = datetime.fromisoformat(found["not_before"]) - now
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
            f"goes {_at(one['send_at'], now)}" if _is_for_later(one) else _STATES.get(one["state"], one["state"]),
            when(one["since"], now),
            one["account"],
            ", ".join(one["recipients"]),
            one["subject"] + (f" ({one['detail']})" if one["detail"] else ""),
        )
        for one in found
    ]
    table(("ID", "STATE", "SINCE", "ACCOUNT", "TO", "SUBJECT"), rows, "The outbox is empty.")
    return 0


def _is_for_later(one: dict[str, Any]) -> bool:
    return one["state"] == "waiting" and one["send_at"] is not None and not one["tries"]


def _at(instant: str, now: datetime) -> str:
    return f"at {when(instant, now)}"


def _retry(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        return _told(ask("resend", ids=[options.id]), ask)


def _drop(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        was = ask("discard", ids=[options.id])
    unsent = "it will not be sent" if was["state"] == "waiting" else "the outbox has forgotten it"
    draft = was["item"] is not None and was["state"] in {"waiting", "refused"}
    say(f"Message {options.id}: {unsent}" + (f"; its text is the draft of item {was['item']}." if draft else "."))
    return 0
