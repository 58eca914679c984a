"""A rehearsal tells what the app really did, in a share of the weeks of `python -m tests.rehearsed`."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.rehearsed.__main__ import compared

_TENTHS = 10
_WEEKS = 15


@pytest.mark.parametrize("tenth", range(_TENTHS))
def test_the_same_arrivals_come_out_when_by_what_and_by_which_rule_they_did(tenth: int) -> None:
    by, differing = compared(range(tenth * _WEEKS, (tenth + 1) * _WEEKS))
    assert not differing, "\n".join(differing)
    assert by.keys() >= {"check_in", "together", "open", "rule", ""}, "weeks in which nothing happens show nothing"


def test_a_difference_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.rehearsed.__main__.rehearsed", lambda _: {})
    by, differing = compared(range(3))
    assert isinstance(by, Counter)
    assert len(differing) == 3
    assert "rehearsed not at all" in differing[0]
