"""The rules in their order: what comes through at once, what waits for which check-in, what is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.bridge import Bridge
from desktop.core.desk import Desk
from desktop.core.rule_views import RuleSet
from desktop.core.text import cleaned
from desktop.window.forms import mnemonics
from desktop.window.forms.pages import Pages, limited
from desktop.window.forms.rule_editor import RuleEditor
from desktop.window.forms.rule_list import RuleListing
from desktop.window.forms.says import Says
from desktop.window.forms.trouble import of_request
from desktop.window.parts import button, column, label, row
from desktop.window.theme import Theme
from inbox.rules import Rule


class RulesForm(QWidget):
    """The list, and in its place the form while a rule is made or changed. Each change is kept at once; one key or the
    button takes the latest back."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.shown = RuleSet(())
        self._before: tuple[Rule, ...] | None = None
        """As they were before the latest change made here."""
        self._current = 0
        self.list = RuleListing(theme)
        self.says = Says()
        self.undo_button = button(self.tr("Undo"), "link")
        self.none_yet = label(self.tr("There is no rule: everything waits for its check-in."), wrap=True)
        self.add_button = button(self.tr("Add a rule…"), "primary")
        self.edit_button = button(self.tr("Change…"))
        self.copy_button = button(self.tr("Duplicate"))
        self.switch_button = button(self.tr("Switch off"))
        self.remove_button = button(self.tr("Remove"))
        self.up_button, self.down_button = button(self.tr("Move up")), button(self.tr("Move down"))
        self.editor = RuleEditor(bridge)
        self.pages = Pages(limited(self._listing(), 880), self._editing())
        column(self).addWidget(self.pages)
        self._listen()
        self.undo_button.hide()
        self._put(self.shown, -1)
        bridge.ask(lambda desk: desk.rule_set(), self._show)

    def _listing(self) -> QWidget:
        self.listing = QWidget()
        layout = column(self.listing, spacing=3)
        hint = self.tr(
            "As a message arrives, the first rule that matches decides; the order counts. What no rule matches waits "
            "for its check-in. What has arrived stays as it was decided."
        )
        layout.addWidget(label(hint, "muted", wrap=True))
        said = row()
        said.addWidget(self.says, 1)
        said.addWidget(self.undo_button)
        layout.addLayout(said)
        layout.addWidget(self.none_yet)
        layout.addWidget(self.list, 1)
        for line in (
            (self.add_button, self.edit_button, self.copy_button),
            (self.up_button, self.down_button, self.switch_button, self.remove_button),
        ):
            buttons = row()
            for each in line:
                buttons.addWidget(each)
            buttons.addStretch(1)
            layout.addLayout(buttons)
        keys = self.tr("Enter: change · Space: on or off · Alt+Up, Alt+Down: move · Ctrl+D: duplicate · Del: remove")
        layout.addWidget(label(keys, "small", wrap=True))
        mnemonics.assign(self.listing)
        return self.listing

    def _editing(self) -> QWidget:
        made = QWidget()
        around = column(made)
        around.addWidget(limited(self.editor, 1200))
        around.addStretch(1)
        return made

    def _listen(self) -> None:
        self.list.currentRowChanged.connect(self._usable)
        self.list.move_wanted.connect(self.move_rule)
        for wanted, pressed, do in (
            (self.list.edit_wanted, self.edit_button, self.change),
            (self.list.copy_wanted, self.copy_button, self.duplicate),
            (self.list.switch_wanted, self.switch_button, self.switch),
            (self.list.remove_wanted, self.remove_button, self.remove),
        ):
            wanted.connect(do)
            pressed.clicked.connect(self._with_current(do))
        self.up_button.clicked.connect(self._with_current(lambda place: self.move_rule(place, place - 1)))
        self.down_button.clicked.connect(self._with_current(lambda place: self.move_rule(place, place + 1)))
        self.add_button.clicked.connect(self.add)
        self.undo_button.clicked.connect(self.undo)
        self.editor.saved.connect(self._saved)
        self.editor.left.connect(self._back)

    def _with_current(self, do: Callable[[int], None]) -> Callable[[], None]:
        def pressed() -> None:
            if self.list.currentRow() >= 0:
                do(self.list.currentRow())

        return pressed

    def showEvent(self, event: QShowEvent) -> None:
        """A key in a list of messages may have written a rule meanwhile."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        if self.pages.current == 0:
            self._bridge.ask(lambda desk: desk.rule_set(), self._show)

    def _show(self, shown: RuleSet) -> None:
        """Where they are as before, the list is left alone: the focus and the place in it stay."""
        if shown.rules != self.shown.rules:
            self._before = None
            self.undo_button.hide()
        if shown != self.shown or not self.list.count():
            self._put(shown, self.list.currentRow())

    def _put(self, shown: RuleSet, current: int) -> None:
        self.shown = shown
        self.list.show_rules(shown, current)
        self.list.setVisible(bool(shown.rules))
        self.none_yet.setVisible(not shown.rules)
        self._usable()

    def _usable(self) -> None:
        here, count = self.list.currentRow(), self.list.count()
        for each in (self.edit_button, self.copy_button, self.switch_button, self.remove_button):
            each.setEnabled(here >= 0)
        self.up_button.setEnabled(here > 0)
        self.down_button.setEnabled(0 <= here < count - 1)
        off = 0 <= here < len(self.shown.rules) and self.shown.rules[here].off
        self.switch_button.setText(self.tr("Switch on") if off else self.tr("Switch off"))
        mnemonics.assign(self.listing)

    # Each change goes to the engine, and what it answers is shown

    def _ask(self, do: Callable[[Desk], RuleSet], current: int, said: str) -> None:
        before = self.shown.rules

        def done(shown: RuleSet) -> None:
            self._put(shown, current)
            self._before = before
            self.says.ok(said)
            self.undo_button.show()

        self._bridge.ask(do, done, self._failed)

    def _failed(self, error: Exception) -> None:
        self.says.problem(of_request(error).text)
        self.undo_button.hide()
        self.refresh()

    def _named(self, words: str, rule: Rule) -> str:
        return words.format(name=cleaned(rule.name, 80))

    def move_rule(self, place: int, to: int) -> None:
        rules = self.shown.rules
        if not (0 <= place < len(rules) and 0 <= to < len(rules)):
            return
        rule = rules[place]
        said = self.tr("“{name}” is number {number} now.").format(name=cleaned(rule.name, 80), number=to + 1)
        self._ask(lambda desk: desk.move_rule(place, to, rule), to, said)

    def switch(self, place: int) -> None:
        rule = self.shown.rules[place]
        changed = replace(rule, off=not rule.off)
        said = self.tr("“{name}” is on again.") if rule.off else self.tr("“{name}” is off: it decides nothing.")
        self._ask(lambda desk: desk.put_rule(place, changed, rule), place, self._named(said, rule))

    def remove(self, place: int) -> None:
        rule = self.shown.rules[place]
        said = self._named(self.tr("“{name}” is removed."), rule)
        self._ask(lambda desk: desk.take_rule(place, rule), min(place, len(self.shown.rules) - 2), said)

    def undo(self) -> None:
        before, now = self._before, self.shown.rules
        if before is None:
            return
        here = self.list.currentRow()

        def undone(shown: RuleSet) -> None:
            self._before = None
            self._put(shown, here)
            self.undo_button.hide()
            self.says.ok(self.tr("Undone: the rules are as before."))
            self.list.setFocus()

        self._bridge.ask(lambda desk: desk.set_rules(before, now), undone, self._failed)

    # The form

    def add(self) -> None:
        """At the top: what is new is to decide, and is moved from there."""
        self._open(0, None)

    def change(self, place: int) -> None:
        self._open(place, self.shown.rules[place])

    def duplicate(self, place: int) -> None:
        rule = self.shown.rules[place]
        name = self.tr("{name} (copy)").format(name=rule.name)
        self._open(place + 1, replace(rule, name=name), new=True)

    def _open(self, place: int, rule: Rule | None, *, new: bool = False) -> None:
        self.says.nothing()
        self.undo_button.hide()
        self._current = place
        self.editor.begin(self.shown, place, rule, new=new)
        self.pages.show_page(1)
        self.editor.focus_first()

    def _saved(self, shown: RuleSet) -> None:
        before, rule = self.shown.rules, shown.rules[self._current]
        self._put(shown, self._current)
        self._before = before
        self.says.ok(self._named(self.tr("“{name}” is saved. It decides of what arrives from now on."), rule))
        self._back()
        self.undo_button.show()

    def _back(self) -> None:
        self.pages.show_page(0)
        (self.list if self.list.count() else self.add_button).setFocus()
