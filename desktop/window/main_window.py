"""The window: day bar, sidebar, one page. Regions and what shows when; what is done is in `deeds`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop.bridge import Bridge
from desktop.commands import LISTS, Command, Situation, table
from desktop.core.clock import Clock
from desktop.core.events import Problem, QueueChanged
from desktop.core.views import AccountLine, Row
from desktop.shortcuts import Shortcuts
from desktop.window import pages
from desktop.window.batch_page import BatchPage
from desktop.window.day_bar import DayBar
from desktop.window.deeds import WindowDeeds
from desktop.window.icons import app_icon
from desktop.window.list_page import ListPage
from desktop.window.mention_words import opens_at
from desktop.window.parts import announce, column, row
from desktop.window.problem_banner import ProblemBanner
from desktop.window.sheets import Sheets
from desktop.window.shell import Present, Shell
from desktop.window.sidebar import Sidebar
from desktop.window.texts import translate
from desktop.window.theme import Theme
from desktop.window.toast import Toast
from desktop.window.troubles import Trouble, account_trouble, problem_trouble
from focus.schedule import Mode

if TYPE_CHECKING:
    from desktop.window.answering.controller import Answering
    from desktop.window.forms.settings_page import SettingsPage
    from inbox.answering import Draft
    from inbox.sending import Outgoing


class MainWindow(QMainWindow):
    """UI thread only. `closing` asks what a click on the close button means; without an answer the window hides."""

    painted = Signal()
    """The window has been painted for the first time."""
    closing = Signal()
    sample_wanted = Signal()
    """The person would like to try the sample mailbox."""

    def __init__(self, bridge: Bridge, theme: Theme, clock: Clock) -> None:
        super().__init__()
        self.setWindowTitle("Écluse")
        self.setMinimumSize(720, 480)
        self.bridge = bridge
        bridge.queue_changed.connect(self._queue_changed)  # first of all: what is asked for is on its way meanwhile
        self.theme = theme
        self.present = Present(bridge, clock, self)
        self.deeds = WindowDeeds(self, bridge, self.present)
        self.shortcuts = Shortcuts(self, table(self.deeds))
        self.shell = Shell(bridge, theme, self.shortcuts, self.present)
        self.sheets = Sheets(self, self.shell, self._usable)
        self.sheets.moved.connect(self._situate)
        self.ending = False
        """Set by the app when it quits: closing closes."""
        self._was_painted = False
        self._mode: Mode | None = None
        self._pages: dict[str, QWidget] = {}
        self._answering: Answering | None = None
        self._lay_out()
        bridge.accounts_changed.connect(self._accounts_changed)
        bridge.problem.connect(self._problem)
        bridge.outbox_changed.connect(self._ask_outbox)
        self.present.changed.connect(self._present_changed)
        self.show_page("check_in")

    def _lay_out(self) -> None:
        middle = QWidget()
        whole = column(middle)
        self.day_bar = DayBar(self.shell)
        whole.addWidget(self.day_bar)
        lower = row(spacing=0)
        self.sidebar = Sidebar(self.shell)
        self.sidebar.wanted.connect(self.show_page)
        lower.addWidget(self.sidebar)
        right = column()
        self.banner = ProblemBanner(self.theme, self._run)
        right.addWidget(self.banner)
        self.stack = QStackedWidget()
        right.addWidget(self.stack, 1)
        lower.addLayout(right, 1)
        whole.addLayout(lower, 1)
        self.setCentralWidget(middle)
        self.toast = Toast(self, self.stack, self.theme)

    # Pages: each is made when it is first shown

    def page(self, name: str) -> QWidget:
        made = self._pages.get(name)
        if made is None:
            made = pages.make(name, self)
            self._pages[name] = made
            self.stack.addWidget(made)
            if isinstance(made, ListPage):
                made.chosen.connect(self._situate)
                if self._was_painted:
                    made.complete()
        return made

    @property
    def page_name(self) -> str:
        """Which page is on screen."""
        here = self.stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is here), "")

    def show_page(self, name: str) -> None:
        """Go to a page; in focus, the list of the check-in gives way to the focus screen."""
        if name == "check_in" and self.present.mode is Mode.FOCUS:
            name = "focus"
        self.sheets.shut()
        page = self.page(name)
        self.stack.setCurrentWidget(page)
        self.bridge.ask(lambda desk: desk.follow_batch(name == "check_in"))
        self.sidebar.show_page(name)
        refresh = getattr(page, "refresh", None)
        if refresh is not None:
            refresh()
        page.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._situate()

    def list_page(self) -> ListPage | None:
        here = self.stack.currentWidget()
        return here if isinstance(here, ListPage) else None

    def review(self, deed: str) -> None:
        from desktop.window.review.review_page import ReviewPage

        page = self.page("review")
        if isinstance(page, ReviewPage):
            page.do(deed)

    def ask_everything(self) -> None:
        """What the engine says only when it changes is asked for once; the answers come when it runs."""
        self.bridge.ask(lambda desk: desk.now(), self.present.take_now)
        self.bridge.ask(lambda desk: desk.counts(), self.present.take_counts)
        self.bridge.ask(lambda desk: desk.presence(), self.present.take_providers)
        self.bridge.ask(lambda desk: desk.accounts(), self._accounts_changed)
        self.bridge.ask(lambda desk: desk.drafts(), self.present.take_drafts)
        self._ask_outbox()

    def show_early(self, rows: Sequence[Row]) -> None:
        """Rows of the latest batch, known before the engine runs."""
        page = self.page("check_in")
        if isinstance(page, BatchPage):
            page.show_early(rows)

    def open_batch(self) -> None:
        """A notification was clicked: raise the window with the batch in it."""
        self.show_page("check_in")
        self.come_forward()

    def come_forward(self) -> None:
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    # Answering

    @property
    def answering(self) -> Answering:
        """Made when one first answers."""
        if self._answering is None:
            from desktop.window.answering.controller import Answering

            self._answering = Answering(self, self, self.shell)
            self._answering.moved.connect(self._writing_moved)
        return self._answering

    def answer(self, way: str) -> None:
        from inbox.answering import Way

        self.answering.answer(Way(way))

    def write(self, deed: str) -> None:
        self.answering.write(deed)

    def resume(self, id: int) -> None:
        self.answering.resume(id)

    def discard(self, draft: Draft) -> None:
        self.answering.discard(draft)

    def take_back(self) -> bool:
        return self._answering is not None and self._answering.second_thoughts.have()

    def keep_draft(self) -> None:
        if self._answering is not None:
            self._answering.keep()

    def set_up_sending(self, account: str) -> None:
        self._settings().set_up_sending(account)

    def open_account(self, name: str) -> None:
        self._settings().open_account(name)

    def open_services(self) -> None:
        self._settings().show_section("busy")

    def _settings(self) -> SettingsPage:
        from desktop.window.forms.settings_page import SettingsPage

        self.show_page("settings")
        page = self.page("settings")
        assert isinstance(page, SettingsPage)
        return page

    @property
    def is_written(self) -> bool:
        """Whether an answer is on screen: then the page stays, whatever the plan says."""
        composer = self._answering.composer if self._answering is not None else None
        return composer is not None and composer.isVisible()

    def _writing_moved(self) -> None:
        if not self.is_written and self._mode is Mode.FOCUS and self.page_name == "check_in":
            self.show_page("focus")  # it began while one wrote
        self._situate()

    # Words over the window

    def say(self, text: str, *, undo: bool = False) -> None:
        if undo:
            if self._answering is not None:
                self._answering.second_thoughts.another_deed()
            self.toast.say(text, *self._undo())
        else:
            self.toast.say(text)

    def count_down(self, words: Callable[[int], str], seconds: int) -> None:
        self.toast.count_down(words, seconds, *self._undo())

    def _undo(self) -> tuple[str, str, Callable[[], None]]:
        return translate("Toast", "Undo"), "U", self.shortcuts.commands["undo"].call

    def _usable(self) -> Iterable[Command]:
        situation = self.situation()
        return [command for command in self.shortcuts.commands.values() if command.when(situation)]

    def _run(self, command: str) -> None:
        self.shortcuts.actions[command].trigger()

    # What is going on

    def situation(self) -> Situation:
        if self.sheets.is_open:
            return Situation("sheet", self.present.mode, aside=self.present.aside)
        if self._answering is not None and self._answering.has_focus:
            return Situation("compose", self.present.mode, aside=self.present.aside)
        page = self.list_page()
        item = None if page is None else page.item()
        chosen = page is not None and bool(page.targets())
        link, mail = (False, False) if item is None else (bool(item.link), item.has_mail)
        passed = item is not None and bool(item.passed_by)
        return Situation(self.page_name, self.present.mode, chosen, link, mail, self.present.aside, passed)

    def _situate(self) -> None:
        self.shortcuts.apply(self.situation())
        page = self.list_page()
        item = None if page is None else page.item()
        self.shortcuts.word("source", opens_at(item))
        if page is not None:
            page.actions_bar.leave_out(frozenset() if item is None or item.has_mail else frozenset({"reply"}))

    def _present_changed(self) -> None:
        mode = self.present.mode if self.present.now is not None else None
        if mode is not self._mode:
            before, self._mode = self._mode, mode
            self._mode_changed(before)
        self._situate()

    def _mode_changed(self, before: Mode | None) -> None:
        if self._mode is Mode.FOCUS and self.page_name in LISTS and not self.is_written:
            self.show_page("focus")
        elif self._mode is not Mode.FOCUS and self.page_name == "focus":
            self.show_page("check_in")
        if before is not None:
            announce(self, ". ".join(self.day_bar.said))

    def _ask_outbox(self) -> None:
        self.bridge.ask(lambda desk: desk.outbox(), self._outbox_told)

    def _outbox_told(self, letters: Sequence[Outgoing]) -> None:
        self.present.take_letters(letters)
        if not self.present.troubled:
            self.banner.tell("unsent", None)

    def _queue_changed(self, changed: QueueChanged) -> None:
        page = self.list_page()
        if page is not None:
            page.queue_changed(changed)

    def _accounts_changed(self, accounts: Sequence[AccountLine]) -> None:
        self.banner.keep_only("account:", {f"account:{line.name}" for line in accounts})
        for line in accounts:
            self.banner.tell(f"account:{line.name}", account_trouble(line))

    def _problem(self, problem: Problem) -> None:
        key = f"alert:{problem.detail}" if problem.code == "alert" else problem.code  # each of those counts
        self.banner.tell(key, problem_trouble(problem.code, problem.detail))

    def tell(self, source: str, trouble: Trouble | None) -> None:
        self.banner.tell(source, trouble)

    # Qt's names from here on

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self._complete)

    def _complete(self) -> None:
        self.setWindowIcon(app_icon())
        self.day_bar.complete()
        for page in self._pages.values():
            if isinstance(page, ListPage):
                page.complete()
        self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.ending:
            event.accept()
            return
        event.ignore()
        self.closing.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.present.watch(not self.isMinimized())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keep_draft()
        self.present.watch(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.present.watch(self.isVisible() and not self.isMinimized())
