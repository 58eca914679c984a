"""What was received, counted as it is stored, apart from the items: so that the ledger's two sides can be compared.

Whoever stores, moves or deletes items says so here, in the same transaction. Called within the queue's transactions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from inbox.item import Ledger, State, Sums
from inbox.store.instants import from_micros

_CAME = (
    "INSERT INTO tally (account, received, forgotten, since) VALUES (?, ?, 0, ?) "
    "ON CONFLICT (account) DO UPDATE SET received = received + excluded.received"
)
_LEFT = "UPDATE tally SET received = received - ? WHERE account = ?"
_FORGOTTEN = "UPDATE tally SET forgotten = forgotten + ? WHERE account = ?"
_TALLIED = "SELECT account, received, forgotten, since FROM tally"
_STATES = "SELECT account, state, count(*) FROM item GROUP BY account, state"


def came(connection: Connection, account: str, how_many: int, at: int) -> None:
    """So many items are stored as this account's. `at`: now, in microseconds since 1970."""
    if how_many:
        connection.exec_driver_sql(_CAME, (account, how_many, at))


def moved(connection: Connection, of: str, to: str, at: int, how_many: int = 1) -> None:
    """What came by one account is another's from now on: that tells more of it, or the first is removed."""
    if of != to:
        connection.exec_driver_sql(_LEFT, (how_many, of))
        came(connection, to, how_many, at)


def forgotten(connection: Connection, by_account: Iterable[tuple[str, int]]) -> None:
    """So many of each account are deleted for good, as the person wished: received all the same, and no more there."""
    for account, how_many in by_account:
        connection.exec_driver_sql(_FORGOTTEN, (how_many, account))


def ledger(connection: Connection) -> Ledger:
    """Both sides as they are now, in all and account by account, by name."""
    found: dict[str, dict[str, Any]] = {}
    for account, received, gone, since in connection.exec_driver_sql(_TALLIED):
        if received:
            found[account] = {"received": received - gone, "forgotten": gone, "since": from_micros(since)}
    for account, state, count in connection.exec_driver_sql(_STATES):
        found.setdefault(account, {"received": 0})[state] = count
    accounts = tuple(Sums(account, **sums) for account, sums in sorted(found.items()))
    states = {state.value: sum(getattr(one, state.value) for one in accounts) for state in State}
    return Ledger(
        received=sum(one.received for one in accounts),
        **states,
        forgotten=sum(one.forgotten for one in accounts),
        since=min((one.since for one in accounts if one.since), default=None),
        accounts=accounts,
    )
