"""Passwords and tokens: in the computer's keyring, or, where that cannot be used, in memory until Écluse ends.

The keyring library has no time-out and a locked keyring waits for ever, so every call runs on a thread of its own
with a limit. Nothing here logs a secret; each one that passes through is hidden from the log from then on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from desktop.core import logs
from desktop.core.deadline import Limited, TookTooLong

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")
SECONDS = 10.0
_FAIL = "keyring.backends.fail.Keyring"
_UNSAFE = {
    _FAIL: "no keyring is running on this computer (such as GNOME Keyring or KWallet)",
    "keyring.backends.null.Keyring": "the keyring is switched off (keyring.backends.null)",
    "keyrings.alt.file.PlaintextKeyring": "the only keyring writes passwords into a file that anyone could read",
}
_CHAINER = "keyring.backends.chainer.ChainerBackend"
_log = logging.getLogger(__name__)


class Secret(str):
    """A string that does not show itself in a repr, so neither in a dataclass's nor in a traceback."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Secret(hidden)"


class NoSafeStore(Exception):
    """The keyring cannot be used now; the text says why, as the end of "because ..."."""


@dataclass(frozen=True, slots=True)
class KeyringState:
    """For the doctor: which keyring, and what is wrong with it ('' if nothing)."""

    name: str
    problem: str


class Secrets:
    """The secrets of one profile; `mark` is `Paths.mark`, so that no profile reads another's. Safe on any thread."""

    def __init__(self, mark: str = "", *, seconds: float = SECONDS) -> None:
        self._service = f"ecluse-{mark}" if mark else "ecluse"
        self._limited = Limited("keyring", seconds)
        self._seconds = seconds
        self._session: dict[tuple[str, str], Secret] = {}
        self.problem = ""
        """Why the keyring could not be used the last time, '' if it could."""

    def get(self, account: str, field: str) -> Secret | None:
        """None if there is none, or if the keyring cannot be asked: then `problem` says why. Blocks."""
        known = self._session.get((account, field))
        if known is not None:
            return known
        try:
            found = self._ask(lambda ring: ring.get_password(self._service, _user(account, field)))
        except NoSafeStore:
            return None
        return None if found is None else self._remember(account, field, found)

    def put(self, account: str, field: str, value: str) -> str:
        """Keep it. '' if it is in the keyring, else why it lasts for this session only: a sentence. Blocks."""
        secret = self._remember(account, field, value)
        try:
            self._ask(lambda ring: _store(ring, self._service, _user(account, field), str(secret)))
        except NoSafeStore as error:
            return (
                f"The secret of {_named(account)} could not be kept in the keyring, because {error}. "
                "It lasts until Écluse ends, and must be given again after that."
            )
        return ""

    def delete(self, account: str, field: str) -> str:
        """Forget it. '' if it is gone, else why it may still be in the keyring: a sentence. Blocks."""
        self._session.pop((account, field), None)
        try:
            self._ask(lambda ring: _remove(ring, self._service, _user(account, field)))
        except NoSafeStore as error:
            return (
                f"The secret of {_named(account)} may still be in the keyring, because {error}. "
                f"The keyring's own program can remove it: it is an entry of {self._service}."
            )
        return ""

    def delete_all(self, account: str, fields: Iterable[str]) -> str:
        """As `delete`, for each of these."""
        reasons = [self.delete(account, field) for field in fields]
        return next((reason for reason in reasons if reason), "")

    def state(self) -> KeyringState:
        """Looks for something that is not there: enough to find a keyring that is locked or hangs. Blocks."""
        name = "none"

        def look(ring: KeyringBackend) -> None:
            nonlocal name
            name = str(ring.name)
            ring.get_password(self._service, "doctor")

        try:
            self._ask(look)
        except NoSafeStore as error:
            return KeyringState(name, str(error))
        return KeyringState(name, "")

    def _remember(self, account: str, field: str, value: str) -> Secret:
        logs.hide(value)
        self._session[account, field] = secret = Secret(value)
        return secret

    def _ask(self, work: Callable[[KeyringBackend], T]) -> T:
        try:
            answer = self._limited.call(lambda: _translated(work))
        except TookTooLong:
            error = NoSafeStore(f"it did not answer within {self._seconds:g} seconds: it may wait to be unlocked")
        except NoSafeStore as found:
            error = found
        else:
            self.problem = ""
            return answer
        if self.problem != str(error):
            _log.warning("The keyring cannot be used: %s", error)
        self.problem = str(error)
        raise error


def _named(account: str) -> str:
    return account.removeprefix("provider:")


def _user(account: str, field: str) -> str:
    return f"{account}:{field}"  # a field's name has no colon: no two pairs give the same text


def _store(ring: KeyringBackend, service: str, user: str, value: str) -> None:
    ring.set_password(service, user, value)
    if ring.get_password(service, user) != value:
        raise NoSafeStore(f"{ring.name} took it and did not give it back")


def _remove(ring: KeyringBackend, service: str, user: str) -> None:
    if ring.get_password(service, user) is not None:
        ring.delete_password(service, user)


def _translated(work: Callable[[KeyringBackend], T]) -> T:
    """Runs on the keyring's thread; importing the library asks D-Bus which keyrings there are."""
    from keyring.errors import KeyringLocked, NoKeyringError

    try:
        return work(_safe_backend())
    except NoSafeStore:
        raise
    except KeyringLocked as error:
        raise NoSafeStore("it is locked, and was not unlocked") from error
    except NoKeyringError as error:
        raise NoSafeStore(_UNSAFE[_FAIL]) from error
    except Exception as error:  # back ends are plug-ins of others, and raise whatever D-Bus or the system gives them
        raise NoSafeStore(f"it answered with an error ({type(error).__name__}: {error})") from error


def _safe_backend() -> KeyringBackend:
    """The keyring in force, if it keeps secrets safe; of a chain, its first member that does."""
    import keyring

    try:
        ring = keyring.get_keyring()
    except Exception as error:  # a back end named in the person's own configuration that cannot be loaded
        raise NoSafeStore(f"the one that is configured cannot be loaded ({type(error).__name__}: {error})") from error
    members: list[Any] = list(ring.backends) if _class_name(ring) == _CHAINER else [ring]  # type: ignore[attr-defined]
    for member in members:
        if _class_name(member) not in _UNSAFE:
            return member  # type: ignore[no-any-return]
    raise NoSafeStore(_UNSAFE[_class_name(members[0]) if members else _FAIL])


def _class_name(ring: object) -> str:
    return f"{type(ring).__module__}.{type(ring).__qualname__}"
