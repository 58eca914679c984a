"""Many rows in few statements.

The driver lets other threads run during each statement and then waits for its turn again, up to 5 ms if another
thread computes. A statement a row would make storing wait for a source that parses, thousands of times a portion.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from sqlalchemy import Connection

_AT_ONCE = (256, 16, 1)
"""Few sizes, so that few statements are prepared and kept; 256 rows of 20 columns are well below 32,766 parameters."""


def insert_rows(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Insert `rows`, each in the order of `columns`. The names are ours, never a stranger's."""
    start = 0
    for size in _AT_ONCE:
        row = f"({', '.join('?' * len(columns))})"
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * size)}"  # noqa: S608
        while start + size <= len(rows):
            connection.exec_driver_sql(statement, tuple(chain.from_iterable(rows[start : start + size])))
            start += size
