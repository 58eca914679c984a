"""A mail on screen: what is said of it, folded, formatted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.window.reading import opening
from desktop.window.reading.message_html import MessageHtml
from desktop.window.reading.sheets import HeaderSheet
from inbox.item import Verdict
from inbox.mail.opened import Attachment, Caution, LeftOut, Link, Opened, Passage, PassageKind
from tests.desktop import sample, sample_mails
from tests.desktop.window.opened import Opens, labels, list_page
from tests.desktop.window.reading.panes import plain, pressed, put, read, shown


def test_the_text_is_there_before_the_mail_is_open(open_at: Opens) -> None:
    open = open_at()
    page = list_page(open)
    open.until(lambda: page.reading.shown_id is not None)  # the rows are there, and the window is painted
    page.list.choose(page.list.items.place_of((sample_mails.CONTRACT,)))
    assert page.reading.mail is None
    assert "notice period" in plain(page.reading)


def test_moving_through_the_list_opens_only_where_one_stays(open_at: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_PAUSE_MS", 1000)  # longer than a busy machine takes for five rows
    open = open_at()
    open.desk.asked.pop("open_mail", None)
    open.keys(*["next"] * 5)
    open.until(lambda: list_page(open).reading.mail is not None)
    assert open.desk.asked["open_mail"] == 1


def test_a_mail_that_is_open_is_not_opened_again_when_the_list_is_asked(open_at: Opens) -> None:
    open = open_at()
    read(open, sample_mails.CONTRACT)
    before = open.desk.asked["open_mail"]
    list_page(open).refresh()
    open.bot.wait(250)
    assert open.desk.asked["open_mail"] == before


def test_quotes_and_signatures_are_folded_and_open_by_mouse_and_by_key(open_at: Opens) -> None:
    open = open_at()
    pane = read(open, sample_mails.CONTRACT)
    assert "Show 14 quoted line" in plain(pane)
    assert "Three months" not in plain(pane)
    assert "Lyon" not in plain(pane)
    open.keys("quotes")
    assert "13. Three months." in plain(pane)
    assert "Lyon" in plain(pane)
    open.keys("quotes")
    assert "Three months" not in plain(pane)
    pane.page.text._choose("fold:1")
    assert "Three months" in plain(pane)
    assert "Lyon" not in plain(pane)


def test_a_mail_that_is_nothing_but_a_quote_is_not_folded_away(open_at: Opens) -> None:
    pane = put(open_at(), 5, Opened((Passage(PassageKind.QUOTE, "> all there is"),)))
    assert plain(pane) == "> all there is"


def test_formatted_text_comes_when_asked_for_and_stays_for_the_next(open_at: Opens) -> None:
    open = open_at()
    pane = read(open, sample_mails.MUSEUM)
    open.keys("formatted")
    open.until(lambda: isinstance(pane.page.frames[0], MessageHtml))
    frame = pane.page.frames[0]
    assert "Locks by night" in frame.toPlainText()
    assert not frame.images["inline:0"].isNull()
    assert "remote:0" not in frame.images
    assert not read(open, sample_mails.CONTRACT).formatted
    assert pane.page.text.isVisible()
    assert read(open, sample_mails.MUSEUM).formatted
    open.keys("formatted")
    assert pane.page.text.isVisible()


def test_each_html_part_has_a_frame_of_its_own(open_at: Opens) -> None:
    open = open_at()
    pane = put(open, 5, Opened(html=("<p>one <a href='link:0'>", "<p>two</p>")))
    open.keys("formatted")
    open.until(lambda: [frame.toPlainText().strip() for frame in pane.page.frames] == ["one", "two"])


def test_where_there_is_no_formatted_text_it_is_said_why(open_at: Opens) -> None:
    open = open_at()
    read(open, sample_mails.CONTRACT)
    open.keys("formatted")
    assert "no formatted text" in open.window.toast.said
    pane = put(open, 5, Opened((Passage(PassageKind.TEXT, "words"),), html_left_out=LeftOut.MANY_TAGS))
    assert "too many parts" in shown(pane)


def test_remote_images_are_counted_and_loaded_on_request_for_this_message_only(open_at: Opens) -> None:
    open = open_at()
    pane = read(open, sample_mails.MUSEUM)
    open.keys("formatted")
    assert "from img.canal.example" in shown(pane)
    assert "Loading tells the sender that you read it." in shown(pane)
    open.until(lambda: isinstance(pane.page.frames[0], MessageHtml))
    assert "load_images" not in open.desk.asked
    pressed(pane, "Load images")
    open.until(lambda: "remote:0" in pane.page.frames[0].images)
    assert open.desk.asked["load_images"] == 1
    assert "wants to load" not in shown(pane)
    read(open, sample_mails.CONTRACT)
    read(open, sample_mails.MUSEUM)
    assert "wants to load 2 image" in shown(pane)
    assert open.desk.asked["load_images"] == 1


def test_headers_are_shown_as_text(open_at: Opens) -> None:
    open = open_at()
    evil = (("Subject", "<img src=file:///etc/passwd>\u202e\x1b[31m"), ("X-Long", "y" * 5000))
    put(open, 5, Opened((Passage(PassageKind.TEXT, "words"),), headers=evil))
    open.keys("headers")
    sheet = open.window.findChild(HeaderSheet)
    assert sheet is not None
    assert sheet.said.startswith("Subject: <img src=file:///etc/passwd> [31m\nX-Long: yyy")
    assert max(map(len, sheet.said.splitlines())) < 1100


@pytest.mark.parametrize(
    ("verdict", "sign", "meaning"),
    [
        (Verdict.VERIFIED, "verified sender", ""),
        (Verdict.UNKNOWN, "unverified sender", "Neither your mail server nor a signature says that this comes from"),
        (Verdict.FAILED, "check failed", "anybody may have written it"),
    ],
)
def test_the_sender_is_marked(open_at: Opens, verdict: Verdict, sign: str, meaning: str) -> None:
    pane = put(open_at(), 5, Opened((Passage(PassageKind.TEXT, "words"),), verdict=verdict))
    assert sign in labels(pane)
    assert meaning in shown(pane)
    assert any("jonathan@booth.example" in text for text in labels(pane))


def test_every_caution_is_a_sentence(open_at: Opens) -> None:
    mail = Opened((Passage(PassageKind.TEXT, "words"),), cautions=tuple(Caution), looks_like="booths.example")
    pane = put(open_at(), 5, mail)
    said = [sentence for sentence in pane.page.cautions.said if sentence.endswith(".")]
    assert len(said) >= len(Caution)
    assert any("booth.example is not booths.example" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("problem", "said", "again"),
    [
        ("offline", "cannot be reached", True),
        ("gone", "not in the mailbox any more", False),
        ("no_account", "account was removed", False),
        ("too_much", "too much time or memory", False),
        ("what is this", "could not be read", True),
    ],
)
def test_where_it_is_not_whole_it_is_said_why(open_at: Opens, problem: str, said: str, again: bool) -> None:
    open = open_at()
    pane = put(open, 5, Opened((Passage(PassageKind.TEXT, "kept words"),), whole=False, problem=problem))
    assert plain(pane) == "kept words"
    assert said in shown(pane)
    assert any(each.text() == "Try again" and each.isVisible() for each in pane.findChildren(QPushButton)) is again
    if again:
        open.desk.opened[5] = Opened((Passage(PassageKind.TEXT, "whole words"),))
        pressed(pane, "Try again")
        open.until(lambda: plain(pane) == "whole words")
        assert said not in shown(pane)


def test_the_conversation_is_a_line_each_and_opens_in_its_place(open_at: Opens) -> None:
    open = open_at()
    pane = read(open, sample_mails.CONTRACT)
    strip = pane.page.conversation
    open.until(lambda: len(strip.shown) == 2)
    assert "Ines Roy: The place by the canal" in strip.shown[0]
    assert any("2 earlier message" in each.text() for each in strip.findChildren(QPushButton))
    open.desk._texts = {**open.desk._texts, 12: "The whole earlier text."}
    next(iter(strip._lines.values())).click()
    open.until(strip._texts[12].isVisible)
    assert strip._texts[12].toPlainText() == "The whole earlier text."
    assert list_page(open).item() is not None
    assert pane.shown_id == sample_mails.CONTRACT
    read(open, 5)
    assert list(strip.shown) == []


def test_whatever_is_in_names_and_words_is_shown_as_text(open_at: Opens) -> None:
    open = open_at()
    evil = '<img src="file:///etc/passwd"><h1>Big</h1>\u202e\x00'
    mail = Opened(
        (Passage(PassageKind.TEXT, evil.replace("\x00", "")),),
        attachments=(Attachment(0, evil, evil, 5, dangerous=True),),
        invitations=(replace(sample_mails.meeting("en"), summary=evil, location=evil, organizer=evil),),
        links=(Link(evil, "https://x.example/", evil, deceptive=True),),
        remote_images=(f"https://{evil}/",),
        html=("<p>x</p>",),
        looks_like=evil,
        cautions=tuple(Caution),
        headers=((evil, evil),),
        verdict=Verdict.FAILED,
    )
    open.desk.items[5] = replace(open.desk.items[5], subject=evil, sender_name=evil, sender_address=evil, preview=evil)
    open.window.show_page("check_in")
    pane = put(open, 5, mail)
    pane.ask_link(mail.links[0])
    open.keys("formatted")
    pane._pointed.setVisible(True)
    for label in open.window.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert "\u202e" not in label.text()
        assert "\x00" not in label.text()
    for widget in pane.findChildren(QLabel):
        assert "<img" not in widget.toolTip()
    assert "file:///etc/passwd" in plain(pane)


def test_tab_goes_down_the_page_as_the_eye_does_and_everything_has_a_name(open_at: Opens) -> None:
    open = open_at()
    open.window.activateWindow()
    pane = read(open, sample_mails.CONTRACT)
    open.until(lambda: len(pane.page.conversation.shown) == 2)
    open.bot.wait(50)
    pane.header._links.setFocus()
    places: list[int] = []
    for _ in range(12):
        here = open.window.focusWidget()
        assert here is not None
        if not pane.page.isAncestorOf(here):
            if places:
                break
        else:
            assert here.accessibleName() or getattr(here, "text", str)()
            places.append(here.mapTo(pane.page, here.rect().topLeft()).y() + pane.page.verticalScrollBar().value())
        QTest.keyClick(here, Qt.Key.Key_Tab)
    assert len(places) >= 7  # the conversation, the text with its links, the files
    assert places == sorted(places)


def test_the_focus_stays_in_the_text_when_it_is_shown_formatted(open_at: Opens) -> None:
    open = open_at()
    pane = read(open, sample_mails.MUSEUM)
    pane.focus_text()
    for _ in range(2):
        open.keys("formatted")
        open.until(lambda: open.window.focusWidget() is pane.page.frames[0])


@pytest.mark.parametrize("part", ["link bar", "attachment", "header"])
def test_the_focus_goes_to_the_text_when_its_place_goes_with_the_message(open_at: Opens, part: str) -> None:
    open = open_at()
    pane = read(open, sample_mails.MUSEUM if part == "link bar" else sample_mails.CONTRACT)
    if part == "link bar":
        pane.ask_link(pane.links[0])
    else:
        place = pane.header if part == "header" else pane.page.attachments
        made = [button for button in place.findChildren(QPushButton) if button.isVisible()][-1]
        made.setFocus()
        assert open.window.focusWidget() is made
    open.window.deeds.move(-1 if part == "link bar" else 1)
    assert pane.mail is None
    assert open.window.focusWidget() is pane.page.text


def test_the_other_accounts_by_which_it_came_are_named(open_at: Opens) -> None:
    open = open_at()
    pane = read(open, next(one.id for one in sample.items() if one.also))
    assert "also by: code.hull" in labels(pane.header)
    assert not read(open, sample_mails.CONTRACT).header.also.isVisible()
