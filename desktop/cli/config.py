"""config path|check."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.output import say
from desktop.cli.parsing import Commands, command, group


def add(commands: Commands) -> None:
    config = group(commands, "config", "the settings file")
    command(config, "path", _path, "where the settings file is")
    command(config, "check", _check, "whether the settings can be used, and what is odd in them")


def _path(options: Namespace) -> int:
    say(str(options.paths.settings_file))
    return 0


def _check(options: Namespace) -> int:
    from desktop.core.settings.load import load

    path = options.paths.settings_file
    settings, warnings = load(path)
    for warning in warnings:
        say(f"Warning: {warning}")
    if not path.exists():
        say(f"{path} does not exist: everything is as it is by default.")
        return 0
    say(f"{path} is good: {len(settings.accounts)} accounts, {len(settings.providers)} providers.")
    return 0
