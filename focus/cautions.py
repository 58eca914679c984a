"""What one may not have meant with a week: codes and numbers, for whoever puts them into words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class WeekWarning:
    """`code`:

    * no_check_in: nothing planned ever lets anything out;
    * never: nothing planned lets out what `label` names (mail, mention, or an account);
    * long_wait: such an item may wait `length`, from `since` to `until` (aware, UTC): the next time that this is so.
      `weekly`: it is so in an ordinary week; else `cause` says what the days are called on which it comes to that (the
      name of an exception or '');
    * too_short: the check-in called `name` (or '') that starts at `since` and lasts `length` is too short for the usual
      batch of `items`, which takes `needs`.
    """

    code: str
    label: str = ""
    since: datetime | None = None
    until: datetime | None = None
    length: timedelta = timedelta()
    weekly: bool = False
    cause: str = ""
    name: str = ""
    items: int = 0
    needs: timedelta = timedelta()
