"""One notification is taken once, and another is never lost for it."""

from __future__ import annotations

from inbox.caught.lately import Lately
from inbox.caught.shown import Shown


def shown(body: str, place: str = "", app: str = "slack", entry: str = "") -> Shown:
    return Shown(app, entry, "Ada", body, place, passing=False, marked=True)


def test_said_twice_at_once_it_is_one_and_later_it_is_another() -> None:
    lately = Lately()
    assert lately.is_new(shown("ok"), ":1.5", 1, 10.0)
    assert not lately.is_new(shown("ok"), ":1.5", 2, 11.9)
    assert lately.is_new(shown("ok"), ":1.5", 3, 12.1)
    assert lately.is_new(shown("ok", app="signal"), ":1.6", 3, 12.1)


def test_a_portal_hands_it_on_under_its_own_name() -> None:
    lately = Lately()
    assert lately.is_new(shown("ok", "com.slack.Slack 7", "", "com.slack.Slack"), ":1.5", 1, 10.0)
    assert not lately.is_new(shown("ok", "", "", "com.slack.Slack"), ":1.2", 9, 10.1)


def test_the_same_words_in_their_own_place_are_one_for_a_while() -> None:
    lately = Lately()
    assert lately.is_new(shown("ok"), ":1.5", 1, 10.0)
    lately.shown_as(42, ":1.5", 1)
    assert not lately.is_new(shown("ok", "42"), ":1.5", 2, 40.0)
    assert lately.is_new(shown("bye", "42"), ":1.5", 3, 41.0)
    assert lately.is_new(shown("ok", "42"), ":1.5", 4, 60.0)  # said again, after something else
    assert lately.is_new(shown("ok", "42"), ":1.5", 5, 200.0)
    assert lately.is_new(shown("ok", "42"), ":1.6", 6, 210.0)  # another program's


def test_it_keeps_no_words_and_no_more_than_a_bounded_number() -> None:
    lately = Lately()
    for number in range(20_000):
        lately.is_new(shown(f"secret {number}"), ":1.5", number, 10.0)
        lately.shown_as(number, ":1.5", number)
    kept = [len(one) for one in vars(lately).values()]
    assert max(kept) <= 5000
    assert "secret" not in repr(vars(lately))
