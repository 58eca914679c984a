from __future__ import annotations

import json
import re

import pytest
from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

import resources
from desktop.window.forms.help_page import CHAPTERS, KEYS, HelpPage, open_link


@pytest.fixture
def page(qtbot: QtBot) -> HelpPage:
    made = HelpPage()
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_chapter_is_there_in_both_languages_and_begins_with_its_title() -> None:
    for language in ("en", "fr"):
        there = {file.stem for file in resources.path("help", language).glob("*.md")}
        assert there == set(CHAPTERS)
        for chapter in CHAPTERS:
            assert re.match(r"# \S", resources.text("help", language, f"{chapter}.md"))


def test_the_chapters_are_shown(page: HelpPage) -> None:
    assert page.chapters.count() == len(CHAPTERS)
    for chapter in CHAPTERS:
        page.show_chapter(chapter)
        title = resources.text("help", "en", f"{chapter}.md").split("\n")[0].removeprefix("# ")
        assert page.manual.toPlainText().startswith(title)


def test_the_keys_come_from_the_table_of_commands(page: HelpPage) -> None:
    page.show_chapter("keys")
    text = page.manual.toPlainText()
    assert KEYS not in text
    for words in ("Focus now\nF9", "Snooze\nS"):
        assert words in text


def test_it_speaks_french(qtbot: QtBot) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("fr_FR"))
    try:
        page = HelpPage()
        qtbot.addWidget(page)
        assert page.chapters.item(0).text() == "Les mots"
    finally:
        QLocale.setDefault(before)


def test_nothing_is_loaded_from_anywhere(page: HelpPage) -> None:
    for name in ("https://example.org/x.png", "file:///etc/hostname", "x.png"):
        assert page.manual.loadResource(2, QUrl(name))
    page.manual.setMarkdown("![picture](file:///etc/hostname) [link](file:///etc/hostname)")
    page.manual.anchorClicked.emit(QUrl("file:///etc/hostname"))
    assert "link" in page.manual.toPlainText()


def test_only_web_links_open_and_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def remember(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", remember)
    for address in ("https://example.org/", "file:///etc/passwd", "javascript:alert(1)", "smb://x/y", ""):
        open_link(QUrl(address))
    assert opened == ["https://example.org/"]


def test_french_has_its_spaces() -> None:
    """A no-break space before a colon and within guillemets, a narrow one before ; ? !, outside of code."""
    for chapter in CHAPTERS:
        text = re.sub(r"`[^`]*`|(?m:^ {4}.*$)", "", resources.text("help", "fr", f"{chapter}.md"))
        assert re.findall(r"[^\u00a0\d]:|[^\u202f][;?!]|«[^\u00a0]|[^\u00a0]»", text) == [], chapter


def test_what_is_pasted_at_slack_can_be_copied_from_its_page(page: HelpPage) -> None:
    page.show_chapter("chats")
    text = page.manual.toPlainText()
    begin = text.index("{")
    assert json.loads(text[begin : text.rindex("}") + 1]) == json.loads(resources.text("slack", "manifest.json"))
