"""export, backup, restore, delete-everything: what is kept, taken along or deleted."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from desktop.cli.asking import Asking
from desktop.cli.output import Failed, as_json, count, note, say
from desktop.cli.parsing import Commands, command
from desktop.core.clock import SystemClock
from desktop.core.instance import AlreadyRunning, only_one
from desktop.core.paths import Paths

WORDS = "delete everything"
_END_SECONDS = 30.0
"""How long a running app may take to end."""
_TRIES = 20


def add(commands: Commands) -> None:
    export = command(commands, "export", _export, "all items with their history, a JSON object on each line", json=True)
    export.add_argument("--jsonl", action="store_true", help="JSON lines: the only form there is")
    export.add_argument("file", type=Path, metavar="FILE", help="a new file")
    backup = command(commands, "backup", _backup, "queue and settings in one file, without any password", json=True)
    backup.add_argument("file", type=Path, metavar="FILE", help="a new file")
    restore = command(
        commands, "restore", _restore, "put a backup in place of what is there, which is kept aside", json=True
    )
    restore.add_argument("file", type=Path, metavar="FILE", help="what `ecluse backup` wrote")
    erase = command(
        commands, "delete-everything", _delete, "delete all that Écluse keeps: messages, settings, passwords", json=True
    )
    erase.add_argument("--yes", action="store_true", help="do not ask")


def _export(options: Namespace) -> int:
    """Each line is as `ecluse show --json` has it. `--json` prints `{"file", "items"}`."""
    file = options.file.absolute()
    with Asking(options.paths) as ask:
        items = ask("export", file=str(file))
    as_json({"file": str(file), "items": items}) if options.json else say(f"{count(items, 'item')} in {file}.")
    return 0


def _backup(options: Namespace) -> int:
    file = options.file.absolute()
    with Asking(options.paths) as ask:
        ask("backup", file=str(file))
    if options.json:
        as_json({"file": str(file)})
        return 0
    say(f"{file} has the queue and the settings. Passwords are not in it: they stay in this computer's keyring.")
    return 0


def _restore(options: Namespace) -> int:
    """`--json` prints `{"aside": [files]}`."""
    from desktop.core.taking_along import restore

    try:
        with only_one(options.paths, 1.0):
            aside = restore(options.paths, options.file, SystemClock().now())
    except AlreadyRunning as error:
        raise Failed("Écluse runs: nothing was changed.", "Quit it, then restore.") from error
    if options.json:
        as_json({"aside": [str(file) for file in aside]})
        return 0
    say(f"{options.file} is restored. Accounts whose passwords are not in the keyring ask for them again.")
    for file in aside:
        say(f"What was there before is {file}.")
    return 0


def _delete(options: Namespace) -> int:
    """`--json` prints `{"problems": [sentences]}`. Exit status 1 where something could not be deleted."""
    if not options.yes and not _confirmed():
        raise Failed("Nothing was deleted.")
    with Asking(options.paths) as ask:
        problems = list(ask("delete_everything")["problems"])
    problems += [one for one in _deleted(options.paths) if one not in problems]
    if options.json:
        as_json({"problems": problems})
    else:
        for problem in problems:
            note(problem)
        say("All the rest is deleted." if problems else "Everything is deleted. The next start is a first start.")
    return 1 if problems else 0


def _deleted(paths: Paths) -> tuple[str, ...]:
    """The app that was asked deletes the files as it ends; what it left is deleted here. What could not be."""
    from desktop.core.erased_files import erase

    for _ in range(_TRIES):
        try:
            with only_one(paths, _END_SECONDS):
                return tuple(map(str, erase(paths)))
        except FileNotFoundError:
            continue  # it has just deleted the folder in which we wait for the lock
        except AlreadyRunning:
            break
    raise Failed("The running Écluse does not end, and its files are still there.", "End it, and do this again.")


def _confirmed() -> bool:
    if not _may_ask():
        raise Failed("Nobody can be asked here, and nothing was deleted.", "With --yes it is not asked.", status=2)
    say("All messages, drafts, settings, logs and kept mails are deleted, and the passwords in the keyring.")
    say("What is on your servers stays. There is no way back but a backup (`ecluse backup FILE`).")
    try:
        return input(f'Type "{WORDS}" to go on: ').strip().casefold() == WORDS
    except EOFError:
        return False


def _may_ask() -> bool:
    return sys.stdin.isatty()
