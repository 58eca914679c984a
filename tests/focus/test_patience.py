from __future__ import annotations

from itertools import pairwise

import pytest

from focus.errors import Broken, Gone, Offline, ProviderError, SignInRefused, Unsupported
from focus.patience import DAY, HOUR, pause

ERRORS = [Offline("503"), Broken("no JSON"), SignInRefused("401"), Unsupported("404")]


def tries(error: ProviderError, *, taking_back: bool) -> list[float]:
    """When it is tried again, in seconds after the first failure."""
    at, found = 0.0, [0.0]
    while (wait := pause(error, len(found), at, taking_back=taking_back)) is not None:
        at += wait
        found.append(at)
    return found


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
@pytest.mark.parametrize("taking_back", [False, True])
def test_whatever_it_is_it_is_tried_for_a_day_and_ever_less(error: ProviderError, taking_back: bool) -> None:
    found = tries(error, taking_back=taking_back)
    assert DAY <= found[-1] < DAY + HOUR
    waits = [later - earlier for earlier, later in pairwise(found)]
    assert waits == sorted(waits)
    assert len(found) < 500
    assert waits[0] == (2.0 if error.retries else 30.0)


def test_within_the_first_hour_it_is_taken_back_within_a_minute() -> None:
    waits = [later - earlier for earlier, later in pairwise(tries(Offline(), taking_back=True)) if earlier < HOUR]
    assert max(waits) <= 45.0


def test_a_service_is_given_the_time_it_asks_for() -> None:
    assert pause(Offline(wait_seconds=700.0), 1, 0.0, taking_back=True) == 700.0
    assert pause(Offline(wait_seconds=1.0), 3, 0.0, taking_back=True) == 8.0
    assert pause(Offline(wait_seconds=1e12), 1, 0.0, taking_back=False) == DAY


def test_what_the_settings_do_not_have_is_not_tried() -> None:
    assert pause(Gone(), 1, 0.0, taking_back=True) is None
