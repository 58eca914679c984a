"""How much work something may be, whatever the machine does beside it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def little_work(of: object = "", *, seconds: float = 3.0) -> Iterator[None]:
    """What is done in here takes this thread no longer than so on the processor: other work beside it, and a machine
    that stands still, count for nothing. `of`: what it is done on.

    It tells what grows as its input from what grows as the square of that, or worse: so many times as long as the one
    takes (a fifth of a second at most), and a small part of the minutes that the other would.
    """
    began = time.thread_time()
    yield
    took = time.thread_time() - began
    assert took < seconds, f"{took:.1f} s of work {of}"
