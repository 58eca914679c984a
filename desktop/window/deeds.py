"""What the commands do: each asks the engine, and shows what came of it. Nothing here waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal

from desktop.bridge import Bridge
from desktop.core.desk import Desk, RequestError
from desktop.core.views import Now, RuleLine, ToolLine
from desktop.window import mention_words, now_words, promise_words, texts
from desktop.window.counted import Counted
from desktop.window.hold_words import rule_written
from desktop.window.list_page import ListPage
from desktop.window.shell import Present
from desktop.window.texts import translate
from focus.schedule import Mode
from inbox.batch import is_owed

if TYPE_CHECKING:  # not for the first paint
    from desktop.core.when import Asked
    from desktop.window.reading_pane import ReadingPane
    from desktop.window.sheets import Sheets

EXTENSION = timedelta(minutes=15)
_SCHEMES = ("http", "https", "mailto")


class Screen(Protocol):
    """What the deeds need of the window."""

    @property
    def sheets(self) -> Sheets: ...
    def list_page(self) -> ListPage | None:
        """The list on screen, if one is."""

    def show_page(self, name: str) -> None: ...
    def say(self, text: str, *, undo: bool = False) -> None:
        """`undo`: it can be taken back, which is offered."""

    def answer(self, way: str) -> None: ...
    def write(self, deed: str) -> None: ...
    def review(self, deed: str) -> None: ...
    def take_back(self) -> bool:
        """Take back the answer that has just gone; False where something else comes first."""


class WindowDeeds(QObject):
    """`desktop.commands.Deeds` for the window. UI thread only."""

    quit_wanted = Signal()

    def __init__(self, screen: Screen, bridge: Bridge, present: Present) -> None:
        super().__init__()
        self._screen = screen
        self._bridge = bridge
        self._present = present
        bridge.refused.connect(self._refused)
        present.travelled.connect(self._travelled)

    # Lists

    def move(self, step: int) -> None:
        page = self._screen.list_page()
        if page is not None:
            page.list.step_by(step)

    def open(self) -> None:
        page = self._screen.list_page()
        if page is not None:
            page.list.open_current()

    def mark(self) -> None:
        page = self._screen.list_page()
        if page is not None:
            page.list.mark_current()

    # Triage

    def done(self) -> None:
        page, ids = self._targets()
        if page is not None and ids:
            said = Counted().done(len(ids))
            self._bridge.ask(lambda desk: desk.done(ids), self._after(page, ids, said))

    def snooze(self) -> None:
        page, ids = self._targets()
        if page is None or not ids:
            return

        def until(when: datetime) -> None:
            time = texts.moment(when, self._present.at())
            owed = [row.item for row in page.list.items.rows if row.item.id in ids and is_owed(row.item)]
            late = promise_words.late_by_then(sum(one.due_at is not None and one.due_at < when for one in owed))
            said = f"{Counted().snoozed(len(ids), time)} {late}".rstrip()
            self._bridge.ask(lambda desk: desk.snooze(ids, when), self._after(page, ids, said))

        self._screen.sheets.ask_snooze(len(ids), until)

    def pin(self) -> None:
        page, ids = self._targets()
        if page is None or not ids:
            return
        pinned = {row.item.id for row in page.list.items.rows if row.item.pinned}
        wanted = not pinned.issuperset(ids)
        said = translate("Deeds", "Pinned.") if wanted else translate("Deeds", "Unpinned.")

        def after(_: int) -> None:
            page.list.items.unmark_all()
            page.refresh()
            self._screen.say(said, undo=True)

        self._bridge.ask(lambda desk: desk.pin(ids, wanted), after)

    def answer(self, way: str) -> None:
        page = self._screen.list_page()
        item = None if page is None else page.item()
        if item is not None and not item.has_mail:
            self._screen.say(mention_words.answered_there(item))
        else:
            self._screen.answer(way)

    def write(self, deed: str) -> None:
        self._screen.write(deed)

    def undo(self) -> None:
        if self._screen.take_back():
            return

        def after(name: str) -> None:
            self._screen.say(_undone(name))
            page = self._screen.list_page()
            if page is not None:
                page.refresh()

        self._bridge.ask(lambda desk: desk.undo(), after)

    def _targets(self) -> tuple[ListPage | None, tuple[int, ...]]:
        page = self._screen.list_page()
        return page, () if page is None else page.targets()

    def _after(self, page: ListPage, ids: Sequence[int], said: str) -> Callable[[int], None]:
        def after(_: int) -> None:
            page.take_away(ids)
            self._screen.say(said, undo=True)

        return after

    def call_tool(self) -> None:
        page = self._screen.list_page()
        item = None if page is None else page.item()
        if page is None or item is None:
            return

        def after(tool: ToolLine) -> None:
            page.refresh()
            words = translate("Deeds", "Messages from {sender} now count as notifications of {tool}.")
            if tool.unverified and not tool.items:
                words = translate(
                    "Deeds",
                    "From now on {sender} is {tool}. Nobody vouches for this message: it stays an ordinary one.",
                )
            self._screen.say(words.format(sender=tool.sender, tool=tool.name), undo=True)

        self._bridge.ask(lambda desk: desk.call_tool(item.id), after)

    def not_urgent(self) -> None:
        self._write_rule(lambda desk, id: desk.not_urgent(id))

    def always(self) -> None:
        self._write_rule(lambda desk, id: desk.always(id))

    def _write_rule(self, write: Callable[[Desk, int], RuleLine]) -> None:
        """About the message that is looked at, one key writes a rule, and says which."""
        page = self._screen.list_page()
        item = None if page is None else page.item()
        if page is None or item is None:
            return

        def after(rule: RuleLine) -> None:
            page.refresh()
            self._screen.say(rule_written(rule), undo=rule.new)

        self._bridge.ask(lambda desk: write(desk, item.id), after)

    def open_at_source(self) -> None:
        page = self._screen.list_page()
        item = None if page is None else page.item()
        if item is None:
            return
        if not opens(item.link):
            self._screen.say(translate("Deeds", "This link is not opened: only web and mail addresses are."))
            return
        if page is not None and mention_words.seems(item):
            page.reading.ask_source(mention_words.sign(item)[1])
            return
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        self._screen.say(translate("Deeds", "Opening {host}…").format(host=urlsplit(item.link).hostname or item.link))
        QDesktopServices.openUrl(QUrl(item.link))

    # Reading: each says why not, where there is nothing to do it with

    def formatted(self) -> None:
        self._with_pane(lambda pane: pane.toggle_formatted())

    def quotes(self) -> None:
        self._with_pane(lambda pane: pane.toggle_quotes())

    def images(self) -> None:
        self._with_pane(lambda pane: pane.load_images())

    def save_attachments(self) -> None:
        self._with_pane(lambda pane: pane.save_attachments())

    def links(self) -> None:
        def ask(pane: ReadingPane) -> str:
            if not pane.links:
                return translate("Deeds", "This message has no links.")
            self._screen.sheets.ask_link(pane.links, pane.ask_link)
            return ""

        self._with_pane(ask)

    def headers(self) -> None:
        def show(pane: ReadingPane) -> str:
            if pane.mail is None or not pane.mail.headers:
                return translate("Deeds", "The headers are not to hand: the whole message is not open.")
            self._screen.sheets.open_headers(pane.mail.headers)
            return ""

        self._with_pane(show)

    def _with_pane(self, do: Callable[[ReadingPane], str]) -> None:
        page = self._screen.list_page()
        if page is not None and page.item() is not None:
            why_not = do(page.reading)
            if why_not:
                self._screen.say(why_not)

    # Places

    def go(self, page: str) -> None:
        self._screen.show_page(page)

    def review(self, deed: str) -> None:
        self._screen.review(deed)

    def palette(self) -> None:
        self._screen.sheets.open_palette()

    def ledger(self) -> None:
        at = self._present.at()
        self._bridge.ask(
            lambda desk: (desk.ledger(), desk.gaps()),
            lambda found: self._screen.sheets.open_ledger(*found, at),
        )

    def help(self) -> None:
        self._screen.sheets.open_help()

    def quit(self) -> None:
        self.quit_wanted.emit()

    # Focus and check-ins

    def focus(self, length: timedelta | None = None) -> None:
        self._bridge.ask(lambda desk: desk.focus(length=length), self._took(_focused))

    def ask_focus(self) -> None:
        self._screen.sheets.ask_focus(self._focus)

    def _focus(self, asked: Asked) -> None:
        def focus(desk: Desk) -> Now:
            return desk.focus(length=asked.length, until=asked.until, intention=asked.intention)

        self._bridge.ask(focus, self._took(_focused))

    def intend(self, intention: str) -> None:
        """Give the block that runs an intention; its end stays."""
        now = self._present.now
        if now is not None and now.mode is Mode.FOCUS and now.until is not None:
            until = now.until
            self._bridge.ask(lambda desk: desk.focus(until=until, intention=intention), self._present.take_now)

    def extend(self) -> None:
        self._bridge.ask(lambda desk: desk.extend(EXTENSION), self._took(_focused))

    def stop_focus(self) -> None:
        ended = translate("Deeds", "Focus ended.")
        self._bridge.ask(lambda desk: desk.stop_focus(), self._took(lambda now, at: ended))

    def open_check_in(self) -> None:
        def after(now: Now) -> None:
            self._present.take_now(now)
            self._screen.show_page("check_in")

        self._bridge.ask(lambda desk: desk.open_check_in(), after)

    def close_check_in(self) -> None:
        ended = translate("Deeds", "The check-in has ended. What arrives waits for the next one.")
        self._bridge.ask(lambda desk: desk.close_check_in(), self._took(lambda now, at: ended))

    def pause_plan(self) -> None:
        self._bridge.ask(lambda desk: desk.pause_plan(), self._took(_focused))

    def off_until_monday(self) -> None:
        from desktop.core.when import monday

        self._off(monday(self._present.at()))

    def ask_off(self) -> None:
        self._screen.sheets.ask_off(self._off)

    def _off(self, until: datetime) -> None:
        self._bridge.ask(lambda desk: desk.off(until), self._took(_focused))

    def resume_plan(self) -> None:
        back = translate("Deeds", "The plan is followed again.")
        self._bridge.ask(lambda desk: desk.resume_plan(), self._took(lambda now, at: back))

    def pull(self) -> None:
        self._screen.say(translate("Deeds", "Asking the accounts…"))

        def after(_: None) -> None:
            self._screen.say(translate("Deeds", "Accounts asked."))

        self._bridge.ask(lambda desk: desk.pull(), after)

    def _took(self, words: Callable[[Now, datetime], str]) -> Callable[[Now], None]:
        def after(now: Now) -> None:
            self._present.take_now(now)
            self._screen.say(words(now, self._present.at()))

        return after

    def _travelled(self) -> None:
        at = self._present.at()
        said = translate("Deeds", "The week now follows the clock of {zone}, where it is {time}.")
        self._screen.say(said.format(zone=now_words.zone_name(at), time=texts.clock(at)))

    def _refused(self, error: RequestError) -> None:
        self._screen.say(f"{error.message} {error.advice}".strip())


def opens(link: str) -> bool:
    """Whether a link may be handed to the system: web and mail addresses without a user name, nothing else."""
    if any(ord(char) < 0x21 or ord(char) == 0x7F for char in link) or "\\" in link:
        return False
    try:
        parts = urlsplit(link)
        user = parts.username
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return bool(parts.path) and all(field in ("to", "cc", "subject", "body") for field in _fields(parts.query))
    return parts.scheme in _SCHEMES and bool(parts.hostname) and user is None


def _fields(query: str) -> list[str]:
    return [part.split("=", 1)[0].casefold() for part in query.split("&") if part]


def _focused(now: Now, at: datetime) -> str:
    return f"{now_words.headline(now, at)}."


def _undone(name: str) -> str:
    return {
        "": translate("Deeds", "There is nothing to undo."),
        "done": translate("Deeds", "Undone: the messages are back."),
        "snooze": translate("Deeds", "Undone: the messages are not snoozed any more."),
        "pin": translate("Deeds", "Undone: pins are as before."),
        "tool": translate("Deeds", "Undone: they are ordinary messages again."),
        "not_urgent": translate("Deeds", "Undone: the rule is gone, and what its sender writes may come through."),
        "always": translate("Deeds", "Undone: the rule is gone, and what its sender writes waits as before."),
    }.get(name, translate("Deeds", "Undone."))
