"""The settings: a tab for each subject. Everything in here goes to the engine through the bridge."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QTabWidget, QWidget

from desktop.bridge import Bridge
from desktop.window.forms.accounts_page import AccountsPage
from desktop.window.forms.data_form import DataForm
from desktop.window.forms.pages import limited
from desktop.window.forms.preferences_form import PreferencesForms
from desktop.window.forms.promises_form import PromisesForm
from desktop.window.forms.providers_form import ProvidersForm
from desktop.window.forms.rules_form import RulesForm
from desktop.window.forms.schedule_form import ScheduleForm
from desktop.window.parts import column, label
from desktop.window.theme import STEP, Theme

SECTIONS = ("week", "rules", "promises", "accounts", "busy", "notifications", "appearance", "data")


class SettingsPage(QWidget):
    """Week, rules, promises, accounts, busy, notifications, appearance, your data; Ctrl+Tab goes to the next."""

    replay_wanted = Signal(object)
    """A `Rehearsal` that the person would like to see whole."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.schedule = ScheduleForm(bridge, theme)
        self.schedule.replay_wanted.connect(self.replay_wanted)
        self.rules = RulesForm(bridge, theme)
        self.promises = PromisesForm(bridge)
        self.accounts = AccountsPage(bridge)
        self.providers = ProvidersForm(bridge)
        self.preferences = PreferencesForms(bridge, theme)
        self.data = DataForm(bridge)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Settings"))
        for page, title, fills in (
            (self.schedule, self.tr("Week"), True),
            (self.rules, self.tr("Rules"), True),
            (self.promises, self.tr("Promises"), True),
            (self.accounts, self.tr("Accounts"), False),
            (self.providers, self.tr("Busy"), False),
            (self.preferences.notifications, self.tr("Notifications"), False),
            (self.preferences.appearance, self.tr("Appearance"), False),
            (self.data, self.tr("Your data"), False),
        ):
            self.tabs.addTab(_framed(page, fills=fills), title)
        self.setFocusProxy(self.tabs.tabBar())
        layout = column(self, spacing=3)
        layout.setContentsMargins(32, 24, 32, 20)
        layout.addWidget(label(self.tr("Settings"), "title"))
        layout.addWidget(self.preferences)
        layout.addWidget(self.tabs, 1)

    def show_section(self, section: str) -> None:
        """One of `SECTIONS`."""
        self.tabs.setCurrentIndex(SECTIONS.index(section))

    def open_account(self, name: str) -> None:
        """Open the account's form."""
        self.show_section("accounts")
        self.accounts.change(name)

    def set_up_sending(self, account: str) -> None:
        """Open the account's form where the server for sending is named."""
        self.show_section("accounts")
        self.accounts.change(account, field="smtp_host", why=self.tr("Needed for sending."))


class _Following(QScrollArea):
    """Scrolls to what has the focus, where that is out of sight: Qt does so for Tab only."""

    def __init__(self) -> None:
        super().__init__()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self.verticalScrollBar().rangeChanged.connect(self._follow)  # a form that unfolds grows some turns later

    def _follow(self, *_: object) -> None:
        if not (shiboken6.isValid(self) and self.isVisible()):
            return  # while the window is torn down the focus still goes from one to the next
        here = self.window().focusWidget()
        if shiboken6.isValid(here) and self.isAncestorOf(here) and here.visibleRegion().isEmpty():
            self.ensureWidgetVisible(here, 0, 25 * STEP)


def _framed(page: QWidget, *, fills: bool) -> QScrollArea:
    """A page that scrolls where the window is too small for it; `fills` ones take all the room there is."""
    around = QWidget()
    layout = column(around)
    layout.setContentsMargins(0, 16, 0, 8)
    layout.addWidget(page if fills else limited(page, 880))
    scroll = _Following()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(around)
    return scroll
