"""What the engine's thread answers another one that has a connection open."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from desktop.core.heartbeat import Stopped
from inbox.errors import Offline

T = TypeVar("T")


def answered(asked: Future[T]) -> T:
    """Waits, so not on the engine's thread. What keeps the engine from answering passes, so it is tried again soon:
    it raises Offline then."""
    try:
        return asked.result()
    except Stopped as error:
        raise Offline("Écluse is ending") from error
    except (DBAPIError, OSError) as error:
        said = getattr(error, "orig", None) or error
        raise Offline(f"the queue could not be written: {said}") from error
