"""The ledger and the gaps of sources as JSON. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from desktop.core import answers
from desktop.core.answers import rfc3339
from desktop.core.book_lines import GapLine
from desktop.core.views import BatchView, Row
from inbox.item import Ledger, State, Sums

Json = Any


def ledger(found: tuple[Ledger, Sequence[GapLine]], zone: tzinfo) -> Json:
    """`received` is counted apart from the states, and is their sum. What was deleted since, as the person wished, is
    in `forgotten` alone. `since`: when the first item came. `gaps`: the latest first."""
    sums, gaps = found
    return {
        **_sums(sums),
        "since": rfc3339(sums.since, zone),
        "accounts": [{"account": one.account, **_sums(one)} for one in sums.accounts],
        "gaps": [gap(one, zone) for one in gaps],
    }


def gap(one: GapLine, zone: tzinfo) -> Json:
    """Without an account: the machine slept. `until` null: it lasts. `caught_up`: when all that came meanwhile, `items`
    of it, was stored. `nothing_lost`: null while that is not so, false where it cannot be known, and `doubt` says why:
    not_kept, too_long, begun_anew."""
    return {
        "account": one.account or None,
        "asleep": one.asleep,
        "since": rfc3339(one.since, zone),
        "until": rfc3339(one.until, zone),
        "caught_up": rfc3339(one.caught_up, zone),
        "items": one.items,
        "problem": one.problem,
        "detail": one.detail,
        "nothing_lost": one.nothing_lost if one.caught_up else None,
        "doubt": one.doubt or None,
    }


def batch(found: tuple[BatchView, tuple[Row, ...]] | None, zone: tzinfo) -> Json:
    """`gaps`: those since the batch before, the first one first."""
    if found is None:
        return None
    return {**answers.batch(found, zone), "gaps": [gap(one, zone) for one in found[0].gaps]}


def _sums(one: Ledger | Sums) -> dict[str, int]:
    states = {state.value: getattr(one, state.value) for state in State}
    return {"received": one.received, **states, "forgotten": one.forgotten}
