"""No link is opened before its host was shown, and only what may be."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.window.reading import link_bar
from desktop.window.reading.sheets import LinkList
from inbox.mail.opened import Link, Opened, Passage, PassageKind
from tests.desktop import sample_mails
from tests.desktop.window.opened import Opens
from tests.desktop.window.reading.panes import focused, pressed, put, read


def test_a_link_is_asked_about_and_then_opened(open_at: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[str] = []

    def browser(url: str) -> bool:
        went.append(url)
        return True

    monkeypatch.setattr(link_bar, "open_in_browser", browser)
    open = open_at()
    pane = read(open, sample_mails.CONTRACT)
    pane.page.text.chosen.emit("link:0")
    assert pane.link_bar.isVisible()
    assert "Open docs.lemoine-conseil.example?" in pane.link_bar.said
    assert "https://docs.lemoine-conseil.example/contract-4" in pane.link_bar.said
    assert went == []
    pressed(pane, "Open")
    assert went == ["https://docs.lemoine-conseil.example/contract-4"]
    assert not pane.link_bar.isVisible()


def test_escape_answers_no_and_the_focus_goes_back_to_the_text(open_at: Opens) -> None:
    open = open_at()
    open.window.activateWindow()
    pane = read(open, sample_mails.CONTRACT)
    pane.page.text.chosen.emit("link:0")
    open.until(lambda: focused(open) == "Open")
    QTest.keyClick(open.window.focusWidget(), Qt.Key.Key_Escape)
    assert not pane.link_bar.isVisible()
    assert open.window.focusWidget() is pane.page.text


def test_a_link_that_deceives_is_red_warned_of_and_not_what_enter_opens(open_at: Opens) -> None:
    open = open_at()
    pane = read(open, sample_mails.MUSEUM)
    assert any("shows one address and leads to another" in said for said in pane.page.cautions.said)
    pane.page.text.chosen.emit("link:1")
    assert "Says “www.mybank.example”, but leads to login.evil.example" in pane.link_bar.said
    assert focused(open) == "Cancel"
    pane.page.text.pointed.emit("link:1")
    assert "leads to login.evil.example" in pane._pointed.text()
    pane.page.text.pointed.emit("")
    assert not pane._pointed.isVisible()


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (Link("x", "", "canal.example", refused="insecure"), "not encrypted"),
        (Link("x", "", "file", refused="scheme"), "could start a program"),
        (Link("x", "", "evil.example", refused="user"), "hides where it leads"),
        (Link("x", "", "", refused="controls"), "not a proper web address"),
        (Link("x", "mailto:a@b.example", "a@b.example"), "a@b.example is a mail address"),
    ],
)
def test_what_is_not_opened_is_refused_in_a_sentence(open_at: Opens, link: Link, said: str) -> None:
    open = open_at()
    pane = put(open, 5, Opened((Passage(PassageKind.TEXT, "words"),), links=(link,)))
    pane.page.text.chosen.emit("link:0")
    assert said in pane.link_bar.said
    assert not any(each.text() == "Open" for each in pane.findChildren(QPushButton) if each.isVisible())


def test_only_https_goes_to_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[str] = []

    def system(url: QUrl) -> bool:
        went.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", system)
    for url in ("file:///etc/passwd", "http://a.example", "javascript:1", "https://", "https://a b/", "mailto:a@b", ""):
        assert not link_bar.open_in_browser(url)
    assert link_bar.open_in_browser("https://a.example/x?y=1#z")
    assert went == ["https://a.example/x?y=1#z"]


def test_all_links_are_listed_with_their_hosts_and_reached_by_key(open_at: Opens) -> None:
    open = open_at()
    pane = read(open, sample_mails.MUSEUM)
    open.keys("links")
    found = open.window.findChild(LinkList)
    assert found is not None
    assert found.shown == ("⚠ www.mybank.example", "Book a place", "tickets (not opened)")
    QTest.keyClicks(open.window.focusWidget(), "book")
    assert list(found.shown) == ["Book a place"]
    QTest.keyClick(open.window.focusWidget(), Qt.Key.Key_Return)
    assert pane.link_bar.isVisible()
    assert "Open canal.example?" in pane.link_bar.said


def test_the_address_of_a_link_can_be_copied(open_at: Opens) -> None:
    open = open_at()
    pane = read(open, sample_mails.CONTRACT)
    pane.page.text.chosen.emit("link:0")
    pressed(pane, "Copy")
    assert QGuiApplication.clipboard().text() == "https://docs.lemoine-conseil.example/contract-4"


def test_a_link_of_another_message_is_not_asked_about(open_at: Opens) -> None:
    open = open_at()
    pane = read(open, sample_mails.MUSEUM)
    link = pane.links[0]
    read(open, sample_mails.CONTRACT)
    pane.ask_link(link)
    assert pane.link_bar.isHidden()
