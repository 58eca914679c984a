"""Other apps' notifications are held in the queue; whether they still show on screen meanwhile is the desktop's
do-not-disturb. The two are introduced here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from desktop.core.events import AccountsChanged, Event, PresenceChanged
from desktop.core.views import AccountLine, ProviderLine
from inbox.sources import Remark

KIND: Final = "notifications"
_SILENCE: Final = "desktop"


def with_pop_ups(accounts: Sequence[AccountLine], providers: Sequence[ProviderLine]) -> tuple[AccountLine, ...]:
    """Accounts that hear notifications, with a remark where nothing keeps those off the screen in a focus block."""
    if all(line.kind != KIND for line in accounts):
        return tuple(accounts)
    silent = [line for line in providers if line.kind == _SILENCE]
    if any(not line.problem for line in silent):
        return tuple(accounts)
    remark = Remark("pop_ups", silent[0].detail or silent[0].problem if silent else "")
    return tuple(replace(line, remarks=(*line.remarks, remark)) if line.kind == KIND else line for line in accounts)


def tell(emit: Callable[[Event], None], accounts: tuple[AccountLine, ...], providers: tuple[ProviderLine, ...]) -> None:
    """A provider changed: the accounts are told of, too, where that changes what is said of one."""
    emit(PresenceChanged(providers))
    if any(line.kind == KIND for line in accounts):
        emit(AccountsChanged(accounts))
