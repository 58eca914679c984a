"""Every store that a test closes must add up: what was received, counted apart, is what is in the states."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from inbox.store import Store

_WRONG = """
    WITH counted AS (SELECT account, count(*) AS items FROM item GROUP BY account)
    SELECT account, received - forgotten, coalesce(items, 0) FROM tally LEFT JOIN counted USING (account)
    WHERE received - forgotten <> coalesce(items, 0) AND received > 0
    UNION ALL SELECT account, 0, items FROM counted WHERE account NOT IN (SELECT account FROM tally)
"""
_STATELESS = "SELECT count(*) FROM item WHERE state NOT IN ('held', 'released', 'snoozed', 'done', 'expired')"


def wrong_in(path: Path) -> list[str]:
    """What does not add up in a database; nothing where it is none, is damaged, or older than the tally."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            found = [
                f"{path.name}: {account!r} received {received}, and has {items}"
                for account, received, items in connection.execute(_WRONG)
            ]
            (stateless,) = connection.execute(_STATELESS).fetchone()
    except sqlite3.DatabaseError:
        return []
    return found + ([f"{path.name}: {stateless} items are in no state"] if stateless else [])


@contextmanager
def watched() -> Iterator[list[str]]:
    """What does not add up in any store that is closed meanwhile, on whatever thread."""
    wrong: list[str] = []
    close = Store.close

    def checked(self: Store) -> None:
        close(self)
        wrong.extend(wrong_in(self.path))

    Store.close = checked  # type: ignore[method-assign]
    try:
        yield wrong
    finally:
        Store.close = close  # type: ignore[method-assign]
