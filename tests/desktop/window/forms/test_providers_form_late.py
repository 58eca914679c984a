"""The form of services while the engine answers late, and while what it shows changes by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.desk import RequestError
from desktop.core.settings.model import ProviderSettings
from desktop.core.views import ProviderLine
from desktop.window.forms.busy_there import BusyOnAccounts
from desktop.window.forms.busy_words import presence_words
from desktop.window.forms.providers_form import ProvidersForm
from desktop.window.forms.wording_form import WordingForm
from focus.presence import Level, Presence
from tests.desktop.window.forms.desk import NOON, AtOnce, MemoryDesk, account_line, provider_line
from tests.desktop.window.late import delivered


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge, desk: MemoryDesk) -> ProvidersForm:
    desk.providers = [provider_line("desktop", ours=True), provider_line("chat")]
    desk.set_up["chat"] = ProviderSettings("chat", "chat", {})
    made = ProvidersForm(bridge)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: len(made.cards) == 2 and made.isActiveWindow())
    return made


def told(form: ProvidersForm, *lines: ProviderLine) -> None:
    form.show_providers(lines)


def test_what_was_asked_for_last_is_opened(
    form: ProvidersForm, engine: AtOnce, qtbot: QtBot, bridge: Bridge, desk: MemoryDesk
) -> None:
    engine.held = True
    form.cards[1].edit_button.click()
    form.add_button.click()
    engine.go()
    qtbot.waitUntil(form.form.isVisible)
    form.form.kind.setCurrentIndex(form.form.kind.findData("chat"))
    bridge.ask(lambda desk: desk.presence(), form.show_providers)
    delivered(bridge, qtbot)
    assert form.form.title.text() == "Add a service"
    assert form.form.kind.currentData() == "chat"


@pytest.mark.parametrize("refused", [False, True])
def test_an_answer_to_saving_that_comes_late_leaves_the_next_form_alone(
    form: ProvidersForm, engine: AtOnce, desk: MemoryDesk, bridge: Bridge, qtbot: QtBot, *, refused: bool
) -> None:
    form.cards[1].edit_button.click()
    qtbot.waitUntil(form.form.isVisible)
    if refused:
        desk.fails["change_provider"] = RequestError("There is no provider named chat.")
    engine.held = True
    form.form.save_button.click()
    held, engine._waiting, engine.held = engine._waiting, [], False
    form.form.leave_button.click()
    form.add_button.click()
    qtbot.waitUntil(form.form.isVisible)
    for run in held:
        run()
    qtbot.waitUntil(lambda: any(call[0] == "change_provider" for call in desk.calls))
    delivered(bridge, qtbot)
    assert form.form.isVisible()
    assert not form.form.says.is_problem
    assert form.says.text.startswith("“chat” is saved.") is not refused


def test_a_sign_in_that_ends_meanwhile_leaves_the_form_open(
    form: ProvidersForm, desk: MemoryDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    form._signing = desk.set_up["chat"]
    form.add_button.click()
    qtbot.waitUntil(form.form.isVisible)
    form.signing_in.signed_in.emit("{}")
    qtbot.waitUntil(lambda: any(call[0] == "change_provider" for call in desk.calls))
    delivered(bridge, qtbot)
    assert form.form.isVisible()


def test_a_sign_in_is_for_the_service_that_was_chosen(form: ProvidersForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.add_button.click()
    qtbot.waitUntil(form.form.isVisible)
    form.form._grant = "{}"
    form.form.signing_in.stop_button.show()
    form.form.kind.setCurrentIndex(form.form.kind.findData("desktop"))
    assert form.form._grant == ""
    assert form.form.signing_in.stop_button.isHidden()


def test_a_service_that_comes_leaves_the_question_on_another_open(form: ProvidersForm) -> None:
    chat = form.cards[1]
    chat.remove_button.click()
    assert form.focusWidget() is chat.keep_button
    told(form, provider_line("desktop"), provider_line("new"), provider_line("chat"))
    assert [shown.name for shown in form.cards] == ["desktop", "new", "chat"]
    assert [form._cards.indexOf(shown) for shown in form.cards] == [0, 1, 2]
    assert form.cards[2] is chat
    assert chat.asking.isVisible()
    assert form.focusWidget() is chat.keep_button


def test_the_focus_of_a_card_that_goes_is_not_lost(form: ProvidersForm) -> None:
    form.cards[1].remove_button.click()
    told(form, provider_line("desktop"))
    assert form.focusWidget() is form.add_button


@pytest.mark.parametrize("answer", ["keep_button", "sure_button"])
def test_an_answered_question_leaves_the_focus_at_its_card(form: ProvidersForm, answer: str) -> None:
    card = form.cards[0]
    card.remove_button.click()
    button = getattr(card, answer)
    button.setFocus()
    form.remove = None  # type: ignore[method-assign,assignment]
    card.remove.disconnect()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert not card.asking.isVisible()
    assert form.focusWidget() is card.remove_button


def _order(form: QWidget, first: QWidget, count: int) -> list[QWidget]:
    first.setFocus()
    met = [first]
    for _ in range(count):
        QTest.keyClick(met[-1], Qt.Key.Key_Tab)
        QApplication.processEvents()
        here = form.focusWidget()
        assert here is not None
        met.append(here)
    return met


def test_tab_goes_as_the_eye_does(form: ProvidersForm) -> None:
    told(form, provider_line("desktop", ours=True), provider_line("new"), provider_line("chat"))
    desktop, new, chat = form.cards
    expected: list[QWidget] = [
        desktop.undo_button,
        desktop.edit_button,
        desktop.remove_button,
        new.edit_button,
        new.remove_button,
    ]
    expected += [chat.edit_button, chat.remove_button, form.add_button, form.heal_button, form.wording.text]
    assert _order(form, desktop.undo_button, len(expected) - 1) == expected


def test_a_name_of_any_length_and_with_any_sign_fits(form: ProvidersForm) -> None:
    line = replace(provider_line("chat"), name="\u202e<b>" + "very long " * 40)
    told(form, line)
    (card,) = form.cards
    assert "\u202e" not in card.title.text()
    assert "<b>" in card.title.text()
    assert card.title.textFormat() is Qt.TextFormat.PlainText
    assert form.minimumSizeHint().width() < 700
    told(form, replace(line, problem="broken", detail="<img src='http://x'>\u202e" + "x" * 500))
    assert card.said.textFormat() is Qt.TextFormat.PlainText
    assert len(card.said.text()) <= 200


def test_an_account_that_signs_in_by_oauth_is_not_offered(form: ProvidersForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.lines = [replace(account_line("team"), kind="chat", oauth=True)]
    form.add_button.click()
    qtbot.waitUntil(form.form.isVisible)
    form.form.kind.setCurrentIndex(form.form.kind.findData("chat"))
    assert [form.form.account.itemData(at) for at in range(form.form.account.count())] == [""]
    boxes = BusyOnAccounts()
    qtbot.addWidget(boxes)
    boxes.offer(desk.lines)
    assert boxes.boxes == []


def test_what_is_left_alone_says_why_only_as_far_as_it_is_known() -> None:
    meeting = replace(provider_line("chat"), found=Presence(Level.BUSY), wanted=Presence(Level.BUSY, "In focus"))
    assert presence_words(meeting, NOON) == "Shows busy · set by you or by the service itself, so Écluse leaves it"
    undone = replace(meeting, found=Presence(), yielded=True)
    assert presence_words(undone, NOON) == "Shows available · left as you have it until this block ends"
    assert presence_words(replace(undone, yielded=False), NOON) == "Shows available"
    untold = replace(undone, found=None)  # undone where the service cannot be asked, as a webhook
    assert presence_words(untold, NOON) == "Left as you have it until this block ends"


def test_what_is_typed_while_the_words_are_saved_can_be_saved_too(
    qtbot: QtBot, bridge: Bridge, engine: AtOnce, desk: MemoryDesk
) -> None:
    engine.held = True
    form = WordingForm(bridge)
    qtbot.addWidget(form)
    form.show()
    assert not form.text.isEnabled()  # what is kept would come over what is typed
    engine.go()
    qtbot.waitUntil(form.text.isEnabled)
    QTest.keyClicks(form.text, "one")
    engine.held = True
    form.save()
    QTest.keyClicks(form.text, " two")
    engine.go()
    qtbot.waitUntil(lambda: form.says.text.startswith("Saved."))
    assert desk.said.text == "one"
    assert form.save_button.isEnabled()


class _Told(QWidget):
    def __init__(self, met: list[int]) -> None:
        super().__init__()
        self.met = met

    def tell(self, mark: int, _: Sequence[object]) -> None:
        self.met.append(mark)
        self.setToolTip("told")


def test_an_answer_for_a_widget_that_is_gone_is_dropped(bridge: Bridge, engine: AtOnce, qtbot: QtBot) -> None:
    met: list[int] = []
    widget = _Told(met)
    engine.held = True
    bridge.ask(lambda desk: desk.presence(), partial(widget.tell, 7))
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)
    engine.go()
    delivered(bridge, qtbot)
    assert met == []
