"""What `tests.look` does to bring the settings there: accounts in each state that a person meets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QScrollArea

from desktop.core.clock import SystemClock
from desktop.core.events import AccountsChanged
from desktop.window.forms.settings_page import SettingsPage
from desktop.window.main_window import MainWindow
from inbox.discovery.found import Found, Origin, Outcome, Outlet
from inbox.sources import Probe, Remark
from tests.desktop import sample
from tests.desktop.desk_double import DeskDouble
from tests.desktop.history_double import half_way
from tests.desktop.signing_in_double import STEP

Steps = Callable[[MainWindow, DeskDouble], None]


@dataclass(frozen=True)
class Screen:
    """`steps` bring the window there, from its start at `at`."""

    name: str
    at: datetime
    steps: Steps
    held: int = 0


def settle(milliseconds: int = 60) -> None:
    """Let the window handle what has been asked of it; nothing here runs inside a slot."""
    deadline = QDeadlineTimer(milliseconds)
    loop = QEventLoop()
    while not deadline.hasExpired():
        loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def settings(window: MainWindow) -> SettingsPage:
    window.show_page("settings")
    page = window.stack.currentWidget()
    assert isinstance(page, SettingsPage)
    return page


def section_of(name: str) -> Steps:
    return lambda window, desk: settings(window).show_section(name)


def account(window: MainWindow, desk: DeskDouble) -> None:
    """The form of an account, with a test that has answered and a field that is missing."""
    page = settings(window)
    page.show_section("accounts")
    page.accounts.add_button.click()
    form = page.accounts.form
    for name, value in (("host", "imap.example.org"), ("user", "me@example.org"), ("password", "secret")):
        form.fields.editor(name).put(value)
    form.test()
    settle()
    form.fields.complete()


def tool(window: MainWindow, desk: DeskDouble) -> None:
    """The form of an account of a tool, with its token typed."""
    page = settings(window)
    page.show_section("accounts")
    page.accounts.add_button.click()
    form = page.accounts.form
    form.kind.setCurrentIndex(form.kind.findData("github"))
    form.fields.editor("token").put("secret")
    form.test()
    settle()


def form_of(kind: str) -> Steps:
    """The form of a new account of this kind, in need of all it asks for."""

    def steps(window: MainWindow, desk: DeskDouble) -> None:
        page = settings(window)
        page.show_section("accounts")
        page.accounts.add_button.click()
        form = page.accounts.form
        form.kind.setCurrentIndex(form.kind.findData(kind))
        settle()

    return steps


def kinds(window: MainWindow, desk: DeskDouble) -> None:
    """A kind of account that is looked for by a part of its name."""
    page = settings(window)
    page.show_section("accounts")
    page.accounts.add_button.click()
    form = page.accounts.form
    form.kind.line.setFocus()
    form.kind.line.setText("gi")


def found(window: MainWindow, desk: DeskDouble) -> None:
    """The form once a server was found for the address, before the password."""
    page = settings(window)
    page.show_section("accounts")
    page.accounts.add_button.click()
    form = page.accounts.form
    form.finder.line.setText("me@example.org")
    sending = Outlet("smtp.example.org", 465, "me@example.org", "tls")
    form.finder._answered(
        Outcome("example.org", Found(Origin.SRV, "example.org", "imap.example.org", 993, "me", sending=sending)),
    )


def signing_in(window: MainWindow, desk: DeskDouble) -> None:
    """The form while the browser is open, at an authority that waits for the person."""
    page = settings(window)
    page.show_section("accounts")
    page.accounts.add_button.click()
    form = page.accounts.form
    values = {"account": "post", "host": "outlook.office365.com", "user": "me@outlook.com", "sign_in": "oauth2"}
    for name, value in {
        **values,
        "authority": "microsoft",
        "client_id": "11111111-2222-3333-4444-555555555555",
    }.items():
        form.fields.editor(name).put(value)
    form.signing_in._waits_for(STEP, opened=False)
    settle()
    for area in window.findChildren(QScrollArea):
        area.ensureWidgetVisible(form.leave_button)


def signed_out(window: MainWindow, desk: DeskDouble) -> None:
    soon = SystemClock().now() + timedelta(days=6, hours=1)
    settings(window).show_section("accounts")
    lines = (replace(sample.account("ok"), signs_out=soon), replace(sample.account("signed_out"), name="post"))
    window.bridge.post(AccountsChanged(lines))


def switches(window: MainWindow, desk: DeskDouble) -> None:
    """What an account may change at its server, further down in its form."""
    account(window, desk)
    fields = settings(window).accounts.form.fields
    fields.reveal("done_marks_read")
    fields.reveal("sent_mailbox")
    settle()
    for area in window.findChildren(QScrollArea):
        area.ensureWidgetVisible(fields.editor("sent_mailbox"))


def history(window: MainWindow, desk: DeskDouble) -> None:
    desk.history_lines["work"] = half_way("work", desk.now().at)
    settings(window).show_section("accounts")


def ask_history(window: MainWindow, desk: DeskDouble) -> None:
    page = settings(window)
    page.show_section("accounts")
    settle()
    page.accounts.cards[0].history.fetch_button.click()
    page.accounts.cards[0].history.how_far.setCurrentIndex(4)


def heard(window: MainWindow, desk: DeskDouble) -> None:
    """The form of an account that hears other apps' notifications, tested."""
    page = settings(window)
    page.show_section("accounts")
    page.accounts.add_button.click()
    form = page.accounts.form
    form.kind.setCurrentIndex(form.kind.findData("notifications"))
    form.fields.editor("account").put("desktop")
    form.fields.editor("app").put(("slack", "Signal"))
    form._tested(form._asked, Probe("dunst 1.9.0", (), "", 0))
    settle()


def pops_up(window: MainWindow, desk: DeskDouble) -> None:
    """Nothing keeps them off the screen."""
    settings(window).show_section("accounts")
    line = replace(sample.account("ok"), name="desktop", kind="notifications", remarks=(Remark("pop_ups", ""),))
    window.bridge.post(AccountsChanged((sample.account("ok"), line)))
    settle()
