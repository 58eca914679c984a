"""Everything that Écluse keeps is deleted: what services show is put back first, then the keyring's entries go, and at
the very end, when nothing is open any more, the files (`desktop.core.erased_files`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Final

from desktop.core.events import Ended, Event
from desktop.core.later import Later
from desktop.core.left import Left
from desktop.core.provider_sign_ins import as_account, of_provider, own_secrets
from desktop.core.review_views import Erased
from desktop.core.settings.fields import SECRET
from desktop.core.settings.model import Settings
from desktop.core.setup import Setup

_PATIENCE: Final = 2.0
"""Seconds: a keyring that took longer, and failed, is not asked again."""
_log = logging.getLogger(__name__)


class Erasing:
    """Called on the engine's thread. What it emits, `Ended`, has the app end; the files go with its end."""

    def __init__(self, setup: Setup, emit: Callable[[Event], None]) -> None:
        self._setup = setup
        self._emit = emit

    def delete_everything(self) -> Later[Erased]:
        setup, settings = self._setup, self._setup.settings

        def run() -> Erased:
            from desktop.core.erased_files import mark, undeletable

            problems = [*_put_back(setup)]
            setup.call(lambda _: setup.let_go()).result()
            problems += [*_secrets_gone(setup, settings), *undeletable(setup.paths)]
            try:
                mark(setup.paths)
            except OSError as error:
                _log.warning("killed before its end, this would leave files: %s", error)
            self._emit(Ended(tuple(problems)))
            return Erased(tuple(problems))

        return Later(run)


def _put_back(setup: Setup) -> Iterator[Left]:
    """What the services showed before us. One that was removed while it could not be is told of: nobody can ask it."""
    for line in setup.presences.lines():
        left = setup.presences.drop(line.name)
        if left is not None or (line.ours and line.problem == "gone"):
            yield Left("presence", line.name, line.problem if left is None else left.problem)


def _secrets_gone(setup: Setup, settings: Settings) -> Iterator[Left]:
    from inbox.sources import discover

    kinds = discover()
    owners = [(as_account(one), of_provider(one.name), own_secrets(one)) for one in settings.providers]
    for account in settings.accounts:
        fields = kinds[account.kind].fields
        owners.append((account, account.name, [field.name for field in fields if field.kind in SECRET]))
    why = ""
    for owner, name, secrets in owners:
        shown = name.removeprefix("provider:")
        if why and secrets:  # each would be waited for as long as the first
            yield Left("secret", shown, why)
        elif secrets:
            if said := setup.sign_ins.forget(owner):
                yield Left("sign_in", shown, said)
            begun = monotonic()
            if setup.keyring.delete_all(name, secrets):
                yield Left("secret", shown, setup.keyring.problem or "it refused")
            why = setup.keyring.problem if monotonic() - begun > _PATIENCE else ""
