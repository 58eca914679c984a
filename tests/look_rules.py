"""What `tests.look` does to bring the rules there: their list with all that can be odd, and the form of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.core.rule_views import Caught, CaughtLine
from desktop.window.forms.rules_form import RulesForm
from desktop.window.main_window import MainWindow
from inbox.item import State
from inbox.rules import CODES, DONE, HOLD, Match, Rule
from tests.desktop import sample
from tests.desktop.desk_double import DeskDouble
from tests.look_settings import Screen, settings, settle

RULES = (
    CODES,
    Rule(
        "key client and the lab",
        Match(address=("contact@client.example",), domain=("lab.example",), reason=("mentioned",)),
        budget=2,
    ),
    Rule("newsletters on Friday", Match(list=True), HOLD, until="Friday digest", label="news"),
    Rule("dev list", Match(list=("dev",)), HOLD),
    Rule("builds", Match(tool=("github", "jenkins"), reason=("automatic", "state_change")), DONE, off=True),
    Rule("not urgent: harbour@hull.example", Match(address=("harbour@hull.example",), code=True), HOLD),
)
_SAID = (
    ("Anna Lind", "The lock at Hull: gate 4 does not close", "through", False),
    ("Paul Roussel", "Budget 2027, last call", "through", True),
    ("contact@client.example", "Contract 12", "over_budget", False),
    ("contact@client.example", "Invoice", "unverified", False),
)


def _form(window: MainWindow, desk: DeskDouble) -> RulesForm:
    desk.rules_kept = RULES
    now = desk.now().at
    lines = tuple(
        CaughtLine(number, now - timedelta(days=3 * number, hours=number), sender, subject, what, regretted)
        for number, (sender, subject, what, regretted) in enumerate(_SAID, 1)
    )
    desk.caught_answer = Caught(30, 412, 8, 6, 0, 0, 1, 1, 2, lines)
    page = settings(window)
    page.show_section("rules")
    page.rules.refresh()
    settle()
    return page.rules


def listed(window: MainWindow, desk: DeskDouble) -> None:
    form = _form(window, desk)
    form.list.setFocus()
    form.list.setCurrentRow(2)


def moved(window: MainWindow, desk: DeskDouble) -> None:
    form = _form(window, desk)
    form.list.setFocus()
    form.move_rule(2, 1)
    settle()


def edited(window: MainWindow, desk: DeskDouble) -> None:
    form = _form(window, desk)
    form.change(1)
    settle(600)


def digest(window: MainWindow, desk: DeskDouble) -> None:
    """The newsletters' preset, which offers the check-in that it wants."""
    form = _form(window, desk)
    form.add()
    form.editor.start.setCurrentIndex(3)
    form.editor.start.activated.emit(3)
    settle(600)
    _show(window, form.editor.outcome.digest.leave_button)


def wrong(window: MainWindow, desk: DeskDouble) -> None:
    """Every condition, and what is said of those that are not right."""
    form = _form(window, desk)
    form.add()
    editor = form.editor
    editor.name.setText("all of it")
    for key in ("address", "words", "list", "reason", "account", "second_try", "unverified", "regex"):
        editor.conditions.add(key)
    for key, value in (("address", ("anna at client",)), ("regex", ("a(b", "fine")), ("list", ("dev", "announce"))):
        control = editor.conditions.control(key)
        assert control is not None
        control.put(value)
        control.edited.emit()
    editor.save()
    settle(600)


def trial(window: MainWindow, desk: DeskDouble) -> None:
    form = _form(window, desk)
    form.change(1)
    settle(600)
    _show(window, form.editor.leave_button)


def _show(window: MainWindow, widget: QWidget) -> None:
    for area in window.findChildren(QScrollArea):
        area.ensureWidgetVisible(widget)
    settle()


def written(window: MainWindow, desk: DeskDouble) -> None:
    """One key let a sender through, whom nobody vouches for."""
    for _ in range(3):
        window.deeds.move(1)
    window.deeds.always()
    settle()


def held(window: MainWindow, desk: DeskDouble) -> None:
    """A message that a rule holds for a check-in of its own, with its label."""
    week = desk.schedule()
    desk.set_schedule(replace(week, spans=(*week.spans[:-1], replace(week.spans[-1], name="evening"))))
    for id, item in desk.items.items():
        if item.state is State.HELD:
            desk.items[id] = replace(
                item, ruled_by="newsletters on Friday", because="rule", waits_for="evening", label="news"
            )
    window.show_page("held")


RULE_SCREENS = (
    Screen("rules_list", sample.OPEN, listed),
    Screen("rules_moved", sample.OPEN, moved),
    Screen("rules_edit", sample.OPEN, edited),
    Screen("rules_digest", sample.OPEN, digest),
    Screen("rules_wrong", sample.OPEN, wrong),
    Screen("rules_trial", sample.OPEN, trial),
    Screen("rules_key", sample.CHECK_IN, written),
    Screen("rules_held", sample.FOCUS, held, held=12),
)
