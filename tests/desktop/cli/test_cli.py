"""Which commands there are, and that only what is asked for is loaded."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from desktop.cli import COMMANDS, parser

EVERY = [command for commands in COMMANDS.values() for command in commands]


def choices(*given: str) -> list[str]:
    """The commands that the parser for these words knows."""
    (found,) = (action.choices for action in parser(given)._actions if action.dest == "command")
    return list(found or ())


@pytest.mark.parametrize("module", COMMANDS)
def test_a_module_has_the_commands_it_is_down_for(module: str) -> None:
    for command in COMMANDS[module]:
        assert choices(command) == list(COMMANDS[module])


@pytest.mark.parametrize("given", [["--help"], ["-h"], ["nonsense"], ["--profile", "done", "--help"]])
def test_the_help_and_a_complaint_know_every_command(given: list[str]) -> None:
    assert choices(*given) == EVERY


@pytest.mark.parametrize("given", [[], ["--profile", "done"], ["--profile=done"]])
def test_without_a_command_it_is_the_window(given: list[str]) -> None:
    assert choices(*given) == []
    assert parser(given).parse_args(given).run.__name__ == "_open_window"


def test_help_lists_every_command(ecluse: Any) -> None:
    said = ecluse("--help").out
    assert [line.split()[0] for line in said.splitlines() if line.startswith("    ") and line[4] != " "] == EVERY


@pytest.mark.parametrize("given", [["done", "1"], ["--profile", "account", "done", "1"]])
def test_a_command_loads_no_other(given: list[str]) -> None:
    code = (
        "import sys; from desktop.cli import COMMANDS, parser\n"
        f"parser({given!r})\n"
        "print([name for name in COMMANDS if f'desktop.cli.{name}' in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "['items']"
