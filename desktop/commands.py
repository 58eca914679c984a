"""Everything a person can do, in ONE table: it feeds menus, tooltips, the `?` overlay, the palette and the tray.

To add a command: a method in `Deeds`, a line in `table`, and nothing else. A test finds keys that clash.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication

from focus.schedule import Mode

translate = QCoreApplication.translate

LISTS: Final = ("check_in", "held", "snoozed", "done", "search")
"""The pages that show items."""
PAGES: Final = (*LISTS, "focus", "answers", "outbox", "review", "settings", "manual", "first_run", "compose", "sheet")
"""Every place one can be; "compose" is the answer that is being written, "sheet" a card over the window."""


class Group(StrEnum):
    """How commands are grouped where they are listed."""

    ITEMS = "items"
    WRITING = "writing"
    READING = "reading"
    REVIEW = "review"
    GO = "go"
    FOCUS = "focus"
    APP = "app"


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides whether a command can be used: the page on screen, what is chosen there, and the mode.

    `link`: it can be opened where it came from; `mail`: it is one that is answered by mail. `aside`: the plan is not
    followed just now, being paused or off. `passed`: a rule let the item through at once.
    """

    page: str = "check_in"
    mode: Mode = Mode.OPEN
    item: bool = False
    link: bool = False
    mail: bool = False
    aside: bool = False
    passed: bool = False

    @property
    def in_list(self) -> bool:
        return self.page in LISTS


@dataclass(frozen=True, slots=True)
class Command:
    """`keys` are in Qt's portable text; the first is the one shown. `native`: the list itself answers its key."""

    id: str
    text: str
    keys: tuple[str, ...]
    group: Group
    call: Callable[[], None]
    when: Callable[[Situation], bool]
    native: bool = False


class Deeds(Protocol):
    """What commands call. The window's controller is it. UI thread; none of these waits for anything."""

    def move(self, step: int) -> None: ...
    def open(self) -> None: ...
    def done(self) -> None: ...
    def snooze(self) -> None: ...
    def pin(self) -> None: ...
    def answer(self, way: str) -> None:
        """`way`: reply, reply_all or forward."""

    def write(self, deed: str) -> None:
        """Something with the answer that is being written: send, later, attach, insert, keep or drop."""

    def open_at_source(self) -> None: ...
    def call_tool(self) -> None: ...
    def not_urgent(self) -> None: ...
    def always(self) -> None: ...
    def mark(self) -> None: ...
    def formatted(self) -> None: ...
    def links(self) -> None: ...
    def quotes(self) -> None: ...
    def images(self) -> None: ...
    def save_attachments(self) -> None: ...
    def headers(self) -> None: ...
    def undo(self) -> None: ...
    def go(self, page: str) -> None: ...
    def review(self, deed: str) -> None:
        """Something with the week in review on screen: before, after, now, table, copy, save, note or objectives."""

    def focus(self, length: timedelta | None = None) -> None: ...
    def ask_focus(self) -> None:
        """Have a length or an end typed, and what the block is for."""

    def extend(self) -> None: ...
    def stop_focus(self) -> None: ...
    def open_check_in(self) -> None: ...
    def close_check_in(self) -> None: ...
    def pause_plan(self) -> None: ...
    def off_until_monday(self) -> None: ...
    def ask_off(self) -> None:
        """Have a time typed until which the person is off."""

    def resume_plan(self) -> None: ...
    def pull(self) -> None: ...
    def ledger(self) -> None: ...
    def palette(self) -> None: ...
    def help(self) -> None: ...
    def quit(self) -> None: ...


def table(do: Deeds) -> tuple[Command, ...]:
    """The commands in the language of the moment, in the order in which they are listed."""
    return (
        *_items(do), *_reading(do), *_writing(do), *_review(do), *_go(do), *_focus(do), *_plan(do), *_app(do)
    )  # fmt: skip


def group_title(group: Group) -> str:
    return {
        Group.ITEMS: translate("Commands", "Messages"),
        Group.WRITING: translate("Commands", "While you answer"),
        Group.READING: translate("Commands", "Reading"),
        Group.REVIEW: translate("Commands", "Week in review"),
        Group.GO: translate("Commands", "Go to"),
        Group.FOCUS: translate("Commands", "Focus and check-ins"),
        Group.APP: translate("Commands", "Écluse"),
    }[group]


def _always(_: Situation) -> bool:
    return True


def _in_list(situation: Situation) -> bool:
    return situation.in_list


def _undoes(situation: Situation) -> bool:
    return situation.in_list or situation.page == "outbox"


def _on_item(situation: Situation) -> bool:
    return situation.in_list and situation.item


def _on_mail(situation: Situation) -> bool:
    return _on_item(situation) and situation.mail


def _items(do: Deeds) -> tuple[Command, ...]:
    items = Group.ITEMS
    return (
        Command("next", translate("Commands", "Next"), ("J",), items, lambda: do.move(1), _in_list),
        Command("previous", translate("Commands", "Previous"), ("K",), items, lambda: do.move(-1), _in_list),
        Command("open", translate("Commands", "Read"), ("Return",), items, do.open, _on_item, native=True),
        Command(
            "done",
            translate("Commands", "Done"),
            ("E",),
            items,
            do.done,
            lambda now: _on_item(now) and now.page != "done",
        ),
        Command("reply", translate("Commands", "Reply"), ("R",), items, lambda: do.answer("reply"), _on_item),
        Command(
            "reply_all",
            translate("Commands", "Reply to all"),
            ("Shift+R",),
            items,
            lambda: do.answer("reply_all"),
            _on_mail,
        ),
        Command("forward", translate("Commands", "Forward"), ("F",), items, lambda: do.answer("forward"), _on_mail),
        Command("snooze", translate("Commands", "Snooze"), ("S",), items, do.snooze, _on_item),
        Command("pin", translate("Commands", "Pin"), ("P",), items, do.pin, _on_item),
        Command(
            "source",
            translate("Commands", "Open at source"),
            ("O",),
            items,
            do.open_at_source,
            lambda now: _on_item(now) and now.link,
        ),
        Command("mark", translate("Commands", "Select"), ("X",), items, do.mark, _on_item),
        Command("tool", translate("Commands", "Treat the sender as a tool"), ("T",), items, do.call_tool, _on_mail),
        Command(
            "not_urgent",
            translate("Commands", "Not urgent, do not do that again"),
            ("Shift+N",),
            items,
            do.not_urgent,
            lambda now: _on_item(now) and now.passed,
        ),
        Command(
            "always", translate("Commands", "Always let this person through"), ("Shift+A",), items, do.always, _on_item
        ),
        Command("undo", translate("Commands", "Undo"), ("U", "Ctrl+Z"), items, do.undo, _undoes),
    )


def _writing(do: Deeds) -> tuple[Command, ...]:
    def command(deed: str, text: str, *keys: str) -> Command:
        return Command(
            f"write_{deed}", text, keys, Group.WRITING, lambda: do.write(deed), lambda now: now.page == "compose"
        )

    return (
        command("send", translate("Commands", "Send"), "Ctrl+Return", "Ctrl+Enter"),
        command("later", translate("Commands", "Send later"), "Ctrl+Shift+L"),
        command("attach", translate("Commands", "Attach files"), "Ctrl+Shift+A"),
        command("insert", translate("Commands", "Insert an answer"), "Ctrl+Space"),
        command("keep", translate("Commands", "Keep this as an answer"), "Ctrl+Shift+K"),
        command("drop", translate("Commands", "Discard the draft"), "Ctrl+Shift+D"),
    )


def _reading(do: Deeds) -> tuple[Command, ...]:
    said = {
        "formatted": (translate("Commands", "Plain or formatted text"), "V", do.formatted),
        "links": (translate("Commands", "Links"), "L", do.links),
        "quotes": (translate("Commands", "Show or hide quoted text"), "Q", do.quotes),
        "images": (translate("Commands", "Load the images of this message"), "I", do.images),
        "save": (translate("Commands", "Save the attachments"), "Ctrl+S", do.save_attachments),
        "headers": (translate("Commands", "Headers"), "H", do.headers),
    }
    return tuple(Command(id, text, (key,), Group.READING, call, _on_item) for id, (text, key, call) in said.items())


def _review(do: Deeds) -> tuple[Command, ...]:
    def command(deed: str, text: str, *keys: str) -> Command:
        return Command(
            f"review_{deed}", text, keys, Group.REVIEW, lambda: do.review(deed), lambda now: now.page == "review"
        )

    return (
        command("after", translate("Commands", "Next week"), "J"),
        command("before", translate("Commands", "Previous week"), "K"),
        command("now", translate("Commands", "This week"), "T"),
        command("table", translate("Commands", "Charts or tables"), "V"),
        command("note", translate("Commands", "Weekly note"), "N"),
        command("objectives", translate("Commands", "Objectives"), "O"),
        command("copy", translate("Commands", "Copy as Markdown"), "C"),
        command("save", translate("Commands", "Save the review as a file"), "Ctrl+S"),
    )


def _go(do: Deeds) -> tuple[Command, ...]:
    go = Group.GO
    return (
        Command("go_check_in", translate("Commands", "Check-in"), ("G, C",), go, lambda: do.go("check_in"), _always),
        Command("go_held", translate("Commands", "Held"), ("G, H",), go, lambda: do.go("held"), _always),
        Command("go_snoozed", translate("Commands", "Snoozed"), ("G, S",), go, lambda: do.go("snoozed"), _always),
        Command("go_done", translate("Commands", "Done messages"), ("G, D",), go, lambda: do.go("done"), _always),
        Command("go_outbox", translate("Commands", "Outbox"), ("G, O",), go, lambda: do.go("outbox"), _always),
        Command("go_answers", translate("Commands", "Answers"), ("G, A",), go, lambda: do.go("answers"), _always),
        Command("go_review", translate("Commands", "Week in review"), ("G, W",), go, lambda: do.go("review"), _always),
        Command("ledger", translate("Commands", "Ledger"), ("G, L",), go, do.ledger, _always),
        Command("search", translate("Commands", "Search"), ("/", "Ctrl+F"), go, lambda: do.go("search"), _always),
        Command(
            "settings", translate("Commands", "Settings"), ("Ctrl+,", "G, T"), go, lambda: do.go("settings"), _always
        ),
    )


def _focus(do: Deeds) -> tuple[Command, ...]:
    focus = Group.FOCUS

    def free(situation: Situation) -> bool:
        return situation.mode is not Mode.FOCUS

    def busy(situation: Situation) -> bool:
        return situation.mode is Mode.FOCUS

    def minutes(count: int) -> Callable[[], None]:
        return lambda: do.focus(timedelta(minutes=count))

    return (
        Command("focus", translate("Commands", "Focus now"), ("F9",), focus, lambda: do.focus(None), free),
        Command("focus_25", translate("Commands", "Focus for 25 minutes"), (), focus, minutes(25), _always),
        Command("focus_50", translate("Commands", "Focus for 50 minutes"), (), focus, minutes(50), _always),
        Command("focus_90", translate("Commands", "Focus for 90 minutes"), (), focus, minutes(90), _always),
        Command("ask_focus", translate("Commands", "Focus until…"), ("Shift+F9",), focus, do.ask_focus, _always),
        Command("extend", translate("Commands", "15 min more"), ("+",), focus, do.extend, busy),
        Command("stop_focus", translate("Commands", "End focus"), ("F9",), focus, do.stop_focus, busy),
        Command(
            "peek",
            translate("Commands", "Peek at the queue"),
            ("P",),
            focus,
            lambda: do.go("held"),
            lambda now: now.page == "focus",
        ),
        Command(
            "open_check_in",
            translate("Commands", "Open a check-in now"),
            ("F8",),
            focus,
            do.open_check_in,
            lambda now: now.mode is not Mode.CHECK_IN,
        ),
        Command(
            "close_check_in",
            translate("Commands", "End the check-in"),
            ("F8",),
            focus,
            do.close_check_in,
            lambda now: now.mode is Mode.CHECK_IN,
        ),
        Command("pull", translate("Commands", "Ask the accounts now"), ("F5",), focus, do.pull, _always),
    )


def _plan(do: Deeds) -> tuple[Command, ...]:
    focus = Group.FOCUS

    def followed(situation: Situation) -> bool:
        return not situation.aside

    def aside(situation: Situation) -> bool:
        return situation.aside

    return (
        Command("pause", translate("Commands", "Pause for today"), ("F7",), focus, do.pause_plan, followed),
        Command("resume", translate("Commands", "Back to the plan"), ("F7",), focus, do.resume_plan, aside),
        Command("off_monday", translate("Commands", "Off until Monday"), (), focus, do.off_until_monday, _always),
        Command("off_until", translate("Commands", "Off until…"), ("Shift+F7",), focus, do.ask_off, _always),
    )


def _app(do: Deeds) -> tuple[Command, ...]:
    app = Group.APP
    return (
        Command("palette", translate("Commands", "Commands"), ("Ctrl+K",), app, do.palette, _always),
        Command("help", translate("Commands", "Keys and help"), ("?", "F1"), app, do.help, _always),
        Command("manual", translate("Commands", "Manual"), ("Shift+F1",), app, lambda: do.go("manual"), _always),
        Command("quit", translate("Commands", "Quit Écluse"), ("Ctrl+Q",), app, do.quit, _always),
    )
