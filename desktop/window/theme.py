"""Colours, palettes and the few style rules of the window, light and dark.

Qt's own dark palettes differ by platform theme and may not follow `colorScheme()` at all, so the palette is
always ours: Fusion style, chosen by the setting and, for "system", by what the desktop says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

import resources

STEP: Final = 4
"""Spacing comes in multiples of this."""
RADIUS: Final = 8
CARD_RADIUS: Final = 12
_CHECKS: Final = ("check-light.svg", "check-dark.svg")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by use. The `_text` ones differ from their shape, to reach 4.5 to 1 where words are set in them."""

    background: str
    panel: str
    ink: str
    muted: str
    line: str
    accent: str
    accent_soft: str
    on_accent: str
    selection: str
    focus: str
    focus_soft: str
    gate: str
    gate_soft: str
    gate_text: str
    together: str
    together_text: str
    ok: str
    ok_text: str
    due: str


LIGHT: Final = Tokens(
    background="#f6f7f9",
    panel="#ffffff",
    ink="#1b2430",
    muted="#5a6675",
    line="#e3e7ec",
    accent="#1f6f8b",
    accent_soft="#dceef3",
    on_accent="#ffffff",
    selection="#e8f2f6",
    focus="#24476b",
    focus_soft="#dfe8f2",
    gate="#d98a1f",
    gate_soft="#fdf1de",
    gate_text="#8f5508",
    together="#b9add3",
    together_text="#4d3f73",
    ok="#3d8b5f",
    ok_text="#2c6e49",
    due="#b4462f",
)
DARK: Final = Tokens(
    background="#12171d",
    panel="#1a2129",
    ink="#e6ebf0",
    muted="#8e9bab",
    line="#29323c",
    accent="#5fb4cf",
    accent_soft="#1d3540",
    on_accent="#0c1a20",
    selection="#20303a",
    focus="#7fa8d6",
    focus_soft="#1c2a3a",
    gate="#e8a948",
    gate_soft="#382b16",
    gate_text="#e8a948",
    together="#6c5f92",
    together_text="#c9bdea",
    ok="#6fc394",
    ok_text="#6fc394",
    due="#e58a75",
)

_AVATARS: Final = ("#7b5aa0", "#c2541f", "#2b68c5", "#5a2b6e", "#35794f", "#ab402c", "#5b6775", "#8a5a10", "#1d6b80")


class Theme(QObject):
    """The one look of the app. UI thread only."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self.tokens = LIGHT
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self.apply)
        self.apply()

    @property
    def dark(self) -> bool:
        return self.tokens is DARK

    def choose(self, choice: str) -> None:
        """`choice`: system, light or dark."""
        self._choice = choice
        self.apply()

    def apply(self) -> None:
        says_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        tokens = DARK if self._choice == "dark" or (self._choice == "system" and says_dark) else LIGHT
        if tokens is self.tokens and self._app.palette() == palette(tokens) and self._app.styleSheet():
            return  # a style sheet is laid over every widget there is: not for nothing
        self.tokens = tokens
        self._app.setPalette(palette(self.tokens))
        self._app.setStyleSheet(sheet(self.tokens))
        self.changed.emit()

    def color(self, name: str) -> QColor:
        """A token by its name, as QColor."""
        return QColor(str(getattr(self.tokens, name)))


def font(scale: float = 1.0, *, bold: bool = False, tabular: bool = False) -> QFont:
    """The system's font, `scale` times its size."""
    made = QFont(QApplication.font())
    made.setPointSizeF(max(6.0, made.pointSizeF() * scale))
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def avatar_color(key: str) -> QColor:
    """The same colour for the same key in every run; white text on it reaches 4.5 to 1."""
    return QColor(_AVATARS[sum(key.encode()) % len(_AVATARS)])


def palette(tokens: Tokens) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    for which, value in (
        (role.Window, tokens.background),
        (role.WindowText, tokens.ink),
        (role.Base, tokens.panel),
        (role.AlternateBase, tokens.background),
        (role.Text, tokens.ink),
        (role.Button, tokens.panel),
        (role.ButtonText, tokens.ink),
        (role.BrightText, tokens.due),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.PlaceholderText, tokens.muted),
        (role.ToolTipBase, tokens.panel),
        (role.ToolTipText, tokens.ink),
        (role.Light, tokens.panel),
        (role.Midlight, tokens.line),
        (role.Mid, tokens.line),
        (role.Dark, tokens.muted),
        (role.Shadow, tokens.muted),
    ):
        made.setColor(which, QColor(value))
    faint = QColor(tokens.muted)
    faint.setAlphaF(0.7)
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, faint)
    return made


def fields(t: Tokens) -> str:
    """Boxes, choices and numbers: Fusion draws their edges darker than the window, which is unseen in the dark."""
    check, up, down = (resources.path("icons", name).as_posix() for name in (_CHECKS[t is DARK], "up.svg", "down.svg"))
    return f"""
QSpinBox, QComboBox, QTimeEdit, QDateEdit {{ background: {t.panel}; color: {t.ink}; border: 1px solid {t.line};
    border-radius: {RADIUS}px; padding: 2px 10px; min-height: 24px; selection-background-color: {t.accent};
    selection-color: {t.on_accent}; }}
QSpinBox:focus, QComboBox:focus, QTimeEdit:focus, QDateEdit:focus {{ border: 2px solid {t.accent}; padding: 1px 9px; }}
QSpinBox:disabled, QComboBox:disabled, QTimeEdit:disabled, QDateEdit:disabled {{ color: {t.muted};
    background: {t.background}; }}
QAbstractSpinBox QLineEdit {{ border: none; border-radius: 0; padding: 0 8px; background: transparent; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 28px; }}
QComboBox::down-arrow, QDateEdit::down-arrow, QSpinBox::down-arrow, QTimeEdit::down-arrow {{ image: url("{down}");
    width: 12px; height: 12px; }}
QSpinBox::up-arrow, QTimeEdit::up-arrow {{ image: url("{up}"); width: 12px; height: 12px; }}
QSpinBox::up-button, QTimeEdit::up-button, QSpinBox::down-button, QTimeEdit::down-button {{ border: none;
    background: transparent; width: 22px; subcontrol-origin: border; }}
QSpinBox::up-button, QTimeEdit::up-button {{ subcontrol-position: top right; margin-top: 2px; }}
QSpinBox::down-button, QTimeEdit::down-button {{ subcontrol-position: bottom right; margin-bottom: 2px; }}
QComboBox QAbstractItemView {{ background: {t.panel}; color: {t.ink}; border: 1px solid {t.line}; padding: 4px;
    selection-background-color: {t.selection}; selection-color: {t.ink}; }}
QProgressBar {{ background: {t.line}; border: none; border-radius: 2px; min-height: 4px; max-height: 4px; }}
QProgressBar::chunk {{ background: {t.ok}; border-radius: 2px; }}
QCheckBox, QRadioButton {{ spacing: 8px; padding: 3px; border: 1px solid transparent; border-radius: 4px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {t.accent}; }}
QCheckBox::indicator, QRadioButton::indicator, QListWidget::indicator {{
    width: 14px; height: 14px; border: 1px solid {t.muted};
    background: {t.panel}; }}
QCheckBox::indicator, QListWidget::indicator {{ border-radius: 4px; }}
QCheckBox::indicator:checked, QListWidget::indicator:checked {{
    background: {t.accent}; border-color: {t.accent}; image: url("{check}"); }}
QRadioButton::indicator {{ border-radius: 8px; }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {t.accent}; background: {t.on_accent}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.muted}; }}"""


def writing(t: Tokens) -> str:
    """The panel in which one answers."""
    return f"""
QPlainTextEdit[role="writing"] {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: {RADIUS}px;
    padding: 1px; }}
QPlainTextEdit[role="writing"]:focus {{ border: 2px solid {t.accent}; padding: 0; }}
QPlainTextEdit[role="quote"] {{ background: {t.background}; color: {t.muted}; border: none;
    border-left: 2px solid {t.line}; padding-left: 6px; }}
QFrame[role="chip"] {{ background: {t.background}; border: 1px solid {t.line}; border-radius: 14px; }}
QPushButton[role="fold"] {{ background: transparent; color: {t.muted}; border: 1px solid transparent; padding: 2px 4px;
    border-radius: 4px; text-align: left; }}
QPushButton[role="fold"]:hover {{ color: {t.ink}; }}
QPushButton[role="fold"]:focus {{ border-color: {t.accent}; }}
QPushButton[role="tool"] {{ background: transparent; border: 1px solid transparent; border-radius: 11px;
    padding: 3px; }}
QPushButton[role="tool"]:hover {{ background: {t.selection}; }}
QPushButton[role="tool"]:focus {{ border-color: {t.accent}; }}"""


def sheet(tokens: Tokens) -> str:
    """What a palette cannot say. Widgets opt in by the dynamic property `role`, set by `desktop.window.parts`."""
    t = tokens
    return f"""
QLabel[role="muted"], QLabel[role="small"], QLabel[role="group"] {{ color: {t.muted}; }}
QLabel[role="due"] {{ color: {t.due}; }}
QLabel[role="ok"] {{ color: {t.ok_text}; }}
QLabel[role="note"] {{ background: {t.focus_soft}; color: {t.focus if t is LIGHT else t.ink}; border-radius: {RADIUS}px;
    padding: 8px 12px; }}
QLabel[role="warning"] {{ background: {t.gate_soft}; color: {t.gate_text}; border-radius: {RADIUS}px;
    padding: 8px 12px; }}
QLabel[role="sign"] {{ background: {t.line}; color: {t.ink}; border-radius: {RADIUS}px; padding: 1px 8px; }}
QLabel[role="sign"][verdict="verified"] {{ background: {t.accent_soft}; color: {t.accent}; }}
QLabel[role="sign"][verdict="looks"] {{ background: {t.panel}; color: {t.due}; border: 1px solid {t.due}; }}
QLabel[role="sign"][verdict="failed"] {{ background: {t.due}; color: {t.panel}; }}
QLabel[role="pointed"] {{ background: {t.panel}; color: {t.ink}; border: 1px solid {t.line}; padding: 2px 8px; }}
QFrame[role="file"], QFrame[role="bar"] {{ background: {t.panel}; border: 1px solid {t.line};
    border-radius: {RADIUS}px; }}
QPushButton[role="line"] {{ text-align: left; padding: 5px 10px; }}
QPushButton[role="line"]:focus {{ padding: 4px 9px; }}
QPushButton[role="line"]:checked {{ background: {t.selection}; }}
QFrame[role="card"] {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: {CARD_RADIUS}px; }}
QFrame[role="panel"] {{ background: {t.panel}; border: none; }}
QFrame[role="line"] {{ background: {t.line}; border: none; }}
QPushButton {{ background: {t.panel}; color: {t.ink}; border: 1px solid {t.line}; border-radius: {RADIUS}px;
    padding: 7px 14px; }}
QPushButton:hover {{ background: {t.selection}; }}
QPushButton:pressed {{ background: {t.accent_soft}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: 6px 13px; }}
QPushButton:disabled {{ color: {t.muted}; background: {t.background}; }}
QPushButton[role="primary"] {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {t.ink}; }}
QPushButton[role="primary"]:disabled {{ background: {t.line}; color: {t.muted}; border-color: {t.line}; }}
QPushButton[role="danger"] {{ color: {t.due}; border-color: {t.due}; }}
QPushButton[role="danger"]:focus {{ border: 2px solid {t.due}; }}
QPushButton[role="danger"]:disabled {{ color: {t.muted}; border-color: {t.line}; }}
QPushButton[role="link"] {{ background: transparent; border: none; padding: 2px 0;
    color: {t.accent}; text-decoration: underline; }}
QPushButton[role="link"]:focus {{ border: 1px solid {t.accent}; border-radius: 4px; padding: 1px; }}
QPushButton[role="group"] {{ background: transparent; border: 1px solid transparent; border-radius: 4px;
    padding: 3px 6px 3px 0; font-weight: 600; text-align: left; }}
QPushButton[role="group"]:hover {{ color: {t.accent}; }}
QPushButton[role="group"]:focus {{ border-color: {t.accent}; }}
QLineEdit {{ background: {t.panel}; color: {t.ink}; border: 1px solid {t.line};
    border-radius: {RADIUS}px; padding: 6px 10px;
    selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QLineEdit:focus {{ border: 2px solid {t.accent}; padding: 5px 9px; }}
QLineEdit:disabled {{ color: {t.muted}; background: {t.background}; }}
{fields(t)}
QTabBar::tab {{ background: transparent; color: {t.muted}; border: none; border-bottom: 3px solid transparent;
    padding: 8px 3px; margin-right: 4px; }}
QTabBar::tab:selected {{ color: {t.ink}; border-bottom-color: {t.accent}; }}
QTabBar::tab:hover {{ color: {t.ink}; }}
QTabBar::tab:focus {{ color: {t.accent}; }}
QListWidget[role="rows"] {{ outline: none; background: {t.panel}; border: 1px solid {t.line};
    border-radius: {RADIUS}px; padding: 4px; }}
QListWidget[role="rows"]:focus {{ border-color: {t.accent}; }}
QListWidget[role="rows"]::item {{ padding: 6px 8px; border-radius: 6px; color: {t.ink}; }}
QListWidget[role="rows"]::item:selected {{ background: {t.selection}; color: {t.ink}; }}
QTableWidget[role="figures"] {{ background: {t.panel}; color: {t.ink}; border: 1px solid transparent;
    border-radius: {RADIUS}px; outline: none; selection-background-color: {t.selection}; selection-color: {t.ink}; }}
QTableWidget[role="figures"]:focus {{ border-color: {t.accent}; }}
QTableWidget[role="figures"]::item {{ padding: 3px 8px; border: none; border-bottom: 1px solid {t.line}; }}
QTableWidget[role="figures"] QHeaderView, QTableWidget[role="figures"] QHeaderView::section {{ background: {t.panel};
    color: {t.muted}; border: none; padding: 3px 8px 3px 5px; }}
QListWidget[role="rules"] {{ outline: none; background: {t.panel}; border: 1px solid {t.line};
    border-radius: {RADIUS}px; }}
QListWidget[role="rules"]:focus {{ border-color: {t.accent}; }}
QListView, QPlainTextEdit, QTextEdit, QScrollArea {{ border: none; }}
QListView[role="popup"] {{ background: {t.panel}; color: {t.ink}; border: 1px solid {t.line}; padding: 0 4px; }}
QTextEdit[role="message"] {{ background: transparent; }}
{writing(t)}
QToolButton[role="more"] {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: {RADIUS}px;
    padding: 8px 6px; }}
QToolButton[role="more"]:hover {{ background: {t.selection}; }}
QToolButton[role="more"]:focus {{ border: 2px solid {t.accent}; padding: 7px 5px; }}
QToolButton[role="more"]::menu-indicator {{ image: none; }}
QMenu {{ background: {t.panel}; color: {t.ink}; border: 1px solid {t.line}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.selection}; }}
QMenu::item:disabled {{ color: {t.muted}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {t.line}; border-radius: 4px; min-height: 32px; margin: 1px; }}
QScrollBar::handle:vertical:hover {{ background: {t.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {t.line}; }}
"""
