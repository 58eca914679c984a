"""Where the history of an account was never fetched, search says how to have it."""

from __future__ import annotations

from desktop.core.events import HistoryChanged
from desktop.window.search_page import SearchPage
from tests.desktop.history_double import half_way
from tests.desktop.window.late import Slow, delivered
from tests.desktop.window.opened import Opens, list_page


def test_what_is_older_can_be_fetched_and_that_is_said_until_it_is(open_at: Opens) -> None:
    open = open_at()
    open.keys("search")
    page = list_page(open)
    assert isinstance(page, SearchPage)
    open.until(page.older.isVisible)
    names = [line.name for line in open.desk.accounts()]
    open.bridge.post(HistoryChanged(tuple(half_way(name, open.clock.now()) for name in names)))
    open.until(lambda: not page.older.isVisible())
    open.bridge.post(HistoryChanged(()))
    open.until(page.older.isVisible)


def test_without_accounts_nothing_is_said(open_at: Opens) -> None:
    open = open_at()
    open.desk.account_lines = ()
    open.keys("search")
    page = list_page(open)
    assert isinstance(page, SearchPage)
    assert not page.older.isVisible()


def test_only_what_was_searched_for_last_is_shown(open_at: Opens) -> None:
    open = open_at()
    open.keys("search")
    page = list_page(open)
    assert isinstance(page, SearchPage)
    slow = Slow(open.desk)
    open.bridge.attach(slow)
    for query in ("contract", "urgent"):
        page.line.setText(query)
        page.refresh()
    slow.answer(1)
    delivered(open.bridge, open.bot)
    found = page.list.items.rows
    assert found
    slow.answer(0)
    delivered(open.bridge, open.bot)
    assert page.list.items.rows == found


def test_a_further_page_is_none_of_what_is_shown_instead(open_at: Opens) -> None:
    open = open_at()
    open.keys("search")
    page = list_page(open)
    assert isinstance(page, SearchPage)
    page.line.setText("a")
    page.refresh()
    open.until(lambda: len(page.list.items.rows) > 2)
    slow = Slow(open.desk)
    open.bridge.attach(slow)
    page.line.setText("contract")
    page.refresh()
    page.fetch_after(page.list.items.rows[0].item.id)  # while the other search is under way
    slow.answer(0)
    delivered(open.bridge, open.bot)
    found = tuple(page.list.items.rows)
    slow.answer(0)
    delivered(open.bridge, open.bot)
    assert tuple(page.list.items.rows) == found
