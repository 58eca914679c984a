"""Everything that Écluse keeps is deleted: what services show is put back first, then the keyring's entries go, and at
the very end, when nothing is open any more, the files.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from desktop.core.events import Ended, Event
from desktop.core.later import Later
from desktop.core.paths import Paths
from desktop.core.provider_sign_ins import as_account, of_provider, own_secrets
from desktop.core.review_views import Erased
from desktop.core.settings.fields import SECRET
from desktop.core.settings.model import Settings
from desktop.core.setup import Setup

_ASIDE: Final = ("settings-before-*.toml", ".settings.toml.*")
"""Beside the settings: what a restore set aside, and what a crash left half written."""


class Erasing:
    """Called on the engine's thread. What it emits, `Ended`, has the app end; the files go with its end (`erase`)."""

    def __init__(self, setup: Setup, emit: Callable[[Event], None]) -> None:
        self._setup = setup
        self._emit = emit

    def delete_everything(self) -> Later[Erased]:
        setup, settings = self._setup, self._setup.settings

        def run() -> Erased:
            problems = [
                *_put_back(setup),
                *setup.call(lambda _: setup.let_go()).result(),
                *_secrets_gone(setup, settings),
                *_undeletable(setup.paths),
            ]
            self._emit(Ended(tuple(problems)))
            return Erased(tuple(problems))

        return Later(run)


def _put_back(setup: Setup) -> Iterator[str]:
    """What the services showed before us. One that was removed while it could not be is told of: nobody can ask it."""
    for line in setup.presences.lines():
        left = setup.presences.drop(line.name)
        if left is not None or (line.ours and line.problem == "gone"):
            why = line.problem if left is None else left.problem or "no answer"
            yield (
                f'What "{line.name}" showed before could not be put back ({why}): it may still show you as busy, until '
                "you change that there."
            )


def _secrets_gone(setup: Setup, settings: Settings) -> Iterator[str]:
    from inbox.sources import discover

    kinds = discover()
    owners = [(as_account(one), of_provider(one.name), own_secrets(one)) for one in settings.providers]
    for account in settings.accounts:
        fields = kinds[account.kind].fields
        owners.append((account, account.name, [field.name for field in fields if field.kind in SECRET]))
    why = ""
    for owner, name, secrets in owners:
        if why and secrets:  # each would be waited for as long as the first
            yield f"The secret of {name.removeprefix('provider:')} may still be in the keyring, because {why}."
        elif secrets:
            yield from filter(None, (setup.sign_ins.forget(owner), setup.keyring.delete_all(name, secrets)))
            why = setup.keyring.problem


def _undeletable(paths: Paths) -> Iterator[str]:
    """What `erase` will not be able to delete, as far as one can tell before."""
    for folder in _folders(paths):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            yield f"What is in {folder} cannot be deleted: it may not be written to."
    if paths.settings_file.is_symlink():
        yield f"{paths.settings_file.resolve()} stays: {paths.settings_file} is a link to it, which is deleted."


def erase(paths: Paths) -> tuple[str, ...]:
    """Delete all files of this profile, and its folders where nothing of others is in them. What could not be, a
    sentence each. The lock must be held, and nothing be open."""
    problems: list[str] = []
    for folder in _folders(paths):
        for child in _children(folder):
            if child != paths.lock:
                _delete(child, problems)
    for child in (paths.settings_file, *(found for form in _ASIDE for found in paths.config.glob(form))):
        _delete(child, problems)
    _delete(paths.lock, problems)  # the last of all: until then nobody else comes in
    for folder in (*_folders(paths), *((paths.config,) if paths.default else ())):
        _remove_empty(folder)
    return tuple(problems)


def _folders(paths: Paths) -> tuple[Path, ...]:
    """Those that hold nothing but ours: a profile's own folder may hold more."""
    return tuple(folder for folder in dict.fromkeys(paths.folders) if folder != paths.config)


def _children(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []  # it is not there, or it was told of as what cannot be deleted


def _delete(path: Path, problems: list[str]) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(f"{error.filename or path} could not be deleted ({error.strerror}).")


def _remove_empty(folder: Path) -> None:
    if not folder.is_symlink():
        try:
            folder.rmdir()
        except OSError:
            return  # of others, or what could not be deleted: that is told
