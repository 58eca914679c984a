from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.desk import RequestError
from desktop.core.events import PresenceChanged
from desktop.core.settings.model import ProviderSettings
from desktop.window.forms.busy_there import free_name
from desktop.window.forms.busy_words import presence_words, problem_words
from desktop.window.forms.providers_form import ProvidersForm
from desktop.window.forms.trouble import signs_out_words
from focus.errors import ProviderError
from focus.presence import Level, Presence
from tests.desktop.window.forms.desk import NOON, MemoryDesk, account_line, provider_line


def _errors(kind: type[ProviderError] = ProviderError) -> Iterator[type[ProviderError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _errors(one)


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge, desk: MemoryDesk) -> ProvidersForm:
    desk.providers = [provider_line("desktop", ours=True), provider_line("chat", problem="offline", detail="timed out")]
    made = ProvidersForm(bridge)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.cards) == 2)
    return made


def choose(form: ProvidersForm, qtbot: QtBot, kind: str) -> None:
    form.add_button.click()
    qtbot.waitUntil(form.form.isVisible)
    form.form.kind.setCurrentIndex(form.form.kind.findData(kind))


def test_each_service_says_what_it_shows_and_what_is_wrong(form: ProvidersForm) -> None:
    desktop, chat = form.cards
    assert desktop.title.text() == "This desktop"
    assert desktop.shows.text().startswith("Asked: do not disturb · confirmed by the service · until ")
    assert desktop.shows.text().endswith("· before: available")
    assert desktop.undoing.isVisible()
    assert chat.shows.text() == "Shows available"
    assert chat.problem.text().startswith("It cannot be used now. Écluse keeps trying")
    assert chat.said.text() == "timed out"
    assert not chat.undoing.isVisible()


def test_a_stronger_presence_is_left_and_said() -> None:
    own = replace(provider_line("chat"), found=Presence(Level.DO_NOT_DISTURB), wanted=Presence(Level.BUSY))
    assert (
        presence_words(own, NOON) == "Shows do not disturb · set by you or by the service itself, so Écluse leaves it"
    )


def test_what_was_there_before_is_said_with_its_end() -> None:
    before = Presence(Level.TEXT, "on the train", ":train:", NOON + timedelta(minutes=30))
    line = replace(provider_line("chat", ours=True), previous=before)
    assert "before: “:train: on the train”, until " in presence_words(line, NOON)
    late = replace(line, found=Presence())
    assert "not confirmed yet" in presence_words(late, NOON)
    assert presence_words(replace(line, wanted=None), NOON).startswith("Being put back")


def test_nothing_known_yet_and_an_unknown_problem_have_words() -> None:
    line = replace(provider_line("chat", problem="something new"), found=None)
    assert presence_words(line, NOON) == "Not asked yet"
    assert problem_words(line).startswith("Something is broken. Écluse keeps trying")
    assert presence_words(replace(line, wanted=Presence(Level.BUSY)), NOON) == "Asked, no answer yet"


@pytest.mark.parametrize("code", sorted({one.code for one in _errors()}))
def test_each_problem_says_what_to_expect(code: str) -> None:
    words = problem_words(provider_line("chat", problem=code))
    assert words
    assert code == "broken" or not words.startswith("Something is broken")


def test_a_sign_in_that_ends_is_said_in_time() -> None:
    line = replace(provider_line("chat"), signs_out=NOON + timedelta(days=6, hours=1))
    assert signs_out_words(line.signs_out, NOON) == "signs out in 6 day(s)"
    assert not signs_out_words(NOON + timedelta(days=60), NOON)


def test_adding_asks_for_what_the_kind_needs(form: ProvidersForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    choose(form, qtbot, "chat")
    form.form.save_button.click()
    assert form.form.fields.problem_of("token") == "This is needed."
    form.form.fields.editor("token").put("t0ken")
    form.form.level.setCurrentIndex(form.form.level.findData(Level.TEXT))
    desk.session_only = "because the keyring is locked"
    form.form.save_button.click()
    qtbot.waitUntil(form.listing.isVisible)
    more = {"account": "", "level": Level.TEXT, "text": "", "language": ""}
    assert desk.last("add_provider") == ("chat-2", "chat", {}, {"token": "t0ken"}, more)
    assert form.says.is_problem
    assert "only until you quit" in form.says.text


def test_no_more_is_offered_than_the_service_can(form: ProvidersForm, qtbot: QtBot) -> None:
    choose(form, qtbot, "chat")
    levels = [form.form.level.itemText(at) for at in range(form.form.level.count())]
    assert levels == ["as usual: busy", "nothing", "text only", "busy"]
    form.form.kind.setCurrentIndex(form.form.kind.findData("desktop"))
    assert form.form.level.findData(Level.TEXT) == -1
    assert form.form.words.isHidden()


def test_an_account_there_serves_as_sign_in(form: ProvidersForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.lines = [replace(account_line("team"), kind="chat"), account_line("mail")]
    choose(form, qtbot, "chat")
    offered = [form.form.account.itemText(at) for at in range(form.form.account.count())]
    assert offered == ["As the account team", "Its own"]
    assert [row.field.name for row in form.form.fields._rows.values()] == ["emoji"]
    form.form.save_button.click()
    qtbot.waitUntil(form.listing.isVisible)
    name, _, values, secrets, more = desk.last("add_provider")
    assert (name, values, secrets, more["account"]) == ("chat-2", {}, {}, "team")


def test_one_that_is_there_is_changed(form: ProvidersForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.set_up["chat"] = ProviderSettings("chat", "chat", {"emoji": ":tea:"}, level=Level.BUSY, text="Away")
    form.cards[1].edit_button.click()
    qtbot.waitUntil(form.form.isVisible)
    assert form.form.kind.isHidden()
    assert (form.form.words.said, form.form.fields.values()) == ("Away", {"emoji": ":tea:"})
    assert form.form.level.currentData() == Level.BUSY
    form.form.words.text.setText("In focus until {end}")
    form.form.save_button.click()
    qtbot.waitUntil(form.listing.isVisible)
    changed, secrets = desk.last("change_provider")
    assert (changed.text, changed.level, secrets) == ("In focus until {end}", Level.BUSY, {})


def test_a_refusal_stays_in_the_form(form: ProvidersForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.fails["add_provider"] = RequestError("There is one already.", "Remove it first.")
    choose(form, qtbot, "desktop")
    form.form.save_button.click()
    qtbot.waitUntil(lambda: form.form.says.is_problem)
    assert form.form.says.text == "There is one already.\nRemove it first."
    assert form.form.save_button.isEnabled()
    form.form.leave_button.click()
    assert form.listing.isVisible()


def test_undo_goes_to_the_engine_by_keyboard(form: ProvidersForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    card = form.cards[0]
    card.undo_button.setFocus()
    QTest.keyClick(card.undo_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: form.says.text.startswith("Put back as you had it."))
    assert desk.last("undo_presence") == ("desktop",)
    assert not card.undoing.isVisible()


def test_removing_asks_in_place_and_goes_to_the_engine(form: ProvidersForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    card = form.cards[1]
    card.remove_button.click()
    assert card.asking.isVisible()
    card.keep_button.click()
    assert not card.asking.isVisible()
    card.remove_button.click()
    card.sure_button.click()
    qtbot.waitUntil(lambda: form.says.text.startswith("Removed."))
    assert desk.last("remove_provider") == ("chat",)


def test_healing_says_what_is_not_right(form: ProvidersForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.heal_button.click()
    qtbot.waitUntil(lambda: form.says.is_problem)
    assert form.says.text.startswith("Not all could be put right")


def test_healing_that_fails_says_so(form: ProvidersForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.fails["heal"] = RuntimeError("odd")
    form.heal_button.click()
    qtbot.waitUntil(lambda: form.says.is_problem)
    assert form.heal_button.isEnabled()


def test_signed_out_one_signs_in_again(form: ProvidersForm, desk: MemoryDesk, qtbot: QtBot, bridge: Bridge) -> None:
    desk.set_up["chat"] = ProviderSettings("chat", "chat", {})
    bridge.post(PresenceChanged((provider_line("desktop"), provider_line("chat", problem="signed_out"))))
    qtbot.waitUntil(form.cards[1].sign_in_button.isVisible)
    form.signing_in.signed_in.disconnect()
    form.signing_in.signed_in.connect(form._signed_in)
    form._signing = desk.set_up["chat"]
    form.signing_in.signed_in.emit("{}")
    qtbot.waitUntil(lambda: form.says.text.startswith("“chat” is saved."))
    assert desk.last("change_provider")[1] == {"grant": "{}"}


def test_what_the_engine_tells_is_shown(form: ProvidersForm, bridge: Bridge, qtbot: QtBot) -> None:
    kept = form.cards[0]
    bridge.post(PresenceChanged((provider_line("desktop"), provider_line("chat"))))
    qtbot.waitUntil(lambda: kept.shows.text() == "Shows available")
    assert form.cards[0] is kept
    bridge.post(PresenceChanged(()))
    qtbot.waitUntil(form.none_yet.isVisible)


def test_names_are_free() -> None:
    assert free_name("chat", []) == "chat"
    assert free_name("chat", ["chat", "chat-2", "desktop"]) == "chat-3"
