"""The first minute: an account or the sample mailbox, how many check-ins a day, and where to show busy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QScrollArea, QWidget

from desktop.bridge import Bridge
from desktop.core.desk import Desk
from desktop.core.settings.week import PRESETS, preset
from desktop.core.views import AccountLine, ProviderLine
from desktop.window.counted import Counted
from desktop.window.forms import mnemonics
from desktop.window.forms.account_form import AccountForm
from desktop.window.forms.accounts_page import session_only
from desktop.window.forms.busy_there import BusyOnAccounts
from desktop.window.forms.first_rules import FirstRules
from desktop.window.forms.pages import Pages
from desktop.window.forms.says import Says, set_role
from desktop.window.forms.span_words import check_ins_words
from desktop.window.forms.trouble import of_request
from desktop.window.forms.week_grid import WeekGrid
from desktop.window.parts import announce, button, card, column, label, row
from desktop.window.theme import Theme

DESKTOP = "desktop"
"""The provider of this computer's own do-not-disturb."""
USUAL = 3


class FirstRun(QWidget):
    """Three steps; each can be skipped, and everything can be changed later in the settings."""

    sample_wanted = Signal()
    """The person would rather try the sample mailbox than give an account."""
    finished = Signal()

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._shown: tuple[str, ...] = ()
        self.account = AccountForm(bridge)
        self.sample_button = button(self.tr("Try the sample mailbox"))
        self.choices = {count: QRadioButton(Counted().check_ins_a_day(count)) for count in PRESETS}
        self.week = WeekGrid(theme, reads_only=True)
        self.plan = label(role="muted", wrap=True)
        self.account.asks_busy = False  # the last step does, for all that were added
        self.busy_there = BusyOnAccounts()
        self.busy = QCheckBox(self.tr("Switch on this desktop's do-not-disturb while I focus"))
        self.rules = FirstRules()
        self.says = Says()
        self.step = label(role="muted")
        self.title = label(role="title", wrap=True)
        self.back_button = button(self.tr("Back"))
        self.next_button = button("", "primary")
        self.pages = Pages(self._account_step(), self._week_step(), self._busy_step())
        self._lay_out()
        self._listen()
        self.go(0)

    # Layout

    def _lay_out(self) -> None:
        inside = QWidget()
        self._middle = middle = column(spacing=3)
        middle.setContentsMargins(32, 24, 32, 24)
        for each in (self.step, self.title, self.says, self.pages):
            middle.addWidget(each)
        buttons = row()
        for action in (self.next_button, self.back_button):
            buttons.addWidget(action)
        buttons.addStretch(1)
        middle.addLayout(buttons)
        middle.addStretch(1)
        narrow = QWidget()
        narrow.setMaximumWidth(860)
        narrow.setLayout(middle)
        around = row(inside)
        around.addStretch(1)
        around.addWidget(narrow, 100)
        around.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        column(self).addWidget(self._scroll)

    def _account_step(self) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=3)
        hint = self.tr(
            "Add a mail account. Écluse reads it and changes nothing there: no message is marked, moved or deleted. "
            "The password goes into your keyring only."
        )
        layout.addWidget(label(hint, "muted", wrap=True))
        frame = card()
        inside = frame.layout()
        assert inside is not None
        inside.addWidget(self.account)
        self.account.leave_button.hide()
        self.account.save_button.setText(self.tr("Save and continue"))
        layout.addWidget(frame)
        line = row()
        line.addWidget(label(self.tr("No account at hand?"), "muted"))
        line.addWidget(self.sample_button)
        line.addStretch(1)
        layout.addLayout(line)
        return page

    def _week_step(self) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=3)
        hint = self.tr(
            "What arrives waits for the next check-in, and then comes as one batch with one notification. "
            "In between are your focus blocks."
        )
        layout.addWidget(label(hint, "muted", wrap=True))
        line = row(spacing=4)
        self._group = QButtonGroup(self)
        for choice in self.choices.values():
            self._group.addButton(choice)
            line.addWidget(choice)
        line.addStretch(1)
        layout.addLayout(line)
        self.week.setMaximumHeight(440)
        layout.addWidget(self.plan)
        layout.addWidget(self.week, 1)
        self.choices[USUAL].setChecked(True)
        return page

    def _busy_step(self) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=3)
        frame = card()
        inside = frame.layout()
        assert inside is not None
        inside.addWidget(self.busy)
        hint = self.tr(
            "Other apps' notifications then stay silent in your focus blocks. Afterwards it is put back as it was, "
            "also after a crash. Your own do-not-disturb is never switched off."
        )
        inside.addWidget(label(hint, "muted", wrap=True))
        self.busy.setAccessibleDescription(hint)
        inside.addWidget(self.busy_there)
        inside.addWidget(label(self.tr("More services can be added in the settings, under Busy."), "muted", wrap=True))
        layout.addWidget(frame)
        through = card()
        around = through.layout()
        assert around is not None
        around.addWidget(self.rules)
        layout.addWidget(through)
        layout.addStretch(1)
        self.busy.setChecked(True)
        return page

    def _listen(self) -> None:
        self.account.saved.connect(self._account_saved)
        self.sample_button.clicked.connect(self._sample)
        self.back_button.clicked.connect(lambda: self.go(self.pages.current - 1))
        self.next_button.clicked.connect(self._next)
        self._group.buttonClicked.connect(self._preview)

    # Going through

    def go(self, number: int) -> None:
        """Show a step, 0 to 2, with the focus on what it asks first."""
        titles = (
            self.tr("Which messages shall wait for you?"),
            self.tr("When do you want to read them?"),
            self.tr("Who shall know that you are busy, and who may reach you?"),
        )
        nexts = (self.tr("Skip this"), self.tr("Continue"), self.tr("Done"))
        self.pages.show_page(number)
        self.step.setText(self.tr("Step {number} of {count}").format(number=number + 1, count=len(titles)))
        self.title.setText(titles[number])
        self.next_button.setText(nexts[number])
        set_role(self.next_button, "primary" if number else "")
        self.back_button.setVisible(number > 0)
        self._scroll.verticalScrollBar().setValue(0)
        self._middle.setStretchFactor(
            self.pages, 100 if number == 1 else 0
        )  # the painted week takes what room there is
        self._start()
        announce(self.title, f"{self.step.text()}: {titles[number]}")
        if number == 1:
            self._preview()
        elif number == 2:
            self._bridge.ask(lambda desk: desk.accounts(), self._offer_busy)
        mnemonics.assign(self)

    def _start(self) -> None:
        """Put the focus where the step begins."""
        if self.pages.current == 0:
            self.account.start()
        else:
            (self.choices[self._count()] if self.pages.current == 1 else self.busy).setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The window gives the focus to the page; the page knows which control it is for."""
        self._start()

    def _count(self) -> int:
        return next(count for count, choice in self.choices.items() if choice.isChecked())

    def _preview(self) -> None:
        spans = preset(self._count())
        self.week.show_spans(spans)
        self.week.scroll_to_day()
        self.plan.setText(check_ins_words(spans))

    def _account_saved(self, name: str, why: str) -> None:
        self.go(1)
        if why:
            self.says.problem(session_only(name, why))
        else:
            self.says.ok(self.tr("“{name}” is saved. Écluse reads it from now on.").format(name=name))

    def _sample(self) -> None:
        self.sample_wanted.emit()
        self.go(1)
        self.says.ok(self.tr("The sample mailbox is being opened."))

    def _next(self) -> None:
        self.says.nothing()
        number = self.pages.current
        if number == 0:
            self.go(1)
        elif number == 1:
            self._keep_week()
        else:
            self._keep_busy()

    def _keep_week(self) -> None:
        spans = preset(self._count())

        def keep(desk: Desk) -> None:
            desk.set_schedule(replace(desk.schedule(), spans=spans))

        self._bridge.ask(keep, lambda _: self.go(2), self._failed)

    def _offer_busy(self, accounts: Sequence[AccountLine]) -> None:
        self.busy_there.offer(accounts)
        mnemonics.assign(self)

    def _keep_busy(self) -> None:
        if problem := self.rules.problem():
            self.says.problem(problem)
            self.rules.people.setFocus()
            return
        wanted = self.busy.isChecked()
        deeds: list[Callable[[Desk], Any]] = [self.rules.keep, *self.busy_there.chosen()]
        self.next_button.setEnabled(False)  # a second press would add everything twice

        def shown(lines: tuple[ProviderLine, ...]) -> None:
            there = [line.name for line in lines if line.kind == DESKTOP]
            if wanted and not there:
                deeds.append(lambda desk: desk.add_provider(DESKTOP, DESKTOP, {}, {}))
            elif there and not wanted:
                deeds.append(lambda desk: desk.remove_provider(there[0]))
            self._do(deeds)

        self._bridge.ask(lambda desk: desk.presence(), shown, self._failed)

    def _do(self, deeds: Sequence[Callable[[Desk], Any]]) -> None:
        """One after the other; what fails is said, and what is done by then is not asked for again."""
        if not deeds:
            self.next_button.setEnabled(True)
            self.finished.emit()
            return

        def done(_: object) -> None:
            self._do(deeds[1:])

        self._bridge.ask(deeds[0], done, self._failed_busy)

    def _failed_busy(self, error: Exception) -> None:
        self._failed(error)
        self._bridge.ask(lambda desk: desk.accounts(), self._offer_busy)

    def _failed(self, error: Exception) -> None:
        self.next_button.setEnabled(True)
        self.says.problem(of_request(error).text)
