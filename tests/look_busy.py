"""What `tests.look` does to show how one is shown as busy: services in each state, their form, what colleagues read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.core.clock import SystemClock
from desktop.core.events import AccountsChanged, PresenceChanged
from desktop.core.views import PreviewLine, ProviderLine
from desktop.window.forms.first_run import FirstRun
from desktop.window.forms.providers_form import ProvidersForm
from desktop.window.main_window import MainWindow
from focus.levels import Levels
from focus.presence import Level, Presence
from focus.providers import discover
from focus.schedule import Mode
from tests.desktop import sample
from tests.desktop.desk_double import DeskDouble
from tests.look_settings import Screen, Steps, settings, settle


def _lines(french: bool) -> tuple[ProviderLine, ...]:
    """Ours, ours over a text of the person's, the person's own, out of reach, and signed out."""
    now = SystemClock().now().replace(minute=10, second=0, microsecond=0)
    end = now + timedelta(minutes=50)
    text = "En concentration, lecture des messages à 11:00" if french else "In focus, reading messages at 11:00"
    train = Presence(Level.TEXT, "dans le train" if french else "on the train", ":train:", now + timedelta(hours=3))
    busy = Presence(Level.BUSY, text, ":dart:", end)
    quiet = Presence(Level.DO_NOT_DISTURB, until=end)
    plain = ProviderLine("desktop", "desktop", quiet, quiet, True, end, Presence(), "", "")
    lines = (
        plain,
        replace(plain, name="gitlab", kind="gitlab", wanted=busy, found=busy, previous=train, sign_in="gitlab"),
        replace(plain, name="slack", kind="slack", wanted=busy, found=quiet, ours=False, until=None, previous=None),
        replace(
            plain,
            name="mattermost",
            kind="mattermost",
            wanted=busy,
            found=Presence(),
            until=end,
            problem="offline",
            detail="chat.example.org: no route to host",
        ),
        replace(
            plain,
            name="teams",
            kind="teams",
            wanted=busy,
            found=None,
            ours=False,
            until=None,
            previous=None,
            problem="signed_out",
        ),
    )
    return tuple(replace(line, title=discover()[line.kind].title) for line in lines)


def _previews(french: bool) -> tuple[PreviewLine, ...]:
    end = SystemClock().now() + timedelta(minutes=50)
    text = "En concentration jusqu’à 11:00" if french else "In focus until 11:00"
    kinds = discover()
    return (
        PreviewLine("desktop", "desktop", kinds["desktop"].title, Level.DO_NOT_DISTURB, until=end, notes=("no_text",)),
        PreviewLine("gitlab", "gitlab", "GitLab", Level.BUSY, text=text, emoji=":dart:", until=end),
        PreviewLine(
            "slack-2",
            "slack",
            "Slack",
            Level.TEXT,
            text=text,
            emoji=":dart:",
            until=end,
            notes=("shows_end", "shorter"),
        ),
        PreviewLine("command", "command", kinds["command"].title, Level.DO_NOT_DISTURB, text=text, notes=("no_end",)),
        PreviewLine("teams", "teams", "Microsoft Teams", Level.BUSY, problem="wrong_setting", detail="no client id"),
    )


def _french(desk: DeskDouble) -> bool:
    return "Nouvel" in desk.items[1].subject


def _cards(window: MainWindow, desk: DeskDouble) -> ProvidersForm:
    desk.provider_lines = _lines(_french(desk))
    desk.preview_lines = _previews(_french(desk))
    page = settings(window)
    page.show_section("busy")
    window.bridge.post(PresenceChanged(desk.provider_lines))
    settle()
    page.providers.wording.refresh()
    settle()
    return page.providers


def cards(window: MainWindow, desk: DeskDouble) -> None:
    _cards(window, desk)


def _into_view(window: MainWindow, widget: QWidget) -> None:
    settle()
    for area in window.findChildren(QScrollArea):
        if area.isAncestorOf(widget):
            area.ensureWidgetVisible(widget)


def removing(window: MainWindow, desk: DeskDouble) -> None:
    """One is to be removed, and one was undone."""
    form = _cards(window, desk)
    form.cards[1].undo_button.click()
    settle()
    form.cards[2].remove_button.click()


def wording(window: MainWindow, desk: DeskDouble) -> None:
    """What colleagues read, with what each service makes of it."""
    form = _cards(window, desk).wording
    form.text.setText("In focus until {end}")
    form.text.textEdited.emit(form.text.text())
    form.text.setFocus()
    _into_view(window, form)
    _into_view(window, form.preview)


def form_of(kind: str) -> Steps:
    def steps(window: MainWindow, desk: DeskDouble) -> None:
        form = _cards(window, desk)
        line = replace(sample.account("ok"), name="work", kind=kind, provider="")
        desk.account_lines = (line,)
        form.add_button.click()
        settle()
        form.form.kind.setCurrentIndex(form.form.kind.findData(kind))
        settle()

    return steps


def words(window: MainWindow, desk: DeskDouble) -> None:
    """A command, with how it is understood and words of its own."""
    form_of("command")(window, desk)
    form = settings(window).providers.form
    form.fields.editor("command").put("env LANG=C")
    form._look()
    form.words.open()
    form.words.text.setText("{urgent}")
    _into_view(window, form.leave_button)


def editing(window: MainWindow, desk: DeskDouble) -> None:
    """A block in which one is shown otherwise, by service too."""
    page = settings(window)
    page.show_section("week")
    settle()
    schedule = page.schedule.schedule
    assert schedule is not None
    number = next(at for at, span in enumerate(schedule.spans) if span.kind is Mode.FOCUS)
    levels = Levels(Level.TEXT, (("gitlab", Level.BUSY), ("slack", Level.AVAILABLE)))
    page.schedule.choose(number)
    page.schedule.editor.edited.emit(replace(schedule.spans[number], presence=levels), "")
    page.schedule.choose(number)
    _into_view(window, page.schedule.editor.level)


def account(window: MainWindow, desk: DeskDouble) -> None:
    """A new account that could show one as busy as well."""
    page = settings(window)
    page.show_section("accounts")
    page.accounts.add_button.click()
    page.accounts.form.kind.setCurrentIndex(page.accounts.form.kind.findData("gitlab"))
    settle()
    _into_view(window, page.accounts.form.leave_button)


def account_cards(window: MainWindow, desk: DeskDouble) -> None:
    settings(window).show_section("accounts")
    settle()
    line = replace(sample.account("ok"), name="code", kind="gitlab", provider="gitlab")
    window.bridge.post(AccountsChanged((sample.account("ok"), line)))
    settle()


def first_run(window: MainWindow, desk: DeskDouble) -> None:
    """The last step, with an account that was just added."""
    line = replace(sample.account("ok"), name="code", kind="gitlab")
    desk.account_lines = (sample.account("ok"), line)
    window.show_page("first_run")
    page = window.stack.currentWidget()
    assert isinstance(page, FirstRun)
    page.go(2)


def focus(window: MainWindow, desk: DeskDouble) -> None:
    lines = tuple(line for line in _lines(_french(desk)) if line.problem != "signed_out")
    window.bridge.post(PresenceChanged(lines))
    settle()


BUSY = (
    Screen("busy_cards", sample.FOCUS, cards),
    Screen("busy_removing", sample.FOCUS, removing),
    Screen("busy_wording", sample.FOCUS, wording),
    *(Screen(f"busy_form_{kind}", sample.FOCUS, form_of(kind)) for kind in ("gitlab", "teams", "caldav")),
    Screen("busy_form_words", sample.FOCUS, words),
    Screen("busy_span", sample.FOCUS, editing),
    Screen("busy_account", sample.OPEN, account),
    Screen("busy_accounts", sample.OPEN, account_cards),
    Screen("busy_first_run", sample.OPEN, first_run),
    Screen("busy_focus", sample.FOCUS, focus),
)
