"""The form of a service, for every kind there really is; and the way through it without a mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import focus.providers
import inbox.sources
from desktop.bridge import Bridge
from desktop.core.desk import RequestError
from desktop.core.settings.fields import counts
from desktop.core.settings.model import ProviderSettings
from desktop.core.views import PreviewLine
from desktop.window.forms import provider_card, provider_form
from desktop.window.forms.provider_form import ProviderForm
from desktop.window.forms.providers_form import ProvidersForm
from focus.errors import WrongSetting
from focus.presence import Level
from inbox.sources import Value
from tests.desktop.window.forms.desk import AtOnce, MemoryDesk, account_line, provider_line
from tests.desktop.window.late import delivered

KINDS = focus.providers.discover()


@pytest.fixture
def _real_kinds(_kinds: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (provider_card, provider_form):
        monkeypatch.setattr(module, "discover", focus.providers.discover)
    monkeypatch.setattr(provider_form, "discover_sources", inbox.sources.discover)


@pytest.fixture
def form(_real_kinds: None, qtbot: QtBot, bridge: Bridge) -> ProviderForm:
    made = ProviderForm(bridge)
    qtbot.addWidget(made)
    made.begin(None)
    made.show()
    return made


def sample(field: focus.providers.Field) -> Value:
    if field.kind == "choice":
        return field.choices[-1]
    if field.kind == "number":
        return field.most or field.least or 1
    return True if field.kind == "flag" else f"sample {field.name}"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_saved_as_it_was_entered(form: ProviderForm, desk: MemoryDesk, qtbot: QtBot, kind: str) -> None:
    spec = KINDS[kind]
    form.kind.setCurrentIndex(form.kind.findData(kind))
    entered: dict[str, Value] = {}
    for field in spec.fields:
        if field.kind != "grant":
            entered[field.name] = sample(field)
            form.fields.editor(field.name).put(entered[field.name])
    counting = {one.name for one in spec.fields if counts(one, spec.fields, entered)}
    secrets = {one.name for one in spec.fields if one.kind == "secret"}
    form.level.setCurrentIndex(form.level.count() - 1)
    if spec.most_text:
        form.words.text.setText("Back at {end}")
        form.words.rows["language"].editor.put("fr")
    form._grant = "{}"
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    name, saved, values, hidden, more = desk.last("add_provider")
    assert (name, saved) == (kind, kind)
    assert values == {key: value for key, value in entered.items() if key in counting - secrets}
    assert hidden.keys() - {"grant"} == counting & secrets
    assert more == {
        "account": "",
        "level": spec.level,
        "text": "Back at {end}" if spec.most_text else "",
        "language": "fr" if spec.most_text else "",
    }


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_control_of_every_kind_has_a_name(form: ProviderForm, kind: str) -> None:
    form.kind.setCurrentIndex(form.kind.findData(kind))
    controls: list[QWidget] = [form.kind, form.level, *form.fields.controls(), *form.words.controls()]
    for control in controls:
        assert control.accessibleName() or control.property("text"), control


@pytest.mark.parametrize("kind", [name for name, spec in sorted(KINDS.items()) if spec.source])
def test_what_an_account_has_is_not_asked_for_again(
    form: ProviderForm, desk: MemoryDesk, qtbot: QtBot, kind: str
) -> None:
    form.begin(None, [account_line("team", kind=KINDS[kind].source)])
    form.kind.setCurrentIndex(form.kind.findData(kind))
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    assert desk.last("add_provider")[4]["account"] == "team"


def test_how_a_command_is_understood_is_said_away_from_this_thread(form: ProviderForm, qtbot: QtBot) -> None:
    form.kind.setCurrentIndex(form.kind.findData("command"))
    assert not form.understood.isVisible()
    editor = form.fields.editor("command").control
    QTest.keyClicks(editor, "env 'the red one'")
    qtbot.waitUntil(form.understood.isVisible)
    assert form.understood.text().endswith("[env] [the red one]")
    QTest.keyClicks(editor, "'")
    qtbot.waitUntil(lambda: "quotation mark" in form.understood.text())
    form.kind.setCurrentIndex(form.kind.findData("desktop"))
    assert not form.understood.isVisible()


def test_a_wrong_setting_is_said_beside_its_field(form: ProviderForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.fails["add_provider"] = WrongSetting("command", "There is no such program.")
    form.kind.setCurrentIndex(form.kind.findData("command"))
    form.fields.editor("command").put("nothing-like-it")
    form.save_button.click()
    qtbot.waitUntil(lambda: form.says.is_problem)
    assert form.fields.problem_of("command") == "There is no such program."


def test_only_what_is_entered_now_is_previewed_and_understood(
    form: ProviderForm, desk: MemoryDesk, engine: AtOnce, bridge: Bridge, qtbot: QtBot
) -> None:
    desk.previewed = (PreviewLine("desktop", "desktop", "This desktop", Level.BUSY, "busy"),)
    told = next(kind for kind in sorted(KINDS) if KINDS[kind].told is not None)
    engine.held = True
    for kind in ("desktop", told):
        form.kind.setCurrentIndex(form.kind.findData(kind))
        for field in KINDS[kind].fields:
            if field.required and kind == told:
                form.fields.editor(field.name).put(sample(field))
        form._look()
    form.kind.setCurrentIndex(form.kind.findData("zulip"))  # which lacks what it needs
    form._look()
    engine.go()
    delivered(bridge, qtbot)
    assert form.preview.shown == []
    assert not form.understood.isVisible()


def test_words_of_its_own_are_folded_until_there_are_some(form: ProviderForm) -> None:
    opened = []
    for language in ("", "fr"):
        form.begin(ProviderSettings("gitlab", "gitlab", language=language))
        opened.append(form.words.is_open)
    assert opened == [False, True]
    assert (form.words.said, form.words.language) == ("", "fr")
    form.begin(ProviderSettings("desktop", "desktop"))
    assert form.words.isHidden()


def _tab_to(window: QWidget, wanted: QWidget) -> None:
    for _ in range(60):
        if window.focusWidget() is wanted:
            return
        here = window.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
        QApplication.processEvents()
    raise AssertionError(f"Tab never comes to {wanted}")


@pytest.mark.usefixtures("_real_kinds")
def test_adding_a_service_and_undoing_it_without_a_mouse(qtbot: QtBot, bridge: Bridge, desk: MemoryDesk) -> None:
    page = ProvidersForm(bridge)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.add_button.setFocus()
    QTest.keyClick(page.add_button, Qt.Key.Key_Space)
    form = page.form
    qtbot.waitUntil(lambda: page.focusWidget() is form.kind or page.focusWidget() is form.kind.line)
    form.kind.line.setText("gitl")  # typed by hand it pops up what fits, which is a window of its own
    QTest.keyClick(form.kind.line, Qt.Key.Key_Return)
    _tab_to(page, form.fields.editor("token").control)
    assert form.kind.currentData() == "gitlab"
    QTest.keyClicks(form.fields.editor("token").control, "glpat-x")
    _tab_to(page, form.level)
    QTest.keyClick(form.level, Qt.Key.Key_Down)
    QTest.keyClick(form.level, Qt.Key.Key_Down)
    head = form.words.head
    assert head is not None
    _tab_to(page, head)
    QTest.keyClick(head, Qt.Key.Key_Space)
    _tab_to(page, form.words.text)
    QTest.keyClicks(form.words.text, "Back soon")
    _tab_to(page, form.save_button)
    QTest.keyClick(form.save_button, Qt.Key.Key_Space)
    qtbot.waitUntil(page.listing.isVisible)
    name, kind, _, secrets, more = desk.last("add_provider")
    assert (name, kind, secrets) == ("gitlab", "gitlab", {"token": "glpat-x"})
    assert (more["level"], more["text"]) == (Level.TEXT, "Back soon")
    assert page.focusWidget() is page.add_button

    desk.providers = [provider_line("gitlab", ours=True)]
    bridge.presence_changed.emit(tuple(desk.providers))
    undo = page.cards[0].undo_button
    assert undo.accessibleName() == "Undo what Écluse set on GitLab"
    _tab_to(page, undo)
    QTest.keyClick(undo, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.says.text.startswith("Put back as you had it."))
    assert desk.last("undo_presence") == ("gitlab",)


def test_what_it_would_show_follows_what_is_typed(form: ProviderForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.previewed = (PreviewLine("zulip", "zulip", "Zulip", Level.TEXT, text="Back soon", notes=("text_only",)),)
    form.kind.setCurrentIndex(form.kind.findData("zulip"))
    assert not form.preview.isVisible()
    for name in ("url", "user"):
        form.fields.editor(name).put("https://chat.example.org")
    form.words.text.setText("Back soon")
    qtbot.waitUntil(form.preview.isVisible)
    asked = desk.last("preview_presence")[0]["provider"]
    assert (asked.kind, asked.text, asked.values["url"]) == ("zulip", "Back soon", "https://chat.example.org")
    (row,) = form.preview.shown
    assert row.accessibleDescription() == "text only, “Back soon”, it can only show a text"
    desk.fails["preview_presence"] = RequestError("no")
    form.words.text.setText("{oops")
    qtbot.waitUntil(lambda: not form.preview.isVisible())
    assert not form.would.isVisible()
