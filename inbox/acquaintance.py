"""Who names the person directly counts most where they are known. Called within the queue's transactions."""

from __future__ import annotations

from sqlalchemy import Connection

from inbox.item import Arrival, Channel, Reason
from inbox.rank import STRANGER, rank

_DIRECTLY = rank(Reason.MENTIONED)
_LATEST = 2000
_MET = (
    "SELECT DISTINCT sender_name, project FROM (SELECT sender_name, project, channel, rank FROM item "  # noqa: S608
    f"WHERE tool = ? AND tool <> '' ORDER BY received_at DESC LIMIT {_LATEST}) WHERE channel = 'mention' AND rank > 0"
)


def ranked(connection: Connection, fresh: list[Arrival]) -> list[Arrival]:
    """With direct mentions by strangers, in a project that is strange too, lower: most of those that are meant to
    deceive are such.

    Met is who the latest of that tool are by. While nothing is known of a tool, nobody is a stranger there.
    """
    tools = {one.tool for one in fresh if _is_direct(one)}
    if not tools:
        return fresh
    found = []
    people: dict[str, set[str]] = {}
    projects: dict[str, set[str]] = {}
    for tool in tools:
        met = connection.exec_driver_sql(_MET, (tool,)).all()
        people[tool], projects[tool] = {row.sender_name for row in met}, {row.project for row in met if row.project}
    strangers = {tool for tool in tools if people[tool]}
    for one in fresh:
        known = (
            not one.sender_name
            or one.sender_name in people.get(one.tool, ())
            or one.project in projects.get(one.tool, ())
        )
        stranger = _is_direct(one) and one.tool in strangers and not known
        found.append(one._replace(rank=min(one.rank, STRANGER)) if stranger else one)
    return found


def _is_direct(one: Arrival) -> bool:
    return one.channel is Channel.MENTION and one.rank == _DIRECTLY
