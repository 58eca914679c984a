from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.window.forms.field_form import FieldForm
from desktop.window.forms.pages import limited
from desktop.window.parts import column
from inbox.sources import GROUPS, Field, discover

LONG = "A hint that needs a second line as soon as there is not all the room in the world for it, as in French"
FIELDS = (
    Field("host", "Server", group="server"),
    Field("port", "Port", "number", default=993, least=1, most=65535, group="server"),
    Field("sign_in", "Sign in with", "choice", default="password", choices=("password", "oauth2")),
    Field("password", "Password", "secret", help=LONG, where=("sign_in", "password")),
    Field("scope", "Scope", required=False, group="authority", where=("sign_in", "oauth2")),
    Field("smtp_host", "Server for sending", required=False, help=LONG, group="sending"),
    Field("sent_copy", "Copy in Sent", "choice", default="auto", choices=("auto", "never"), group="sending"),
)


@pytest.fixture
def form(qtbot: QtBot) -> FieldForm:
    made = FieldForm(FIELDS)
    qtbot.addWidget(made)
    made.show()
    return made


def open_ones(form: FieldForm) -> list[str]:
    return [code for code, group in form.groups.items() if group.is_open]


def test_groups_are_closed_and_the_rest_is_shown(form: FieldForm) -> None:
    assert list(form.groups) == ["server", "authority", "sending"]
    assert open_ones(form) == []
    assert form.editor("password").isVisible()
    assert not form.editor("host").isVisible()
    assert not form.editor("smtp_host").isVisible()


def test_a_group_opens_and_closes_by_key_and_says_which_it_is(form: FieldForm) -> None:
    head = form.groups["sending"].head
    assert head is not None
    assert head.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert (head.text(), head.accessibleName()) == ("▸  Sending", "Sending: hidden")
    QTest.keyClick(head, Qt.Key.Key_Space)
    assert form.editor("smtp_host").isVisible()
    assert (head.text(), head.accessibleName()) == ("▾  Sending", "Sending: shown")
    QTest.keyClick(head, Qt.Key.Key_Space)
    assert not form.editor("smtp_host").isVisible()


def test_the_letter_that_alt_takes_outlasts_the_opening(form: FieldForm) -> None:
    head = form.groups["sending"].head
    assert head is not None
    head.setText("▸  &Sending")
    head.click()
    assert head.text() == "▾  &Sending"


def test_a_group_opens_where_something_is_not_as_it_is_by_itself(form: FieldForm) -> None:
    form.put({"port": 993, "sent_copy": "never"})
    assert open_ones(form) == ["sending"]
    form.put({"port": 143})
    assert open_ones(form) == ["server"]
    form.put({})
    assert open_ones(form) == []


def test_a_group_opens_where_something_is_wrong(form: FieldForm) -> None:
    form.activateWindow()
    assert not form.complete()
    assert open_ones(form) == ["server"]
    assert form.focusWidget() is form.editor("host").control
    assert form.show_problem("smtp_host", "nothing listens there")
    assert open_ones(form) == ["server", "sending"]


def test_a_group_of_which_nothing_counts_is_not_there(form: FieldForm) -> None:
    assert not form.groups["authority"].isVisible()
    form.editor("sign_in").put("oauth2")
    assert form.groups["authority"].isVisible()


def test_each_group_of_each_kind_has_a_title_and_stands_together() -> None:
    for spec in discover().values():
        codes = [field.group for field in spec.fields]
        assert {code for code in codes if code} <= set(GROUPS)
        named = [code for at, code in enumerate(codes) if code and (at == 0 or codes[at - 1] != code)]
        assert len(named) == len(set(named)), spec.name


def test_choices_are_words_and_what_is_kept_is_the_code(form: FieldForm) -> None:
    editor = form.editor("sent_copy")
    box = editor.control
    assert [box.itemText(at) for at in range(box.count())] == ["Automatic", "Never"]  # type: ignore[attr-defined]
    editor.put("never")
    assert form.values()["sent_copy"] == "never"


@pytest.mark.parametrize("width", [420, 640, 700, 900, 1200])
def test_nothing_that_wraps_is_squashed_however_late_it_comes(qtbot: QtBot, width: int) -> None:
    """Where the page is wider than the form may be, and where a row comes after the rest was laid out."""
    form = FieldForm(FIELDS)
    page = QWidget()
    column(page).addWidget(limited(form, 620))
    qtbot.addWidget(page)
    page.show()

    def fits() -> bool:
        page.resize(width, page.heightForWidth(width))
        words = [label for label in form.findChildren(QLabel) if label.isVisible() and label.text()]
        lines = [line for line in form.findChildren(QLineEdit) if line.isVisible()]
        return all(label.height() >= label.heightForWidth(label.width()) for label in words) and all(
            line.height() >= line.sizeHint().height() for line in lines
        )

    qtbot.waitUntil(fits)
    form.editor("sign_in").put("oauth2")
    qtbot.waitUntil(fits)
    form.reveal("smtp_host")
    form.editor("sign_in").put("password")
    qtbot.waitUntil(fits)
    form.show_problem("smtp_host", LONG)
    qtbot.waitUntil(fits)
    form.groups["sending"].open(False)
    qtbot.waitUntil(fits)


def test_where_there_is_little_room_labels_stand_above(form: FieldForm, qtbot: QtBot) -> None:
    password = form.editor("password")
    label = next(one for one in form.findChildren(QLabel) if one.buddy() is password.control)
    form.resize(800, 600)
    qtbot.waitUntil(lambda: label.geometry().right() < password.x())
    assert form.minimumSizeHint().width() < 250
    form.resize(250, 600)
    qtbot.waitUntil(lambda: label.geometry().bottom() < password.y())
