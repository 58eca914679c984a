"""A presence that lasts exactly as long as a connection (XMPP), as `desktop` has it, in words of `focus`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Shown:
    """RFC 6121 4.7.2. `show`: away, chat, dnd, xa, or '' for plainly available; `status`: in words."""

    show: str = ""
    status: str = ""


class Stream(Protocol):
    """One connection under the person's address, beside those of their own programs, which it leaves alone: messages
    go to them, and nobody is let see the person who could not before. Used by one thread at a time.

    Raises what `focus.errors` has; called again it connects anew.
    """

    def shown(self) -> Shown | None:
        """What the server shows of this connection; None for nothing, as of one that was lost and opened again."""

    def show(self, shown: Shown | None) -> None:
        """Returns when the server has taken it."""

    def close(self) -> None:
        """And with it ends what was shown. Never raises, and may be called twice."""


class Open(Protocol):
    def __call__(
        self, jid: str, password: str, *, server: tuple[str, int] | None, security: str, ca_file: str
    ) -> Stream:
        """`server`: host and port; None where the address's domain tells. `security`: tls or starttls, for a server
        that is named. Touches no network yet. Raises WrongSetting."""
