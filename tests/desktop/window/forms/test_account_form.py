from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.desk import RequestError
from desktop.core.views import AccountSettings
from desktop.window.forms.account_form import AccountForm
from inbox.errors import Broken, CertificateRefused, Offline, SignInRefused, SourceError, Unsupported, WrongSetting
from inbox.sources import Trial
from tests.desktop.window.forms.desk import AtOnce, MemoryDesk
from tests.desktop.window.late import delivered

VALUES = {"host": "imap.example.org", "port": 993, "user": "me", "push": True, "folder": "inbox"}


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge) -> AccountForm:
    made = AccountForm(bridge)
    qtbot.addWidget(made)
    made.show()
    return made


def fill(form: AccountForm) -> None:
    for name, value in (("account", "work"), ("host", "imap.example.org"), ("user", "me"), ("password", "pass word ")):
        form.fields.editor(name).put(value)


def test_a_live_test_tells_what_it_found_and_keeps_nothing(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    fill(form)
    form.test_button.click()
    qtbot.waitUntil(form.test_button.isEnabled)
    assert form.says.text == "Signed in to imap.example.org · 1,234 message(s) · TLS 1.3"
    assert not form.says.is_problem
    assert desk.last("test_account") == ("imap", VALUES, {"password": "pass word "}, None)
    assert desk.kept == {}


def test_sending_is_tried_as_well(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    fill(form)
    desk.probe = replace(desk.probe, sending=Trial("smtp.example.org:465", "TLSv1.3", "PLAIN"))
    form.test()
    qtbot.waitUntil(lambda: "Sending works by smtp.example.org:465" in form.says.text)
    assert not form.says.is_problem
    refused = Trial("smtp.example.org:465", problem="sign_in_refused", detail="535 no")
    desk.probe = replace(desk.probe, sending=refused)
    form.test()
    qtbot.waitUntil(lambda: "Reading works, but not sending by smtp.example.org:465." in form.says.text)
    assert "The server refused the name, the password or the token." in form.says.text
    assert form.says.is_problem


def test_a_test_needs_no_name_and_saving_does(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    fill(form)
    form.fields.editor("account").put(None)
    form.save()
    assert form.fields.problem_of("account") == "This is needed."
    form.test()
    qtbot.waitUntil(lambda: "Signed in" in form.says.text)
    assert [call[0] for call in desk.calls] == ["test_account"]


def test_while_it_is_asked_one_sees_so_and_cannot_ask_twice(qtbot: QtBot, form: AccountForm, engine: AtOnce) -> None:
    engine.held = True
    fill(form)
    form.test_button.click()
    assert form.progress.isVisible()
    assert not form.test_button.isEnabled()
    assert not form.save_button.isEnabled()
    engine.go()
    qtbot.waitUntil(lambda: not form.progress.isVisible())
    assert form.save_button.isEnabled()


def test_the_answer_to_a_question_that_was_changed_since_is_not_shown(
    qtbot: QtBot, form: AccountForm, engine: AtOnce, desk: MemoryDesk, bridge: Bridge
) -> None:
    engine.held = True
    fill(form)
    form.test()
    form.fields.editor("host").put("other.example.org")
    assert form.test_button.isEnabled()
    engine.go()
    qtbot.waitUntil(lambda: bool(desk.calls))
    delivered(bridge, qtbot)
    assert form.says.text == ""


@pytest.mark.parametrize(
    ("error", "happened", "did"),
    [
        (Offline("timed out"), "The server cannot be used now.", "Nothing was kept."),
        (SignInRefused("NO"), "The server refused the name, the password or the token.", "Nothing was kept."),
        (
            CertificateRefused("self-signed"),
            "The server could not prove that it is the one you named.",
            "Écluse hung up before it sent your name, password or token.",
        ),
        (Unsupported("no UIDs"), "The server cannot do what this needs.", "Nothing was kept."),
        (Broken("odd"), "Something went wrong that Écluse did not expect.", "Nothing was kept."),
        (ValueError("odd"), "Something went wrong that Écluse did not expect.", "Nothing was kept."),
    ],
)
def test_a_failure_says_what_happened_what_was_done_what_to_do_and_what_the_server_said(
    qtbot: QtBot, form: AccountForm, desk: MemoryDesk, error: Exception, happened: str, did: str
) -> None:
    fill(form)
    desk.fails["test_account"] = error
    form.test()
    qtbot.waitUntil(lambda: form.says.is_problem)
    first, advice, said = form.says.text.split("\n")
    assert first == f"{happened} {did}"
    assert advice
    assert said == f"“{error}”"


def test_a_wrong_setting_is_shown_at_its_field(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    fill(form)
    desk.fails["test_account"] = WrongSetting("port", "nothing listens\nthere")
    form.test()
    qtbot.waitUntil(lambda: form.says.is_problem)
    assert form.fields.problem_of("port") == "nothing listens there"
    assert form.fields.editor("port").isVisible()
    form.fields.editor("port").put(143)
    assert form.fields.problem_of("port") == ""
    assert form.says.text == ""


@pytest.mark.parametrize("why", ["", "because the keyring is locked"])
def test_saving_tells_whether_the_secret_lasts(qtbot: QtBot, form: AccountForm, desk: MemoryDesk, why: str) -> None:
    fill(form)
    desk.session_only = why
    with qtbot.waitSignal(form.saved) as saved:
        form.save_button.click()
    assert saved.args == ["work", why]
    assert desk.last("add_account") == ("work", "imap", VALUES, {"password": "pass word "})
    assert form.fields.secrets() == {}, "the password stays in the form"


def test_what_cannot_be_saved_stays_to_be_corrected(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    fill(form)
    desk.fails["add_account"] = RequestError("There is an account “work” already.", "Choose another name.")
    form.save()
    qtbot.waitUntil(lambda: form.says.is_problem)
    assert form.says.text == "There is an account “work” already.\nChoose another name."
    assert form.fields.values()["account"] == "work"


def test_changing_an_account_keeps_its_secret_unless_another_is_given(
    qtbot: QtBot, form: AccountForm, desk: MemoryDesk
) -> None:
    form.begin(AccountSettings("work", "imap", {"host": "old.example.org", "port": 993, "user": "me"}))
    form.fields.editor("host").put("new.example.org")
    form.test()
    qtbot.waitUntil(lambda: bool(desk.calls))
    assert desk.last("test_account")[2:] == ({}, "work")
    with qtbot.waitSignal(form.saved):
        form.save()
    name, values, secrets = desk.last("change_account")
    assert (name, values["host"], secrets) == ("work", "new.example.org", {})


def test_another_kind_has_its_own_fields_and_the_name_stays(form: AccountForm) -> None:
    form.fields.editor("account").put("work")
    form.kind.setCurrentIndex(form.kind.findData("chat"))
    assert form.fields.values() == {"account": "work"}
    assert [control.objectName() for control in form.fields.controls()][:2] == ["account", "token"]


def test_everything_is_reached_with_the_tab_key_in_order(qtbot: QtBot, form: AccountForm) -> None:
    seen: list[QWidget] = []
    widget = form.kind.nextInFocusChain()
    while widget is not None and widget is not form.kind:
        if widget.isVisibleTo(form) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            seen.append(widget)
        widget = widget.nextInFocusChain()
    names = [name for name in (widget.objectName() for widget in seen) if name]
    assert names == ["account", "host", "user", "password"]
    assert seen[-3:] == [form.save_button, form.test_button, form.leave_button]


def test_every_error_of_a_source_has_words() -> None:
    from desktop.window.forms.trouble import of_test

    broken = of_test(Broken()).happened
    for error in SourceError.__subclasses__():
        made = error("host", "x") if error is WrongSetting else error("x")
        assert (of_test(made).happened == broken) is (error is Broken)
