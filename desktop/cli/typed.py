"""What is typed on a command line and understood with the engine's help: its clock, its zone, its plan."""

from __future__ import annotations

from datetime import datetime

from desktop.cli import times
from desktop.cli.asking import Asking
from desktop.cli.output import Failed, now_of
from desktop.core.settings.zones import zone_named


def typed_moment(words: str, option: str, ask: Asking) -> datetime:
    """An instant to come. Raises Failed, which names the option."""
    view = ask("now")
    zone, coming = zone_named(view["zone"]), view["next_check_in"]
    if zone is None:
        raise Failed(f"The time zone {view['zone']} is not known here.", "Write a time with its offset.")
    try:
        return times.moment(words, now_of(view), zone, datetime.fromisoformat(coming) if coming else None)
    except ValueError as error:
        raise Failed(f"{option}: {error}", status=2) from error
