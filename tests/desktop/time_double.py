"""The week, the rules, what is promised and what is remembered, of the window tests' desk: a part each."""

from __future__ import annotations

from tests.desktop.books_double import BooksDouble
from tests.desktop.promises_double import PromisesDouble
from tests.desktop.rehearsal_double import RehearsalDouble
from tests.desktop.review_double import ReviewDouble
from tests.desktop.rules_double import RulesDouble
from tests.desktop.week_double import WeekDouble


class TimeDouble(RulesDouble, BooksDouble, PromisesDouble, RehearsalDouble, ReviewDouble, WeekDouble):
    def __init__(self) -> None:
        RulesDouble.__init__(self)
        BooksDouble.__init__(self)
        PromisesDouble.__init__(self)
        RehearsalDouble.__init__(self)
        ReviewDouble.__init__(self)
