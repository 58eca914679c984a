"""How much a mention asks of the person."""

from __future__ import annotations

from inbox.item import Reason
from inbox.rank import MASS, rank


def test_what_is_said_to_the_person_asks_most() -> None:
    order = [Reason.MENTIONED, Reason.REVIEW_ASKED, Reason.REPLIED, Reason.SUBSCRIBED, Reason.AUTOMATIC]
    assert [rank(reason) for reason in order] == [5, 4, 3, 2, 1]
    assert {rank(reason) for reason in Reason} == {1, 2, 3, 4, 5}


def test_one_name_in_a_crowd_asks_nothing() -> None:
    assert rank(Reason.MENTIONED, people=MASS) == 0
    assert rank(Reason.MENTIONED, people=MASS - 1) == 5


def test_a_program_asks_little_whatever_it_did() -> None:
    assert {rank(reason, bot=True) for reason in Reason} == {1}
