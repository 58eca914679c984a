"""The pages of the window by their names. Each is made, and its module imported, when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from desktop.window.batch_page import BatchPage
from desktop.window.deeds import WindowDeeds
from desktop.window.shell import Shell
from inbox.item import State

if TYPE_CHECKING:
    from desktop.window.sheets import Sheets
    from inbox.answering import Draft


class Showing(Protocol):
    """What a page may need of the window."""

    @property
    def shell(self) -> Shell: ...
    @property
    def deeds(self) -> WindowDeeds: ...
    @property
    def sheets(self) -> Sheets: ...
    @property
    def sample_wanted(self) -> SignalInstance: ...
    def show_page(self, name: str) -> None: ...
    def say(self, text: str) -> None:
        """Something short, over the window."""

    def open_services(self) -> None:
        """Show the settings of where the person is shown as busy."""

    def open_account(self, name: str) -> None:
        """Show its settings."""

    def resume(self, id: int) -> None:
        """Go on with the draft of this item."""

    def discard(self, draft: Draft) -> None: ...


def make(name: str, window: Showing) -> QWidget:
    """UI thread only."""
    shell = window.shell
    if name == "check_in":
        return BatchPage(shell)
    if name == "search":
        from desktop.window.search_page import SearchPage

        return SearchPage(shell)
    if name == "focus":
        from desktop.window.focus_page import FocusPage

        focus = FocusPage(shell)
        focus.intended.connect(window.deeds.intend)
        focus.services_wanted.connect(window.open_services)
        return focus
    if name in (State.HELD, State.SNOOZED, State.DONE):
        from desktop.window.state_page import StatePage

        return StatePage(State(name), shell)
    if name == "outbox":
        from desktop.window.answering.outbox_page import OutboxPage

        outbox = OutboxPage(shell)
        outbox.resumed.connect(window.resume)
        outbox.mended.connect(window.open_account)
        outbox.discarded.connect(window.discard)
        return outbox
    if name == "answers":
        from desktop.window.answering.answers_page import AnswersPage

        return AnswersPage(shell)
    if name == "review":
        return _review(window)
    return _form(name, window)


def _review(window: Showing) -> QWidget:
    from desktop.window.review.review_page import ReviewPage

    page = ReviewPage(window.shell)
    page.told.connect(window.say)
    page.note_wanted.connect(window.sheets.open_note)
    page.objectives_wanted.connect(lambda review: window.sheets.open_objectives(review, page.refresh))
    return page


def _form(name: str, window: Showing) -> QWidget:
    if name == "first_run":
        from desktop.window.forms.first_run import FirstRun

        first = FirstRun(window.shell.bridge, window.shell.theme)
        first.sample_wanted.connect(window.sample_wanted)
        first.finished.connect(lambda: window.show_page("check_in"))
        return first
    if name == "manual":
        from desktop.window.forms.help_page import HelpPage

        return HelpPage()
    from desktop.window.forms.settings_page import SettingsPage

    settings = SettingsPage(window.shell.bridge, window.shell.theme)
    settings.replay_wanted.connect(window.sheets.show_replay)
    return settings
