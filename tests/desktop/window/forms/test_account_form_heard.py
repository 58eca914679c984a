"""The form of an account that hears other apps' notifications."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.views import AccountSettings
from desktop.window.forms import account_form
from desktop.window.forms.account_form import AccountForm
from desktop.window.forms.field_editors import NamesEditor
from inbox.sources import Probe, Remark
from inbox.sources.folder import SPEC as FOLDER
from inbox.sources.notifications import SPEC
from tests.desktop.window.forms.desk import MemoryDesk

KIND = "notifications"
KINDS = {"folder": FOLDER, KIND: SPEC}


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> AccountForm:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(account_form, "discover", lambda: KINDS)
    made = AccountForm(bridge)
    qtbot.addWidget(made)
    made.show()
    made.kind.setCurrentIndex(made.kind.findData(KIND))
    return made


def test_apps_are_typed(form: AccountForm) -> None:
    editor = form.fields.editor("app")
    assert isinstance(editor, NamesEditor)
    assert editor.value() is None
    editor.line.setText(" slack, com.discordapp.Discord,,slack ")
    assert editor.value() == ("slack", "com.discordapp.Discord")
    editor.put(("slack", "Signal"))
    assert (editor.line.text(), editor.value()) == ("slack, Signal", ("slack", "Signal"))


@pytest.mark.parametrize(
    ("remarks", "says", "problem"),
    [
        ((), "Écluse hears what is shown by dunst 1.9.0. Nothing was shown or kept.", False),
        ((Remark("no_service", ""),), "Nothing shows notifications on this desktop.", True),
    ],
)
def test_a_test_says_who_shows_notifications(
    qtbot: QtBot, form: AccountForm, desk: MemoryDesk, remarks: tuple[Remark, ...], says: str, problem: bool
) -> None:
    desk.probe = Probe("dunst 1.9.0", (), "", 0, remarks=remarks)
    form.fields.editor("app").put(("slack",))
    form.test_button.click()
    qtbot.waitUntil(form.test_button.isEnabled)
    assert (form.says.text, form.says.is_problem) == (says, problem)
    assert desk.last("test_account") == (KIND, {"app": ("slack",), "text": True}, {}, None)


def test_elsewhere_it_is_not_offered_and_what_there_is_can_be_changed(
    qtbot: QtBot, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account_form, "discover", lambda: {**KINDS, KIND: replace(SPEC, system="another")})
    form = AccountForm(bridge)
    qtbot.addWidget(form)
    assert form.kind.findData(KIND) < 0
    form.begin(AccountSettings("desktop", KIND, {"app": ("slack",), "text": False}))
    assert form.kind.currentData() == KIND
    assert form.fields.editor("app").value() == ("slack",)
