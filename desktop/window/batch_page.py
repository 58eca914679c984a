"""The check-in: the latest batch in reading order, how far one has come, and the word that it is over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.core.events import QueueChanged
from desktop.core.text import cleaned
from desktop.core.views import BatchView, Row
from desktop.shortcuts import key_text
from desktop.window import now_words, promise_words, texts
from desktop.window.counted import Counted
from desktop.window.gap_words import gaps_of_batch
from desktop.window.list_page import ListPage
from desktop.window.parts import announce, column, hairline, label
from desktop.window.shell import Shell
from desktop.window.texts import translate
from desktop.window.theme import STEP, Theme
from focus.schedule import Mode


class ProgressLine(QWidget):
    """A thin line that fills. The words above it say the same, so a screen reader passes it over."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(80, STEP)

    def set_share(self, share: float) -> None:
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.color("line"))
        painter.setBrush(self._theme.color("line"))
        area = self.rect().adjusted(0, 0, -1, -1)
        painter.drawRoundedRect(area, 2, 2)
        if self._share > 0:
            full = area.width()
            area.setWidth(max(STEP, round(full * self._share)))
            if self.layoutDirection().name == "RightToLeft":
                area.moveRight(full)
            painter.setPen(self._theme.color("ok"))
            painter.setBrush(self._theme.color("ok"))
            painter.drawRoundedRect(area, 2, 2)
        painter.end()


class BatchPage(ListPage):
    """`opened` rows stay where they are until they are done or snoozed: a batch is worked through, then it is over."""

    def __init__(self, shell: Shell) -> None:
        self._batch: BatchView | None = None
        self._known = False
        super().__init__("check_in", shell, grouped=True)
        self.list.setAccessibleName(translate("Batch", "Messages of the batch"))
        self._header.hide()
        shell.present.changed.connect(self._reword)

    def make_header(self, box: QVBoxLayout) -> None:
        self._header = QWidget()
        inner = column(self._header, spacing=1)
        inner.setContentsMargins(5 * STEP - 2, 4 * STEP - 1, 5 * STEP - 2, 4 * STEP - 2)
        self._title = label("", "heading", wrap=True)
        self._progress = label("", "small", wrap=True)
        self._line = ProgressLine(self.shell.theme)
        inner.addWidget(self._title)
        inner.addWidget(self._progress)
        self._elsewhere = label("", "small", wrap=True)
        inner.addWidget(self._elsewhere)
        self._owed = label("", "small", wrap=True)
        inner.addWidget(self._owed)
        self._gaps = label("", "small", wrap=True)
        inner.addWidget(self._gaps)
        inner.addSpacing(2 * STEP)
        inner.addWidget(self._line)
        box.addWidget(self._header)
        self._rule = hairline()
        self._rule.hide()
        box.addWidget(self._rule)

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def progress(self) -> str:
        return self._progress.text()

    @property
    def elsewhere(self) -> str:
        return self._elsewhere.text()

    @property
    def owed(self) -> str:
        """Whose answers are due before the next check-in."""
        return self._owed.text()

    @property
    def gaps(self) -> str:
        return self._gaps.text()

    def refresh(self) -> None:
        self.shell.bridge.ask(lambda desk: desk.batch(), self.show_batch)

    def show_batch(self, found: tuple[BatchView, tuple[Row, ...]] | None) -> None:
        """The newest batch with its rows in reading order; None: there has been none yet."""
        self._known = True
        over_before = self._batch is not None and self._batch.left == 0
        self._batch, rows = found if found is not None else (None, ())
        left = [row for row in rows if row.item.is_out]
        self._word_header()
        self.show_rows(left, complete=True)
        if self._batch is not None and self._batch.left == 0 and not (over_before or left):
            announce(self, self.empty.said)

    def queue_changed(self, changed: QueueChanged) -> None:
        if changed.newest is not None:
            self.show_batch(changed.newest)
        else:
            self.refresh()

    def show_early(self, rows: Sequence[Row]) -> None:
        """What is known before the engine runs: rows without their batch's header."""
        if not self._known:
            self.show_rows(rows, complete=True)

    def take_away(self, ids: Sequence[int]) -> None:  # type: ignore[override]
        super().take_away(ids)
        self.refresh()

    def _reword(self) -> None:
        self._word_header()
        if not self.list.items.rows:
            self.say_empty()

    def _word_header(self) -> None:
        batch = self._batch
        self._header.setVisible(batch is not None)
        self._rule.setVisible(batch is not None)
        if batch is None:
            return
        at = self.shell.present.at()
        opened = texts.moment(batch.opened_at, at)
        name = cleaned(batch.name, 60)
        messages = Counted().messages(batch.total)
        people = Counted().people(batch.people)
        when = f"{opened}, {name}" if name else translate("Batch", "{time} batch").format(time=opened)
        title = translate("Batch", "{when}: {messages} {people}")
        self._title.setText(title.format(when=when, messages=messages, people=people))
        cleared = Counted().cleared(batch.total - batch.left)
        left = Counted().left(batch.left)
        said = f"{cleared}, {left}."
        quiet = self._quiet_until()
        self._progress.setText(f"{said} {quiet}" if quiet else said)
        self._elsewhere.setText(Counted().elsewhere(batch.elsewhere))
        self._elsewhere.setVisible(batch.elsewhere > 0)
        self._owed.setText(promise_words.due_soon(batch, at))
        self._owed.setVisible(bool(self.owed))
        self._gaps.setText(gaps_of_batch(batch.gaps, at) if batch.gaps else "")
        self._gaps.setVisible(bool(batch.gaps))
        self._line.set_share((batch.total - batch.left) / batch.total if batch.total else 1.0)

    def _quiet_until(self) -> str:
        now = self.shell.present.now
        if now is None or now.next_check_in is None or (now.mode is Mode.OPEN and now.flows):
            return ""
        time = texts.moment(now.next_check_in, self.shell.present.at())
        return translate("Batch", "Nothing else is notified until {time}.").format(time=time)

    def say_empty(self) -> None:
        now = self.shell.present.now
        until = None
        if now is not None and now.next_check_in is not None:
            until = texts.moment(now.next_check_in, self.shell.present.at())
        if not self._known:
            self.empty.say(translate("Batch", "One moment…"))
        elif now is not None and now.stands:
            at, key = self.shell.present.at(), key_text(self.shell.shortcuts.commands["resume"])
            back = translate("Batch", "{key} follows the plan again.").format(key=key)
            self.empty.say(now_words.headline(now, at), f"{now_words.subline(now, at)}. {back}", icon="inbox")
        elif self._batch is not None:
            over = translate("Batch", "That was all.")
            if until is not None:
                over = translate("Batch", "That was all until {time}").format(time=until)
            words = translate("Batch", "Everything in this batch is done or snoozed.")
            self.empty.say(over, words, icon="check", color="ok")
        else:
            title = translate("Batch", "Nothing has been released yet")
            words = translate("Batch", "What arrives waits for the next check-in.")
            if until is not None:
                words = translate("Batch", "What arrives waits for the check-in at {time}.").format(time=until)
            self.empty.say(title, words, icon="inbox")
