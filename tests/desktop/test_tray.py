"""The tray's menu: all of it works by the menu alone, and what is seen in the window shows the window."""

from __future__ import annotations

import pytest

from desktop.tray import Tray
from desktop.window.time_choosers import FocusMenu, OffMenu
from tests.desktop import sample
from tests.desktop.window.conftest import open_at, theme  # noqa: F401
from tests.desktop.window.opened import Open, Opens

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")


def choose(tray: Tray, words: str) -> None:
    action = next(action for action in tray.menu.actions() if action.text() == words)
    assert action.isEnabled(), words
    action.trigger()


def tray_of(open: Open, raised: list[bool]) -> Tray:
    return Tray(open.window, open.window.shortcuts, open.window.present, lambda: raised.append(True))


def test_pause_and_back_in_the_menu(open_at: Opens) -> None:  # noqa: F811
    open, raised = open_at(sample.OPEN), list[bool]()
    tray = tray_of(open, raised)
    choose(tray, "Pause for today")
    open.until(lambda: open.window.present.aside)
    assert tray.tooltip == "Paused until tomorrow\nMessages come as they arrive"
    choose(tray, "Back to the plan")
    open.until(lambda: not open.window.present.aside)
    choose(tray, "Off until Monday")
    open.until(lambda: tray.tooltip.startswith("Off until Monday 09:00"))
    assert raised == []


def test_what_asks_shows_the_window(open_at: Opens) -> None:  # noqa: F811
    open, raised = open_at(sample.OPEN), list[bool]()
    tray = tray_of(open, raised)
    choose(tray, "Focus until…")
    assert open.window.sheets[FocusMenu].isVisible()
    choose(tray, "Off until…")
    assert open.window.sheets[OffMenu].isVisible()
    assert not open.window.sheets[FocusMenu].isVisible()
    choose(tray, "Settings")
    assert open.window.page_name == "settings"
    assert len(raised) == 3
