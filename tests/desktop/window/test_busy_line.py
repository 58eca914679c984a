"""Who sees that the person is busy, in one line; on the focus page it leads to the settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.events import PresenceChanged
from desktop.core.views import ProviderLine
from desktop.window.busy_line import busy_line, busy_words
from desktop.window.focus_page import FocusPage
from desktop.window.forms.settings_page import SECTIONS, SettingsPage
from focus.presence import Level, Presence
from tests.desktop import sample
from tests.desktop.window.opened import Open, Opens

OURS = sample.provider()
BUSY = Presence(Level.BUSY, until=sample.FOCUS + timedelta(hours=1))
GITLAB = replace(OURS, name="gitlab", kind="gitlab", title="GitLab", wanted=BUSY, found=BUSY)
AWAY = replace(GITLAB, name="slack", kind="slack", title="Slack", ours=False, found=None, problem="offline")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((), ""),
        ((OURS,), "Busy on 1 service(s)"),
        ((OURS, GITLAB), "Busy on 2 service(s)"),
        ((OURS, AWAY), "Busy on 1 service(s) · Slack could not be reached"),
        (
            (replace(AWAY, problem="signed_out", name="team"),),
            "Not shown as busy anywhere yet · you are signed out of team",
        ),
        ((replace(GITLAB, ours=False, found=Presence()),), "Not shown as busy anywhere yet"),
        ((replace(GITLAB, found=Presence()),), "Not shown as busy anywhere yet"),
        ((GITLAB, AWAY, replace(AWAY, name="x")), "Busy on 1 service(s) · 2 service(s) with a problem"),
        ((replace(AWAY, problem="odd"),), "Not shown as busy anywhere yet · Slack has a problem"),
    ],
)
def test_how_many_and_what_is_wrong(lines: tuple[ProviderLine, ...], words: str) -> None:
    assert busy_line(lines) == words


def test_names_only_where_all_show_the_same() -> None:
    assert busy_words([OURS]) == "This desktop: do not disturb"
    assert busy_words([GITLAB, replace(GITLAB, name="other")]) == "GitLab, other: busy"
    assert busy_words([OURS, GITLAB]) == "Busy on 2 service(s)"
    assert busy_words([AWAY]) == ""


def _page(open: Open) -> FocusPage:
    page = open.window.page("focus")
    assert isinstance(page, FocusPage)
    return page


def test_the_line_follows_what_the_engine_tells_and_asks_nothing(open_at: Opens) -> None:
    open = open_at(sample.FOCUS)
    page = _page(open)
    asked = dict(open.desk.asked)
    open.bridge.post(PresenceChanged((OURS, AWAY)))
    open.until(lambda: page.services.text() == "Busy on 1 service(s) · Slack could not be reached")
    assert page.services.accessibleName() == page.services.text()
    assert page.services.isVisible()
    open.bridge.post(PresenceChanged(()))
    open.until(lambda: not page.services.isVisible())
    assert dict(open.desk.asked) == asked


def test_it_leads_to_the_settings_of_busy_by_keyboard(open_at: Opens) -> None:
    open = open_at(sample.FOCUS)
    page = _page(open)
    open.until(page.services.isVisible)
    page.services.setFocus()
    QTest.keyClick(page.services, Qt.Key.Key_Space)
    open.until(lambda: open.window.page_name == "settings")
    settings = open.window.page("settings")
    assert isinstance(settings, SettingsPage)
    assert SECTIONS[settings.tabs.currentIndex()] == "busy"
