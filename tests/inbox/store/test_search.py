"""Whatever is typed is data: no character of it is an operator."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inbox.item import Fetched
from inbox.queue import Queue
from inbox.reading import Reading
from inbox.store import Store
from inbox.store.search import match_expression
from tests.inbox.arrivals import NOON, some


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("hello", '"hello"*'),
        ("hello ", '"hello"'),
        ("hello wor", '"hello" "wor"*'),
        ("hello w", '"hello" "w"'),
        ("会", '"会"*'),
        ('"notice period"', '"notice period"'),
        ('"notice per', '"notice" "per"*'),
        ("a* b ", '"a"* "b"'),
        ("claire@client.example ", '"claire client example"'),
        ("-- :: ()", ""),
    ],
)
def test_expressions(query: str, expression: str) -> None:
    assert match_expression(query) == expression


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=60) | st.text(alphabet='ab "*:^(){}-+\0NEAROT', max_size=60))
def test_search_never_raises(store: Store, query: str) -> None:
    Reading(store).search(query)


def test_a_very_long_query_is_cut(store: Store) -> None:
    Queue(store).accept("work", Fetched(some(1), "c"), NOON)
    assert Reading(store).search("contract " * 10_000)
