"""In which time zone people live, as the person said. One thread calls this: the engine's."""

from __future__ import annotations

from sqlalchemy import delete, select

from inbox.store import Store
from inbox.store.tables import zone


class Zones:
    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, address: str) -> str:
        """The IANA name, '' where none was set."""
        with self._store.read() as connection:
            found = connection.execute(select(zone.c.name).where(zone.c.address == address.lower())).scalar()
        return "" if found is None else str(found)

    def all(self) -> dict[str, str]:
        with self._store.read() as connection:
            return {row.address: row.name for row in connection.execute(select(zone).order_by(zone.c.address))}

    def set(self, address: str, name: str) -> None:
        """'' forgets it."""
        with self._store.write() as connection:
            if name:
                connection.exec_driver_sql(
                    "INSERT INTO zone (address, name) VALUES (?, ?) "
                    "ON CONFLICT (address) DO UPDATE SET name = excluded.name",
                    (address.lower(), name),
                )
            else:
                connection.execute(delete(zone).where(zone.c.address == address.lower()))
