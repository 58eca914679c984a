"""What colleagues read: typed, previewed, kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.desk import RequestError
from desktop.core.views import PreviewLine
from desktop.window.forms.preview_list import note_words, preview_words
from desktop.window.forms.wording_form import WordingForm
from focus.presence import Level
from focus.wording import Wording
from tests.desktop.window.forms.desk import NOON, AtOnce, MemoryDesk
from tests.desktop.window.late import delivered

SHORT = PreviewLine(
    "zulip", "zulip", "Zulip", Level.TEXT, "", "In focus until 11:00", "", None, ("shorter", "no_end", "text_only")
)
FULL = PreviewLine(
    "team", "slack", "Slack", Level.DO_NOT_DISTURB, "paused", "In focus", ":no_entry:", NOON, ("shows_end",)
)


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge, desk: MemoryDesk) -> WordingForm:
    desk.said = Wording("In focus until {end}", "call me")
    desk.previewed = (SHORT, FULL)
    made = WordingForm(bridge)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.preview.shown) == 2)
    return made


def test_what_is_kept_is_shown_and_previewed(form: WordingForm, desk: MemoryDesk) -> None:
    assert (form.text.text(), form.urgent.text()) == ("In focus until {end}", "call me")
    assert not form.intention.isChecked()
    assert not form.save_button.isEnabled()
    assert [one.accessibleName() for one in form.preview.shown] == ["Zulip", "Slack · team"]
    (given,) = desk.last("preview_presence")
    assert (given["length"], given["wording"]) == (timedelta(minutes=50), desk.said)


def test_what_is_typed_is_previewed_once_and_kept_by_the_button(
    form: WordingForm, desk: MemoryDesk, qtbot: QtBot
) -> None:
    before = len(desk.calls)
    QTest.keyClicks(form.text, " or so")
    qtbot.waitUntil(lambda: len(desk.calls) > before)
    qtbot.waitUntil(lambda: not form._soon.isActive())
    assert [call[0] for call in desk.calls[before:]] == ["preview_presence"]
    assert desk.last("preview_presence")[0]["wording"].text == "In focus until {end} or so"
    assert desk.said.text == "In focus until {end}"
    form.intention.click()
    form.save_button.click()
    qtbot.waitUntil(lambda: form.says.text.startswith("Saved."))
    assert (desk.said.text, desk.said.intention) == ("In focus until {end} or so", True)


def test_what_was_typed_before_is_previewed_no_more(
    form: WordingForm, engine: AtOnce, desk: MemoryDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    engine.held = True
    form.refresh()
    form.refresh()
    late, latest = engine._waiting
    latest()
    delivered(bridge, qtbot)
    desk.previewed = ()
    late()
    delivered(bridge, qtbot)
    assert len(form.preview.shown) == 2


def test_a_name_there_is_not_is_said_and_nothing_is_kept(form: WordingForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.fails["set_wording"] = RequestError("{until} is no name here. Nothing was changed.")
    QTest.keyClicks(form.text, " {until}")
    form.save_button.click()
    qtbot.waitUntil(lambda: form.says.is_problem)
    assert form.says.text.startswith("{until} is no name here.")
    assert form.save_button.isEnabled()


def test_a_line_says_what_colleagues_see() -> None:
    assert preview_words(SHORT, NOON) == "text only, “In focus until 11:00”"
    assert note_words(SHORT) == (
        "shortened to what it takes · it ends nothing by itself: Écluse takes it back · it can only show a text"
    )
    assert preview_words(FULL, NOON).startswith("paused, “:no_entry: In focus”, until ")
    assert preview_words(PreviewLine("x", "x", "X", Level.AVAILABLE, notes=("nothing",)), NOON) == "nothing"
    wrong = PreviewLine("x", "x", "X", Level.AVAILABLE, problem="wrong_setting", detail="no address")
    assert preview_words(wrong, NOON) == "cannot be told: no address"
