"""A mention looks like what it is, and what only looks like one says so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from desktop.core.views import Row
from desktop.window import mention_words, texts
from inbox.item import Item, Reason, Verdict
from inbox.mail.opened import Opened, Passage, PassageKind
from tests.desktop import sample
from tests.desktop.sample_mentions import from_api, looks_alike
from tests.desktop.window.opened import Open, Opens, labels

AT = sample.CHECK_IN.astimezone(sample.ZONE)
NAMED = from_api(90, Reason.MENTIONED, 5)
ALIKE = looks_alike(91)


def shown(open: Open, item: Item) -> None:
    open.desk.items[item.id] = item
    page = open.window.list_page()
    assert page is not None
    page.refresh()
    open.until(lambda: page.list.items.place_of((item.id,)) >= 0)
    page.seek(item.id)
    open.until(lambda: page.reading.shown_id == item.id and page.reading.mail is not None)


def test_a_row_names_tool_person_and_project() -> None:
    assert mention_words.with_tool(NAMED, "Ana Silva") == "GitHub · Ana Silva"
    assert mention_words.with_tool(NAMED, "GitHub") == "GitHub"
    assert mention_words.project(NAMED) == "acme/boat"
    assert mention_words.project(replace(NAMED, subject="[Acme/Boat] Sails")) == ""
    said = texts.sentence(Row(NAMED), AT)
    assert said.startswith("GitHub · Ana Silva: Sails, acme/boat, mentioned, held ")


@pytest.mark.parametrize(
    ("title", "letters"), [("GitHub", "GH"), ("Google Docs", "GD"), ("Slack", "SL"), ("monday.com", "MO"), ("", "")]
)
def test_a_tool_has_two_letters(title: str, letters: str) -> None:
    assert mention_words.disc(title) == letters


@pytest.mark.parametrize("reason", list(Reason))
def test_each_reason_of_a_mention_has_a_chip(reason: Reason) -> None:
    assert texts.chip(replace(NAMED, reason=reason))


@pytest.mark.parametrize(("rank", "kind"), [(5, "accent"), (2, "accent"), (1, "quiet"), (0, "quiet")])
def test_what_asks_little_is_quieter(rank: int, kind: str) -> None:
    assert texts.chips(replace(NAMED, rank=rank)) == (("mentioned", kind),)


def test_a_look_alike_is_no_mention() -> None:
    assert mention_words.tool(ALIKE) == ""
    assert ("looks like GitHub", "due") in texts.chips(ALIKE)
    assert "looks like GitHub, not verified" in texts.sentence(Row(ALIKE), AT)


@pytest.mark.parametrize("verdict", [Verdict.UNKNOWN, Verdict.VERIFIED])
def test_its_sign_says_so_whoever_vouches_for_its_domain(open_at: Opens, verdict: Verdict) -> None:
    open = open_at()
    open.desk.opened[ALIKE.id] = Opened((Passage(PassageKind.TEXT, "Sign in."),), verdict=verdict)
    shown(open, ALIKE)
    page = open.window.list_page()
    assert page is not None
    assert page.reading.header.sign == "looks like GitHub, not verified"
    assert sum("nobody vouches that GitHub sent it" in said for said in page.reading.page.cautions.said) == 1


@pytest.mark.parametrize("verdict", [Verdict.UNKNOWN, Verdict.VERIFIED])
def test_a_mention_by_mail_is_vouched_for(open_at: Opens, verdict: Verdict) -> None:
    """Who signs for a tool may do so for many domains: that of the address says nothing then."""
    open = open_at()
    mention = replace(NAMED, sender_address="jira@team.example")
    open.desk.opened[mention.id] = Opened((Passage(PassageKind.TEXT, "Look."),), verdict=verdict)
    shown(open, mention)
    page = open.window.list_page()
    assert page is not None
    assert page.reading.header.sign == "verified sender"
    assert page.reading.page.cautions.said == ()


def test_what_was_found_to_be_forged_is_said_first(open_at: Opens) -> None:
    open = open_at()
    open.desk.opened[ALIKE.id] = Opened((Passage(PassageKind.TEXT, "Sign in."),), verdict=Verdict.FAILED)
    shown(open, ALIKE)
    page = open.window.list_page()
    assert page is not None
    assert page.reading.header.sign == "check failed"


def test_o_asks_before_it_opens_what_only_looks_like_a_tool(open_at: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    open = open_at()
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    shown(open, ALIKE)
    page = open.window.list_page()
    assert page is not None
    open.keys("source")
    bar = page.reading.link_bar
    assert opened == []
    assert bar.isVisible()
    assert "Open github-mail.example?" in bar.said
    assert "nobody vouches" in bar.said
    focused = open.window.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text().replace("&", "") == "Cancel"


def test_a_tools_own_words_are_there_at_once_and_o_leads_to_it(open_at: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    open = open_at()
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    shown(open, NAMED)
    page = open.window.list_page()
    assert page is not None
    assert page.reading.header.about == "mentioned you in acme/boat on GitHub · work"
    assert page.reading.header.sign == ""
    assert not any("could not" in said or "Opening" in said for said in labels(page.reading))
    open.keys("source")
    assert opened == [QUrl("https://github.com/acme/boat/issues/7")]


def test_what_is_no_mail_cannot_be_answered_here(open_at: Opens) -> None:
    open = open_at()
    page = open.window.list_page()
    assert page is not None
    shown = {name for name, button in page.actions_bar.buttons.items() if button.isVisible()}
    assert {"reply", "source"} <= shown
    open.desk.items[90] = from_api(90, Reason.MENTIONED, 5)
    page.refresh()
    open.until(lambda: page.list.items.place_of((90,)) >= 0)
    page.seek(90)
    open.until(lambda: not page.actions_bar.buttons["reply"].isVisible())
    assert page.actions_bar.buttons["source"].text() == "Open on GitHub"
    for name in ("reply_all", "forward"):
        assert not open.window.shortcuts.actions[name].isEnabled()
    open.keys("reply")
    assert "answered on GitHub: O opens it there" in open.window.toast.said
    assert not open.window.is_written
