"""The command line. Only the module of what is asked for is loaded, and heavy libraries by the commands that need
them: the window is soon there, and `ecluse focus start` is quick.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from desktop.cli.output import Failed, note
from desktop.cli.parsing import Parser
from desktop.core.desk import RequestError
from desktop.core.paths import Paths, make_private_folder
from desktop.core.settings.reader import SettingsError
from focus.errors import WrongPlan

COMMANDS: Final = {
    "app": ("run", "demo"),
    "accounts": ("account",),
    "providers": ("provider",),
    "items": ("queue", "done", "snooze", "undo", "search", "pull"),
    "ledger": ("ledger",),
    "backfill": ("backfill",),
    "reading": ("show", "thread", "attachment"),
    "mentions": ("read-mention",),
    "rules": ("rules",),
    "promises": ("promises",),
    "tools": ("tool",),
    "answering": ("reply", "forward", "outbox"),
    "drafting": ("answers", "drafts", "zone"),
    "focus": ("focus", "checkin"),
    "plan": ("plan",),
    "schedule": ("schedule",),
    "rehearsal": ("rehearse",),
    "presence": ("presence", "heal"),
    "review": ("review",),
    "keeping": ("export", "backup", "restore", "delete-everything"),
    "doctor": ("doctor",),
    "config": ("config",),
}
"""The modules beside this one, each with its commands, in the order of the help."""
_OF_KINDS = frozenset({"accounts", "providers"})
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 done, 1 failed for a reason that was said, 2 asked in a wrong way."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    logging.getLogger().addHandler(logging.NullHandler())  # what a person should read is said, not logged at them
    _open_standard_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal may know fewer letters than a mail has
    try:
        options = parser(given).parse_args(given)
        options.paths = Paths.of(getattr(options, "profile", None))
        return _run(options)
    except SystemExit as ended:  # how argparse ends
        return ended.code if isinstance(ended.code, int) else 1


def _open_standard_streams() -> None:
    """Python has None for one that is closed (`>&-`), and the next file that is opened would get its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 (for as long as we run)


def parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """What understands `given`: with the commands of one module only, unless it asks for help or for what is none."""
    whole = Parser(prog="ecluse", description="Holds mail while you focus, and gives it back at your check-ins.")
    whole.add_argument("--profile", type=Path, metavar="DIR", help="keep settings, data, log and socket below DIR")
    whole.set_defaults(run=_open_window)
    commands = whole.add_subparsers(metavar="COMMAND", parser_class=Parser, dest="command")
    for name in _modules(given):
        module = importlib.import_module(f"{__name__}.{name}")
        # What `account add` can be asked for takes loading every kind of account.
        module.add(commands, **({"with_kinds": "add" in given} if name in _OF_KINDS else {}))
    return whole


def _modules(given: Sequence[str]) -> tuple[str, ...]:
    words = iter(given)
    for word in words:
        if word == "--profile":
            next(words, None)  # its folder, which may be called as a command is
        elif not word.startswith("--profile="):
            return tuple(name for name, commands in COMMANDS.items() if word in commands) or tuple(COMMANDS)
    return ()  # no command: the window


def _open_window(options: argparse.Namespace) -> int:
    from desktop.cli.app import open_window

    return open_window(options)


def _run(options: argparse.Namespace) -> int:
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except (Failed, RequestError) as error:
        note(f"{error.message} {error.advice}".strip())
        return error.status if isinstance(error, Failed) else 1
    except (SettingsError, WrongPlan) as error:
        note(str(error))
        return 2
    except BrokenPipeError:
        # Whoever read the output has seen enough. Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        note(f"The system refused: {error.strerror or error}{where}. What was asked may not have been done.")
        return 1
    except Exception as error:  # noqa: BLE001 (the last boundary: a person sees a sentence, the log the traceback)
        return _unexpected(options.paths, error)
    return status


def _unexpected(paths: Paths, error: Exception) -> int:
    from desktop.core import logs

    make_private_folder(paths.state)
    handler = logs.set_up(paths.log_file)
    logging.getLogger(__name__).critical("A command failed", exc_info=error)
    logs.tear_down(handler)
    note(f"Something went wrong inside Écluse ({type(error).__name__}). {paths.log_file} has the details.")
    return 1
