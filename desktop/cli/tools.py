"""tool add|list|remove: senders that are tools, because the person says so."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.asking import Asking
from desktop.cli.output import as_json, count, say, table
from desktop.cli.parsing import Commands, command, group


def add(commands: Commands) -> None:
    tool = group(commands, "tool", "senders whose messages are notifications of a tool")
    adding = command(tool, "add", _add, "count what a sender writes as notifications of a tool", json=True)
    adding.add_argument("name", metavar="NAME", help="how you call the tool")
    adding.add_argument(
        "--from",
        dest="sender",
        required=True,
        metavar="ADDRESS",
        help="the address it writes from, or @ and a domain, such as @example.org",
    )
    command(tool, "list", _list, "the tools that were added, and who writes for each", json=True)
    remove = command(tool, "remove", _remove, "count what comes from now on as ordinary messages", json=True)
    remove.add_argument("name", metavar="NAME", help="a tool's name, or the address or domain of one")


def _add(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        made = ask("add_tool", name=options.name, **{"from": options.sender})
    if options.json:
        as_json(made)
        return 0
    say(f"Messages from {made['from']} now count as notifications of {made['name']}.")
    if made["unverified"]:
        say(f"For {count(made['unverified'], 'item')} nobody vouches: ordinary messages that look like {made['name']}.")
    if made["items"] or made["unverified"]:
        say(f"{count(made['items'], 'item')} changed. `ecluse undo` takes it back.")
    return 0


def _list(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        tools = ask("tools")
    if options.json:
        as_json([{"name": one["name"], "from": one["from"]} for one in tools])
    else:
        table(("NAME", "FROM"), [(one["name"], one["from"]) for one in tools], "No tool was added.")
    return 0


def _remove(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        gone = ask("remove_tool", name=options.name)
    if options.json:
        as_json([{"name": one["name"], "from": one["from"]} for one in gone])
        return 0
    for one in gone:
        say(f"Messages from {one['from']} are ordinary ones from now on.")
    return 0
