"""Every screen as a picture, to be looked at: `python -m tests.look FOLDER [WORD ..]`, under `tests/rig/desktop --`.

Light and dark, English and French, at 1280 x 800 and small. With words, only the screens whose file name has one.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QSize, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.bridge import Bridge
from desktop.core.events import AccountsChanged
from desktop.window.forms.first_run import FirstRun
from desktop.window.forms.settings_page import SECTIONS
from desktop.window.language import speak
from desktop.window.main_window import MainWindow
from desktop.window.reading_pane import ReadingPane
from desktop.window.theme import Theme
from inbox.answering import Draft, Way
from inbox.item import State
from tests.clock import HandClock
from tests.desktop import sample, sample_mails, sample_mentions
from tests.desktop.desk_double import DeskDouble, EngineDouble
from tests.look_books import BOOKS
from tests.look_busy import BUSY
from tests.look_promises import PROMISE_SCREENS
from tests.look_review import REVIEW
from tests.look_rules import RULE_SCREENS
from tests.look_settings import (
    Screen,
    Steps,
    account,
    ask_history,
    form_of,
    found,
    heard,
    history,
    kinds,
    pops_up,
    section_of,
    settle,
    signed_out,
    signing_in,
    switches,
    tool,
)
from tests.look_week import WEEK

SIZES = {"wide": QSize(1280, 800), "small": QSize(900, 600)}


def _nothing(window: MainWindow, desk: DeskDouble) -> None:
    return


def _page(name: str) -> Steps:
    return lambda window, desk: window.show_page(name)


def _all_done(window: MainWindow, desk: DeskDouble) -> None:
    desk.done([item.id for item in desk.items.values() if item.state is State.RELEASED])
    window.show_page("check_in")


def _search(window: MainWindow, desk: DeskDouble) -> None:
    window.show_page("search")
    QTest.keyClicks(window.focusWidget(), "canal")
    settle(400)


def _triage(window: MainWindow, desk: DeskDouble) -> None:
    window.deeds.move(1)
    window.deeds.mark()
    window.deeds.move(1)
    window.deeds.mark()
    window.deeds.done()


def _called(window: MainWindow, desk: DeskDouble) -> None:
    _people(window)
    window.deeds.call_tool()


def _trouble(window: MainWindow, desk: DeskDouble) -> None:
    window.bridge.post(AccountsChanged((sample.account("sign_in_refused", "LOGIN failed"),)))


def _marked(window: MainWindow, desk: DeskDouble) -> None:
    for _ in range(3):
        window.deeds.mark()
        window.deeds.move(1)


def _elsewhere(window: MainWindow, desk: DeskDouble) -> None:
    desk.handled_elsewhere = 3
    page = window.list_page()
    assert page is not None
    page.refresh()


def _step(number: int) -> Steps:
    def steps(window: MainWindow, desk: DeskDouble) -> None:
        window.show_page("first_run")
        page = window.stack.currentWidget()
        assert isinstance(page, FirstRun)
        page.go(number)

    return steps


def _people(window: MainWindow) -> None:
    """To the first message that is a mail."""
    for _ in range(3):
        window.deeds.move(1)


def _write(window: MainWindow, desk: DeskDouble) -> None:
    """A reply that is a draft, with a file and the quote unfolded."""
    _people(window)
    with tempfile.NamedTemporaryFile(prefix="terms-", suffix=".pdf") as file:
        file.write(b"%" * 184_320)
        file.flush()
        french = desk.items[1].subject.endswith("429") and "Nouvel" in desk.items[1].subject
        text = _FRENCH_ANSWER if french else _ENGLISH_ANSWER
        desk.save_draft(Draft(4, Way.REPLY, (), text, (file.name,)))
        window.answer("reply")
        settle()


def _quote(window: MainWindow, desk: DeskDouble) -> None:
    _write(window, desk)
    made = window.answering.composer
    assert made is not None
    made.quote.fold.click()


def _forward(window: MainWindow, desk: DeskDouble) -> None:
    _people(window)
    window.answer("forward")
    settle()
    made = window.answering.composer
    assert made is not None
    made.to.field.setText("paul@hull.example, not an address")
    made.may_go()


def _insert(window: MainWindow, desk: DeskDouble) -> None:
    _people(window)
    window.answer("reply")
    settle()
    QTest.keyClicks(window.focusWidget(), "/")


def _later(window: MainWindow, desk: DeskDouble) -> None:
    desk.set_zone("claire.lemoine@lemoine-conseil.example", "America/New_York")
    _write(window, desk)
    window.write("later")


def _zone(window: MainWindow, desk: DeskDouble) -> None:
    _write(window, desk)
    window.write("later")
    settle()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)


def _sent(window: MainWindow, desk: DeskDouble) -> None:
    _write(window, desk)
    window.write("send")


def _set_up(window: MainWindow, desk: DeskDouble) -> None:
    window.set_up_sending("work")
    settle(300)  # a form that unfolds grows some turns later


def _cannot_send(window: MainWindow, desk: DeskDouble) -> None:
    desk.account_values = {}
    _people(window)
    window.answer("reply")


def _drafted(window: MainWindow, desk: DeskDouble) -> None:
    """Two answers are begun, one of them to somebody to be careful about."""
    for item in (4, 7):
        desk.save_draft(Draft(item, Way.REPLY, (), _ENGLISH_ANSWER))
    window.ask_everything()


def _outbox(down: int) -> Steps:
    def steps(window: MainWindow, desk: DeskDouble) -> None:
        french = "Nouvel" in desk.items[1].subject
        desk.letters = {letter.id: letter for letter in reversed(sample.letters("fr" if french else "en"))}
        desk.save_draft(Draft(4, Way.REPLY, (), _FRENCH_ANSWER if french else _ENGLISH_ANSWER))
        window.ask_everything()
        window.show_page("outbox")
        settle()
        for _ in range(down):
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_J)

    return steps


def _answers(window: MainWindow, desk: DeskDouble) -> None:
    desk.saved_answers[1] = replace(desk.saved_answers[1], used_at=sample.FOCUS - timedelta(days=2))
    window.show_page("answers")


def _keep(window: MainWindow, desk: DeskDouble) -> None:
    _write(window, desk)
    window.write("keep")


_ENGLISH_ANSWER = "Hello Claire,\n\nThe notice period is two months, as in clause 4.2.\n\nBest wishes"
_FRENCH_ANSWER = "Bonjour Claire,\n\nLe préavis est de deux mois, comme à la clause 4.2.\n\nBien à vous"


def _read(id: int, then: Steps = _nothing) -> Steps:
    """The reading pane with this item open."""

    def steps(window: MainWindow, desk: DeskDouble) -> None:
        page = window.list_page()
        assert page is not None
        page.list.items.unfold()
        page.list.choose(page.list.items.place_of((id,)))
        settle(300)
        then(window, desk)
        settle(200)

    return steps


def _link(window: MainWindow, desk: DeskDouble) -> None:
    pane = _pane(window)
    pane.ask_link(pane.links[0])


def _pane(window: MainWindow) -> ReadingPane:
    page = window.list_page()
    assert page is not None
    return page.reading


def _formatted(window: MainWindow, desk: DeskDouble) -> None:
    _pane(window).toggle_formatted()


def _with_images(window: MainWindow, desk: DeskDouble) -> None:
    _pane(window).load_images()


def _unfolded(window: MainWindow, desk: DeskDouble) -> None:
    _pane(window).toggle_quotes()
    _pane(window).page.conversation.findChildren(QPushButton)[1].click()


def _mention(id: int, then: Steps = _nothing) -> Steps:
    """Among what tools tell, one open."""

    def steps(window: MainWindow, desk: DeskDouble) -> None:
        french = "Nouvel" in desk.items[1].subject
        desk.items |= {item.id: item for item in sample_mentions.flood("fr" if french else "en")}
        page = window.list_page()
        assert page is not None
        page.refresh()
        settle()
        _read(id, then)(window, desk)

    return steps


SCREENS = (
    Screen("mention_mail", sample.CHECK_IN, _mention(1)),
    Screen("mention_api", sample.CHECK_IN, _mention(90)),
    Screen("mention_reply", sample.CHECK_IN, _mention(90, lambda window, desk: window.deeds.answer("reply"))),
    Screen("mention_quiet", sample.CHECK_IN, _mention(93)),
    Screen("mention_alike", sample.CHECK_IN, _mention(91)),
    Screen("mention_source", sample.CHECK_IN, _mention(91, lambda window, desk: window.deeds.open_at_source())),
    Screen("mail_plain", sample.CHECK_IN, _read(sample_mails.CONTRACT)),
    Screen("mail_unfolded", sample.CHECK_IN, _read(sample_mails.CONTRACT, _unfolded)),
    Screen("mail_formatted", sample.CHECK_IN, _read(sample_mails.MUSEUM, _formatted)),
    Screen("mail_images", sample.CHECK_IN, _read(sample_mails.MUSEUM, _with_images)),
    Screen("mail_link", sample.CHECK_IN, _read(sample_mails.MUSEUM, _link)),
    Screen("mail_links", sample.CHECK_IN, _read(sample_mails.MUSEUM, lambda window, desk: window.deeds.links())),
    Screen("mail_forged", sample.CHECK_IN, _read(sample_mails.FORGED)),
    Screen("mail_invited", sample.CHECK_IN, _read(sample_mails.ONBOARDING)),
    Screen("mail_offline", sample.CHECK_IN, _read(sample_mails.RECEIPT)),
    Screen("mail_headers", sample.CHECK_IN, _read(sample_mails.CONTRACT, lambda window, desk: window.deeds.headers())),
    Screen("check_in", sample.CHECK_IN, _nothing),
    Screen("marked", sample.CHECK_IN, _marked),
    Screen("elsewhere", sample.CHECK_IN, _elsewhere),
    Screen("called", sample.CHECK_IN, _called),
    Screen("triage", sample.CHECK_IN, _triage),
    Screen("that_was_all", sample.CHECK_IN, _all_done),
    Screen("focus", sample.FOCUS, _nothing, held=5),
    Screen("held", sample.FOCUS, _page("held"), held=7),
    Screen("held_empty", sample.OPEN, _page("held")),
    Screen("snoozed", sample.OPEN, _page("snoozed")),
    Screen("done", sample.OPEN, _page("done")),
    Screen("search", sample.OPEN, _search),
    Screen("search_empty", sample.OPEN, _page("search")),
    Screen("palette", sample.CHECK_IN, lambda window, desk: window.sheets.open_palette()),
    Screen("snooze", sample.CHECK_IN, lambda window, desk: window.deeds.snooze()),
    Screen("keys", sample.CHECK_IN, lambda window, desk: window.sheets.open_help()),
    Screen("trouble", sample.CHECK_IN, _trouble),
    *(Screen(f"settings_{section}", sample.OPEN, section_of(section)) for section in SECTIONS),
    *BUSY,
    *WEEK,
    *BOOKS,
    *REVIEW,
    *RULE_SCREENS,
    *PROMISE_SCREENS,
    Screen("settings_account", sample.OPEN, account),
    Screen("settings_tool", sample.OPEN, tool),
    *(Screen(f"settings_{name}", sample.OPEN, form_of(name)) for name in ("slack", "matrix", "notifications")),
    Screen("settings_kinds", sample.OPEN, kinds),
    Screen("settings_found", sample.OPEN, found),
    Screen("settings_signing_in", sample.OPEN, signing_in),
    Screen("settings_signed_out", sample.OPEN, signed_out),
    Screen("settings_switches", sample.OPEN, switches),
    Screen("settings_history", sample.OPEN, history),
    Screen("settings_history_ask", sample.OPEN, ask_history),
    Screen("settings_heard", sample.OPEN, heard),
    Screen("settings_pops_up", sample.OPEN, pops_up),
    *(Screen(f"first_run_{number + 1}", sample.OPEN, _step(number)) for number in range(3)),
    Screen("manual", sample.OPEN, _page("manual")),
    Screen("answer", sample.CHECK_IN, _write),
    Screen("drafted", sample.CHECK_IN, _drafted),
    Screen("answer_quote", sample.CHECK_IN, _quote),
    Screen("answer_forward", sample.CHECK_IN, _forward),
    Screen("answer_insert", sample.CHECK_IN, _insert),
    Screen("answer_later", sample.CHECK_IN, _later),
    Screen("answer_zone", sample.CHECK_IN, _zone),
    Screen("answer_set_up", sample.CHECK_IN, _set_up),
    Screen("answer_keep", sample.CHECK_IN, _keep),
    Screen("outbox", sample.CHECK_IN, _outbox(0)),
    Screen("outbox_later", sample.CHECK_IN, _outbox(2)),
    Screen("outbox_draft", sample.CHECK_IN, _outbox(4)),
    Screen("outbox_empty", sample.CHECK_IN, _page("outbox")),
    Screen("answers", sample.CHECK_IN, _answers),
    Screen("answer_sent", sample.CHECK_IN, _sent),
    Screen("answer_cannot", sample.CHECK_IN, _cannot_send),
)


def shown(screen: Screen, theme: Theme, language: str, size: QSize) -> Iterator[MainWindow]:
    clock = HandClock(screen.at)
    desk = sample.desk(clock, language, held=screen.held)
    bridge = Bridge()
    window = MainWindow(bridge, theme, clock)
    desk.listener = bridge.post
    bridge.attach(EngineDouble(desk))
    window.ask_everything()
    window.resize(size)
    window.show()
    settle()
    screen.steps(window, desk)
    settle()
    yield window
    window.ending = True
    bridge.close()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # no event loop runs that would


def main(folder: Path, words: list[str]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["look"])
    app.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)
    theme = Theme(app, "light")
    count = 0
    for language, scheme, (size_name, size), screen in product(("en", "fr"), ("light", "dark"), SIZES.items(), SCREENS):
        name = f"{screen.name}-{language}-{scheme}-{size_name}"
        if words and not all(any(part in word.split(",") for part in name.split("-")) for word in words):
            continue
        for old in app.findChildren(QTranslator):
            app.removeTranslator(old)
        speak(app, language)
        QLocale.setDefault(QLocale("en_GB" if language == "en" else "fr_FR"))
        theme.choose(scheme)
        for window in shown(screen, theme, language, size):
            window.grab().save(str(folder / f"{name}.png"))
            count += 1
    sys.stdout.write(f"{count} pictures in {folder}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2:]))
