from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.window.forms import mnemonics


def page_with(qtbot: QtBot, *texts: str) -> tuple[QWidget, list[QPushButton]]:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    buttons = [QPushButton(text) for text in texts]
    for button in buttons:
        layout.addWidget(button)
    return page, buttons


def test_no_letter_is_given_twice(qtbot: QtBot) -> None:
    page, buttons = page_with(qtbot, "Save", "Start", "Stop", "Add one", "An")
    layout = page.layout()
    assert layout is not None
    layout.addWidget(QCheckBox("Always"))
    mnemonics.assign(page, taken="t")
    texts = [button.text() for button in buttons]
    assert texts == ["&Save", "St&art", "St&op", "A&dd one", "A&n"]
    assert page.findChildren(QCheckBox)[0].text() == "A&lways"


def test_it_may_be_done_again_after_a_text_changed(qtbot: QtBot) -> None:
    page, (button,) = page_with(qtbot, "Show")
    mnemonics.assign(page)
    button.setText("Hide")
    mnemonics.assign(page)
    mnemonics.assign(page)
    assert button.text() == "&Hide"


@pytest.mark.parametrize("text", ["R&&D", "&Save", "Étape", "1 & 2"])
def test_the_words_stay_the_same(qtbot: QtBot, text: str) -> None:
    page, (button,) = page_with(qtbot, text)
    before = mnemonics.plain(text)
    mnemonics.assign(page)
    assert mnemonics.plain(button.text()) == before
