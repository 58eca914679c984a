"""Links are handed to the system, or not; what the engine refuses is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.window.deeds import opens
from inbox.item import Channel, Verdict
from inbox.rules import CODES, HOLD
from tests.desktop.window.opened import Opens


@pytest.mark.parametrize(
    ("link", "allowed"),
    [
        ("https://code.hull.example/api/214", True),
        ("http://hull.example", True),
        ("mailto:claire@example.org?subject=Hello", True),
        ("mailto:claire@example.org?attach=/etc/passwd", False),
        ("mailto:claire@example.org?BCC=x@example.org", False),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("vscode://open", False),
        ("//hull.example/x", False),
        ("https://user@evil.example/", False),
        ("https://evil.example\\@good.example", False),
        ("https://good.example\n", False),
        ("https://", False),
        ("https://[broken", False),
        ("", False),
    ],
)
def test_only_web_and_mail_addresses_are_opened(link: str, allowed: bool) -> None:
    assert opens(link) is allowed


def test_o_hands_the_link_to_the_system(open_at: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    open = open_at()
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    open.keys("source")
    assert opened == [QUrl("https://code.hull.example/api/214")]
    assert "code.hull.example" in open.window.toast.said
    open.keys("next", "next", "next")
    assert not open.window.shortcuts.actions["source"].isEnabled()


def test_t_makes_a_sender_a_tool_and_u_takes_it_back(open_at: Opens) -> None:
    open = open_at()
    open.keys("next", "next", "next")
    page = open.window.list_page()
    assert page is not None
    item = page.item()
    assert item is not None
    open.keys("tool")
    open.until(lambda: open.desk.items[item.id].channel is Channel.MENTION)
    open.until(lambda: item.sender_address in open.window.toast.said)
    assert open.desk.items[item.id].tool in open.window.toast.said
    open.keys("undo")
    open.until(lambda: open.desk.items[item.id].channel is item.channel)
    open.until(lambda: "ordinary messages again" in open.window.toast.said)


def test_what_is_said_at_length_fits_a_small_window(open_at: Opens) -> None:
    open = open_at()
    open.window.resize(900, 600)
    open.keys("next", "next", "next")
    open.keys("tool")
    open.until(lambda: "now count as" in open.window.toast.said)
    open.window.say(open.window.toast.said * 2, undo=True)
    toast = open.window.toast
    assert toast.isVisible()
    assert toast.geometry().right() < open.window.width()


def test_one_key_lets_a_person_through_says_so_and_is_taken_back(open_at: Opens) -> None:
    open = open_at()
    open.keys("next", "next", "next")
    page = open.window.list_page()
    assert page is not None
    item = page.item()
    assert item is not None
    assert not open.window.shortcuts.actions["not_urgent"].isEnabled()  # nothing let it through
    open.keys("always")
    open.until(lambda: item.sender_address in open.window.toast.said)
    assert "nobody vouches" in open.window.toast.said
    assert open.desk.rules_kept[0].match.address == (item.sender_address,)
    open.keys("undo")
    open.until(lambda: open.window.toast.said.startswith("Undone: the rule is gone"))
    assert open.desk.rules_kept == (CODES,)


def test_one_key_says_that_it_was_not_urgent(open_at: Opens) -> None:
    open = open_at()
    open.keys("next")
    page = open.window.list_page()
    assert page is not None
    item = page.item()
    assert item is not None
    open.desk.items[item.id] = replace(item, passed_by="people I choose", verdict=Verdict.VERIFIED)
    page.refresh()
    open.until(open.window.shortcuts.actions["not_urgent"].isEnabled)
    open.keys("not_urgent")
    open.until(lambda: "it waits from now on" in open.window.toast.said)
    assert open.desk.rules_kept[0].act == HOLD
    open.keys("always")
    open.until(lambda: "comes through at once from now on" in open.window.toast.said)
