"""answers [QUERY|add|remove], drafts [drop], zone."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from desktop.cli.answering import text_of
from desktop.cli.asking import Asking
from desktop.cli.output import Failed, as_json, block, count, now_of, say, table, when
from desktop.cli.parsing import Commands, command, item_id

_WAYS = {"reply": "reply", "reply_all": "reply to all", "forward": "forward"}


def add(commands: Commands) -> None:
    answers = command(
        commands, "answers", _answers, "saved answers: listed, found by QUERY, added, or removed", json=True
    )
    answers.add_argument(
        "words", nargs="*", metavar="QUERY|add|remove", help="words they begin with; `add`; or `remove` and a number"
    )
    answers.add_argument("--title", metavar="TITLE", help="with add: what it is found by")
    answers.add_argument("--text-file", metavar="FILE", help="with add: the text, in UTF-8; - is stdin")
    answers.add_argument("--change", type=item_id, metavar="N", help="with add: put it in the place of this one")
    drafts = command(commands, "drafts", _drafts, "answers that were begun and not sent", json=True)
    drafts.add_argument("words", nargs="*", metavar="show|drop ID", help="print the text of one, or forget it")
    zone = command(commands, "zone", _zone, "in which time zone somebody lives, for --at-their-9", json=True)
    zone.add_argument("address", nargs="?", metavar="ADDRESS")
    zone.add_argument("name", nargs="?", metavar="ZONE", help="such as Europe/Paris")
    zone.add_argument("--forget", action="store_true", help="where ADDRESS lives")
    for made in (answers, drafts, zone):
        made.set_defaults(wrong=made.error)


def _answers(options: Namespace) -> int:
    match options.words:
        case ["add"] if options.title is not None and options.text_file is not None:
            return _keep(options)
        case ["add"]:
            options.wrong("`answers add` needs --title and --text-file")
        case ["remove", number] if number.isascii() and number.isdecimal():
            with Asking(options.paths) as ask:
                ask("drop_answer", ids=[int(number[:18])])
            say(f"Saved answer {number} was removed.")
            return 0
        case ["remove", *_]:
            options.wrong("`answers remove` needs the number of one: `ecluse answers` lists them")
    with Asking(options.paths) as ask:
        found = ask("answers", query=" ".join(options.words))
        if options.json:
            as_json(found)
            return 0
        now = now_of(ask("now"))
    rows = [(str(one["id"]), str(one["uses"]), when(one["used_at"], now, none="never"), one["title"]) for one in found]
    table(("N", "USES", "LAST USED", "TITLE"), rows, "There is no such answer." if options.words else _NONE)
    return 0


_NONE = "No answer is saved: `ecluse answers add --title TITLE --text-file FILE`."


def _keep(options: Namespace) -> int:
    text = text_of(options.text_file)
    with Asking(options.paths) as ask:
        number = ask("keep_answer", id=options.change or 0, title=options.title, text=text)
    say(f"Saved answer {number}: {options.title}")
    return 0


def _drafts(options: Namespace) -> int:
    match options.words:
        case []:
            return _list_drafts(options)
        case [("show" | "drop") as deed, number] if number.isascii() and number.isdecimal():
            return _one_draft(options, deed, int(number[:18]))
    return int(options.wrong("what is right: `drafts`, `drafts show ID` or `drafts drop ID`"))


def _list_drafts(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        found = ask("drafts")
        if options.json:
            as_json(found)
            return 0
        now = now_of(ask("now"))
    rows = [
        (
            str(one["item"]),
            _WAYS[one["way"]],
            when(one["saved_at"], now),
            count(len(one["attachments"]), "file") if one["attachments"] else "",
            " ".join(one["text"].split()),
        )
        for one in found
    ]
    table(("ITEM", "WAY", "SAVED", "FILES", "TEXT"), rows, "There is no draft.")
    return 0


def _one_draft(options: Namespace, deed: str, item: int) -> int:
    with Asking(options.paths) as ask:
        found = ask("draft", ids=[item])
        if found is None:
            raise Failed(f"There is no draft for item {item}.", "`ecluse drafts` lists them.")
        if deed == "drop":
            ask("drop_draft", ids=[item])
            say(f"The draft for item {item} was forgotten.")
        elif options.json:
            as_json(found)
        else:
            block(found["text"])
    return 0


def _zone(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        if options.forget:
            ask("set_zone", address=options.address or options.wrong("--forget needs an ADDRESS"), zone="")
            say(f"Where {options.address} lives was forgotten.")
            return 0
        if options.name is not None:
            ask("set_zone", address=options.address, zone=options.name)
            say(f"{options.address} lives in {options.name}.")
            return 0
        found: dict[str, Any] = ask("zones")
    if options.address is not None:
        found = {who: zone for who, zone in found.items() if who == options.address.lower()}
    if options.json:
        as_json(found)
        return 0
    table(("ADDRESS", "ZONE"), list(found.items()), "No time zone is known: `ecluse zone ADDRESS ZONE`.")
    return 0
