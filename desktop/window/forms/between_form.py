"""What happens outside the blocks, and with a check-in that was missed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from desktop.window.parts import column, label
from focus.schedule import Schedule


class BetweenForm(QWidget):
    """Shows a schedule's `between` and `missed`."""

    edited = Signal(object)
    """The `Schedule` with others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._schedule: Schedule | None = None
        self.hold = QRadioButton(self.tr("Arrivals wait for the next check-in"))
        self.flow = QRadioButton(self.tr("Arrivals come through at once"))
        self.release = QRadioButton(self.tr("Give it as soon as I am back and not in focus"))
        self.next = QRadioButton(self.tr("Let it wait for the next check-in"))
        layout = column(self, spacing=2)
        layout.setContentsMargins(0, 12, 0, 0)
        self._groups = []
        for title, choices in (
            (self.tr("Outside blocks and check-ins"), (self.hold, self.flow)),
            (self.tr("A check-in that was missed"), (self.release, self.next)),
        ):
            layout.addWidget(label(title, "strong"))
            group = QButtonGroup(self)
            for choice in choices:
                choice.setAccessibleDescription(title)
                choice.clicked.connect(self._edited)
                group.addButton(choice)
                layout.addWidget(choice)
            layout.addSpacing(12)
            self._groups.append(group)
        layout.addStretch(1)

    def show_schedule(self, schedule: Schedule) -> None:
        self._schedule = schedule
        (self.flow if schedule.between == "flow" else self.hold).setChecked(True)
        (self.next if schedule.missed == "next" else self.release).setChecked(True)

    def _edited(self) -> None:
        if self._schedule is not None:
            between = "flow" if self.flow.isChecked() else "hold"
            missed = "next" if self.next.isChecked() else "release"
            self.edited.emit(replace(self._schedule, between=between, missed=missed))
