from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.desk import RequestError
from desktop.core.events import PresenceChanged
from desktop.window.forms.providers_form import ProvidersForm, free_name
from desktop.window.forms.trouble import presence_words
from focus.presence import Level, Presence
from tests.desktop.window.forms.desk import NOON, MemoryDesk, provider_line


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge, desk: MemoryDesk) -> ProvidersForm:
    desk.providers = [provider_line("desktop", ours=True), provider_line("chat", problem="offline", detail="timed out")]
    made = ProvidersForm(bridge)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.cards) == 2)
    return made


def test_each_service_says_what_it_shows_and_what_is_wrong(form: ProvidersForm) -> None:
    desktop, chat = form.cards
    assert desktop.title.text() == "This desktop"
    assert desktop.shows.text().startswith("Shows do not disturb until ")
    assert desktop.shows.text().endswith("set by Écluse. Afterwards: available again.")
    assert chat.shows.text() == "Shows available. It cannot be reached; Écluse keeps trying."
    assert chat.said.text() == "timed out"


def test_a_stronger_presence_is_left_and_said() -> None:
    own = replace(provider_line("chat"), found=Presence(Level.DO_NOT_DISTURB), wanted=Presence(Level.BUSY))
    assert presence_words(own, NOON) == "Shows do not disturb. You set that yourself, so Écluse leaves it."


def test_nothing_known_yet_and_an_unknown_problem_have_words() -> None:
    line = replace(provider_line("chat", problem="something new"), found=None)
    assert presence_words(line, NOON) == "Not asked yet. Something is broken; Écluse keeps trying."


def test_adding_asks_for_what_the_kind_needs(form: ProvidersForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.add_button.click()
    form.kind.setCurrentIndex(form.kind.findData("chat"))
    form.save_button.click()
    assert form.fields.problem_of("token") == "This is needed."
    form.fields.editor("token").put("t0ken")
    desk.session_only = "because the keyring is locked"
    form.save_button.click()
    qtbot.waitUntil(form.listing.isVisible)
    assert desk.last("add_provider") == ("chat-2", "chat", {}, {"token": "t0ken"})
    assert form.says.is_problem
    assert "only until you quit" in form.says.text


def test_a_refusal_stays_in_the_form(form: ProvidersForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.fails["add_provider"] = RequestError("There is one already.", "Remove it first.")
    form.add_button.click()
    form.kind.setCurrentIndex(form.kind.findData("desktop"))
    form.save_button.click()
    qtbot.waitUntil(lambda: form.trouble.is_problem)
    assert form.trouble.text == "There is one already.\nRemove it first."
    assert form.save_button.isEnabled()
    form.leave_button.click()
    assert form.listing.isVisible()


def test_removing_and_healing_go_to_the_engine(form: ProvidersForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.heal_button.click()
    qtbot.waitUntil(lambda: form.says.is_problem)
    assert form.says.text.startswith("Not all could be put right")
    form.cards[1].remove_button.click()
    qtbot.waitUntil(lambda: form.says.text.startswith("Removed."))
    assert desk.last("remove_provider") == ("chat",)


def test_healing_that_fails_says_so(form: ProvidersForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.fails["heal"] = RuntimeError("odd")
    form.heal_button.click()
    qtbot.waitUntil(lambda: form.says.is_problem)
    assert form.heal_button.isEnabled()


def test_what_the_engine_tells_is_shown(form: ProvidersForm, bridge: Bridge, qtbot: QtBot) -> None:
    kept = form.cards[0]
    bridge.post(PresenceChanged((provider_line("desktop"), provider_line("chat"))))
    qtbot.waitUntil(lambda: kept.shows.text() == "Shows available.")
    assert form.cards[0] is kept
    bridge.post(PresenceChanged(()))
    qtbot.waitUntil(form.none_yet.isVisible)


def test_names_are_free() -> None:
    assert free_name("chat", []) == "chat"
    assert free_name("chat", ["chat", "chat-2", "desktop"]) == "chat-3"
