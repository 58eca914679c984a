"""What makes an arrival more urgent, and what no longer lets it be: a second try, an answer, its age. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from inbox.codes import LIFE
from inbox.item import Arrival, Channel, Reason, Verdict
from inbox.rules import HOLD, Because, Decision

CODE_LIFE: Final = LIFE
"""What is older than this when it arrives has nothing urgent left: it waits like all else."""

SECOND_TRY_WITHIN: Final = timedelta(minutes=15)

NOT_A_PERSON: Final = frozenset({Reason.LIST, Reason.AUTOMATIC, Reason.STATE_CHANGE, Reason.SUBSCRIBED})


def in_time(decision: Decision, received_at: datetime, now: datetime, known_since: datetime | None = None) -> Decision:
    """The decision, but that it waits where it would pass and is of too long ago. `known_since`: as in `Ruling`."""
    if not decision.passes:
        return decision
    if received_at <= now - CODE_LIFE or (known_since is not None and received_at < known_since):
        return replace(decision, act=HOLD, because=Because.OLD)
    return decision


def who_tries(arrival: Arrival, account: str) -> tuple[str, ...] | None:
    """Whom a second try is known by: a person by their address, in a mention without one by their name in that tool,
    with the account. None where no person wrote."""
    if arrival.reason in NOT_A_PERSON or arrival.list_id:
        return None
    address = arrival.sender_address.lower()
    return (address,) if address else _in_tool(arrival, account)


def tried_by(arrival: Arrival, account: str) -> Iterator[tuple[str, ...]]:
    """By whom this is a try, as `who_tries` names them: where someone vouches for who wrote. A tool's mail has an
    address and a name, and what the tool itself tells of the same person the name alone."""
    if arrival.reason in NOT_A_PERSON or arrival.list_id:
        return
    mention = arrival.channel is Channel.MENTION
    if arrival.sender_address and (mention or arrival.verdict is Verdict.VERIFIED):
        yield (arrival.sender_address.lower(),)
    named = _in_tool(arrival, account)
    if mention and named is not None:
        yield named


def _in_tool(arrival: Arrival, account: str) -> tuple[str, ...] | None:
    named = (account, arrival.tool, arrival.sender_name)
    return named if all(named) else None


def answers_by_itself(arrival: Arrival) -> bool:
    """Of an answer to what the person wrote in a tool, the tool says so."""
    return arrival.channel is Channel.MENTION and arrival.reason is Reason.REPLIED
