"""What is going on, where the week's clock is not the machine's, and where the plan is not followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desktop.core.views import Now
from desktop.window import now_words, texts
from tests.clock import HandClock
from tests.desktop import sample
from tests.desktop.window.opened import Opens

PARIS = ZoneInfo("Europe/Paris")


def now(**more: object) -> Now:
    return replace(sample.desk(HandClock(sample.OPEN)).now(), **more)  # type: ignore[arg-type]


def test_two_clocks_are_both_said() -> None:
    there = now(elsewhere="America/New_York")
    assert now_words.subline(there, there.at).endswith(" (Paris time)")
    assert now_words.two_clocks(there, there.at) == (
        "The week follows Europe/Paris, where it is 12:24. This machine is in America/New_York, where it is 06:24."
    )


def test_one_clock_needs_no_words() -> None:
    here = now()
    assert "(" not in now_words.subline(here, here.at)
    assert now_words.two_clocks(here, here.at) == ""


def test_the_first_instant_of_a_day_is_called_by_the_day() -> None:
    wednesday = datetime(2026, 11, 18, 12, tzinfo=PARIS)
    midnight = wednesday.replace(hour=0)
    assert texts.day_or_moment(midnight + timedelta(days=1), wednesday) == "tomorrow"
    assert texts.day_or_moment(midnight + timedelta(days=5), wednesday) == "Monday"
    assert texts.day_or_moment(midnight + timedelta(days=5, hours=9), wednesday) == "Monday 09:00"
    assert texts.day_or_moment(midnight + timedelta(days=1, hours=9), wednesday) == "tomorrow 09:00"


def test_the_day_bar_tells_of_both_clocks_and_a_change_of_zone_is_said(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    bar = open.window.day_bar
    open.window.present.take_now(now(elsewhere="America/New_York"))
    assert bar.said[1].endswith("(Paris time)")
    assert "America/New_York" in bar._left.toolTip()
    assert open.window.toast.said == ""
    lisbon = ZoneInfo("Europe/Lisbon")
    open.window.present.take_now(replace(now(), at=now().at.astimezone(lisbon)))
    assert open.window.toast.said == "The week now follows the clock of Europe/Lisbon, where it is 11:24."
    assert "(" not in bar.said[1]
