"""A kind of account is found by its place or by a part of its name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.window.forms.kind_list import KindList, of_sources
from inbox.sources import discover


@pytest.fixture
def kinds(qtbot: QtBot) -> KindList:
    made = KindList(of_sources(discover().values()), "Kind of account")
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def test_mail_comes_first_and_tools_by_name(kinds: KindList) -> None:
    names = [kinds.itemData(at) for at in range(kinds.count())]
    assert names[0] == "imap"
    assert set(filter(None, names)) == {name for name, spec in discover().items() if spec.offered}
    tools = [kinds.itemText(at) for at in range(kinds.count()) if names[at] and discover()[names[at]].mentions]
    tools = [title for title in tools if "otifications" not in title]
    assert tools == sorted(tools, key=str.casefold)


@pytest.mark.parametrize(
    ("typed", "name"), [("hub", "github"), ("forgejo", "gitea"), ("SLACK", "slack"), ("zul", "zulip")]
)
def test_a_part_of_a_name_finds_it(kinds: KindList, typed: str, name: str) -> None:
    kinds.line.setText(typed)  # typed by hand it pops up what fits, which is a window of its own
    QTest.keyClick(kinds.line, Qt.Key.Key_Return)
    assert kinds.currentData() == name
    assert kinds.line.text() == discover()[name].title


@pytest.mark.parametrize("typed", ["no such tool", " "])
def test_what_is_no_kind_goes(kinds: KindList, typed: str) -> None:
    kinds.line.setText(typed)
    QTest.keyClick(kinds.line, Qt.Key.Key_Return)
    assert kinds.currentData() == "imap"
    assert kinds.line.text() == discover()["imap"].title


def test_who_comes_there_types_over_what_is_chosen(kinds: KindList, qtbot: QtBot) -> None:
    qtbot.waitUntil(kinds.isActiveWindow)
    kinds.clearFocus()
    kinds.line.deselect()
    kinds.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: kinds.line.selectedText() == discover()["imap"].title)


def test_it_says_what_it_is(kinds: KindList) -> None:
    assert kinds.accessibleName() == kinds.line.accessibleName() == "Kind of account"
    assert "part of a name" in kinds.accessibleDescription()
