"""How a question to the desk is answered: at once, later, or not at all. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar


class RequestError(Exception):
    """What was asked cannot be done: `message` says what happened, `advice` what the person can do."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(f"{message} {advice}".strip())
        self.message = message
        self.advice = advice


class Superseded(RequestError):
    """The same was asked for again before it was done, of other things: this answer is wanted by nobody."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Later(Generic[T]):
    """An answer that takes a network or a keyring: `run` blocks, so it is not run on the engine's thread.

    `EngineThread.call` runs it elsewhere by itself: whoever calls through it sees only the value.
    """

    run: Callable[[], T]
