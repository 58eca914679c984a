"""Paints the rows of a list: sender, subject, the beginning of the text; headings; the folded bulk."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.core.text import cleaned
from desktop.core.views import Row
from desktop.window import mention_words, promise_words, texts
from desktop.window.icons import pixmap
from desktop.window.item_model import ENTRY_ROLE, MARKED_ROLE, Fold, Heading, ItemModel, Line
from desktop.window.theme import STEP, Theme, avatar_color, font

Index = QModelIndex | QPersistentModelIndex
_AVATAR = 8 * STEP
_EDGE = 5 * STEP
_GAP = 2
_PAD = 9
_NAME_SHARE = 0.6
"""A long name leaves the rest of its line to what is said beside it."""
_OUTLINED = frozenset({"due", "owed"})
"""Labels that stand out: what to be careful about, and when an answer is due."""

_LAST_TO_GO = _OUTLINED | {"later"}

_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SINGLE = _LEADING | Qt.TextFlag.TextSingleLine
_UNCLIPPED = _LEADING | Qt.TextFlag.TextDontClip
_TRAILING = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Type:
    """A font with its metrics, asked for once, and the token of its colour."""

    font: QFont
    metrics: QFontMetrics
    color: str

    @classmethod
    def of(cls, scale: float, color: str, *, bold: bool = False) -> _Type:
        made = font(scale, bold=bold)
        return cls(made, QFontMetrics(made), color)

    @property
    def height(self) -> int:
        return self.metrics.height()


class ItemDelegate(QStyledItemDelegate):
    """Rows are 56 to 76 pixels at the usual font sizes, and grow with larger ones."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = _Type.of(1.0, "ink", bold=True)
        self._body = _Type.of(1.0, "ink")
        self._small = _Type.of(0.92, "muted")
        self._chip = _Type.of(0.85, "accent", bold=True)
        self._group = _Type.of(0.92, "muted", bold=True)
        lines = self._name.height + self._body.height + self._small.height
        self.row_height = max(56, lines + 2 * _GAP + 2 * _PAD)
        folded = max(52, self._name.height + self._small.height + _GAP + 2 * _PAD)
        heights = {Heading: self._group.height + 4 * STEP, Fold: folded, Line: self.row_height}
        self._sizes: dict[type, QSize] = {kind: QSize(200, height) for kind, height in heights.items()}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._sizes.get(type(index.data(ENTRY_ROLE)), self._sizes[Line])  # of each row, whenever one comes

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        painter.save()
        painter.setLayoutDirection(option.direction)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Heading):
            self._paint_heading(painter, option, entry)
        elif entry is not None:
            self._paint_ground(painter, option)
            marked = bool(index.data(MARKED_ROLE))
            if isinstance(entry, Fold):
                self._paint_fold(painter, option, entry, marked)
            elif isinstance(entry, Line):
                model = index.model()
                known = model if isinstance(model, ItemModel) else None
                self._paint_line(painter, option, entry.row, marked, known)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, heading: Heading) -> None:
        area = _rect(option).adjusted(_EDGE, 2 * STEP, -_EDGE, 0)
        painter.setFont(self._group.font)
        painter.setPen(self._theme.color("muted"))
        painter.drawText(area, _LEADING, heading.title)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        area, state = _rect(option), option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._theme.color("selection"))
            edge = QRect(area.left(), area.top(), 3, area.height())
            painter.fillRect(_mirrored(option, edge), self._theme.color("accent"))
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(self._theme.color("accent"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(area.adjusted(0, 0, -1, -1))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, self._theme.color("background"))

    def _paint_line(
        self, painter: QPainter, option: QStyleOptionViewItem, row: Row, marked: bool, model: ItemModel | None
    ) -> None:
        item = row.item
        now = model.now if model is not None else None
        name = mention_words.with_tool(item, texts.sender(item))
        inner = self._paint_avatar(painter, option, *mention_words.avatar(item, texts.sender(item)), marked)
        first = QRect(inner.left(), inner.top(), inner.width(), self._name.height)
        due = promise_words.chips(item, now, short=True)
        side = "" if now is None else texts.side(row, now)
        if due and self._chips_width(due) > (first.width() - self._side_width(row, side)) * _NAME_SHARE:
            side = ""  # when the answer is due says more than how long it was held
        used = self._paint_side(painter, option, first, row, side)
        room = first.adjusted(0, 0, -used, 0)
        self._paint_name(
            painter,
            option,
            room,
            name,
            (
                *promise_words.chips(item, now),
                *texts.chips(item, draft=model is not None and item.id in model.drafts),
            ),
            due,
            quiet=texts.is_quiet(item),
        )
        second = QRect(inner.left(), first.bottom() + 1 + _GAP, inner.width(), self._body.height)
        self._draw(painter, option, second, self._body, texts.subject(item))
        third = QRect(inner.left(), second.bottom() + 1 + _GAP, inner.width(), self._small.height)
        told = (mention_words.project(item), texts.preview(item))
        self._draw(painter, option, third, self._small, " · ".join(part for part in told if part))

    def _paint_avatar(
        self, painter: QPainter, option: QStyleOptionViewItem, letters: str, key: str, marked: bool
    ) -> QRect:
        """The disc at the leading edge, or the tick of a selected row. Returns what is left for the text."""
        area = _rect(option).adjusted(_EDGE, _PAD, -_EDGE, -_PAD)
        disc = _mirrored(option, QRect(area.left(), area.top(), _AVATAR, _AVATAR))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent") if marked else avatar_color(key))
        painter.drawEllipse(disc)
        if marked:
            tick = pixmap("check", self._theme.tokens.on_accent, 20, painter.device().devicePixelRatioF())
            painter.drawPixmap(disc.center().x() - 9, disc.center().y() - 9, tick)
        else:
            painter.setPen(QColor("#ffffff"))
            painter.setFont(self._chip.font)
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, letters)
        return area.adjusted(_AVATAR + 3 * STEP, 0, 0, 0)

    def _side_width(self, row: Row, text: str) -> int:
        return self._small.metrics.horizontalAdvance(text) + (7 if row.item.pinned else 2) * STEP

    def _paint_side(self, painter: QPainter, option: QStyleOptionViewItem, line: QRect, row: Row, text: str) -> int:
        """How long it was held, or until when it waits, at the trailing edge. Returns the width used."""
        width = self._small.metrics.horizontalAdvance(text)
        box = QRect(line.right() - width + 1, line.top(), width, line.height())
        painter.setFont(self._small.font)
        painter.setPen(self._theme.color("muted"))
        painter.drawText(_mirrored(option, box), _TRAILING, text)
        if row.item.pinned:
            scale = painter.device().devicePixelRatioF()
            spot = _mirrored(option, QRect(box.left() - 5 * STEP, line.top(), 4 * STEP, line.height()))
            painter.drawPixmap(
                spot.left(), spot.center().y() - 7, pixmap("pin", self._theme.tokens.gate_text, 4 * STEP, scale)
            )
        return self._side_width(row, text)

    def _paint_name(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        room: QRect,
        name: str,
        chips: tuple[tuple[str, str], ...],
        short: tuple[tuple[str, str], ...],
        *,
        quiet: bool,
    ) -> None:
        wanted = self._name.metrics.horizontalAdvance(name)
        if min(wanted, room.width() * _NAME_SHARE) + self._chips_width(chips) > room.width():
            # A warning stays, and the name gives way; but not all of it: the reading pane warns too.
            chips = tuple(chip for chip in chips if chip[1] in _LAST_TO_GO)
            if self._chips_width(chips) > room.width() * _NAME_SHARE:
                chips = (("!", "due"),) if any(kind == "due" for _, kind in chips) else short
                chips = chips if self._chips_width(chips) <= room.width() * _NAME_SHARE else ()
        widths = [self._chip_width(text) for text, _ in chips]
        kept = max(room.width() - self._chips_width(chips), room.width() // 3)
        shown = self._name.metrics.elidedText(name, Qt.TextElideMode.ElideRight, kept)
        box = QRect(room.left(), room.top(), self._name.metrics.horizontalAdvance(shown), room.height())
        painter.setFont(self._name.font)
        painter.setPen(self._theme.color("muted" if quiet else "ink"))
        painter.drawText(_mirrored(option, box), _UNCLIPPED, shown)
        left = box.right() + 2 * STEP
        for (text, kind), width in zip(chips, widths, strict=True):
            if left + width > room.right() + 1:
                return
            height = self._chip.height + 3
            chip = QRect(left, room.center().y() - height // 2 + 1, width, height)
            self._paint_chip(painter, _mirrored(option, chip), text, kind)
            left += width + 2 * STEP

    def _chip_width(self, text: str) -> int:
        return self._chip.metrics.horizontalAdvance(text) + 4 * STEP

    def _chips_width(self, chips: tuple[tuple[str, str], ...]) -> int:
        return sum(self._chip_width(text) + 2 * STEP for text, _ in chips)

    def _paint_chip(self, painter: QPainter, box: QRect, text: str, kind: str) -> None:
        ground, ink = {
            "gate": ("gate_soft", "gate_text"),
            "due": ("panel", "due"),
            "owed": ("panel", "due"),
            "quiet": ("line", "ink"),
            "later": ("line", "ink"),
        }.get(kind, ("accent_soft", "accent"))
        painter.setPen(QPen(self._theme.color("due"), 1) if kind in _OUTLINED else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(ground))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(self._chip.font)
        painter.setPen(self._theme.color(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_fold(self, painter: QPainter, option: QStyleOptionViewItem, fold: Fold, marked: bool) -> None:
        inner = self._paint_avatar(painter, option, str(len(fold.rows)), "", marked)
        first = QRect(inner.left(), inner.top(), inner.width(), self._name.height)
        self._draw(painter, option, first, self._name, texts.fold_title(fold.rows))
        second = QRect(inner.left(), first.bottom() + 1 + _GAP, inner.width(), self._small.height)
        said = (mention_words.tool(row.item) or texts.sender(row.item) for row in fold.rows)
        names = ", ".join(dict.fromkeys(cleaned(name, 40) for name in said))
        self._draw(painter, option, second, self._small, names)

    def _draw(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, kind: _Type, text: str) -> None:
        painter.setFont(kind.font)
        painter.setPen(self._theme.color(kind.color))
        shown = kind.metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(_mirrored(option, box), _SINGLE, shown)


def _rect(option: QStyleOptionViewItem) -> QRect:
    area = option.rect
    assert isinstance(area, QRect)
    return area


def _mirrored(option: QStyleOptionViewItem, box: QRect) -> QRect:
    """A box laid out from the left, where it belongs in the row's own direction of writing."""
    return QStyle.visualRect(option.direction, _rect(option), box)
