"""How Écluse looks and how much its notifications tell. Each choice counts at once; there is nothing to save."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFormLayout, QRadioButton, QWidget

from desktop.bridge import Bridge
from desktop.core.clock import SystemClock
from desktop.core.notice_words import words
from desktop.core.views import Notice, Preferences
from desktop.window.forms import mnemonics
from desktop.window.forms.says import Says
from desktop.window.forms.trouble import of_request
from desktop.window.parts import column, label
from desktop.window.theme import Theme


class NotificationsForm(QWidget):
    """The privacy of notifications, with an example of each."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = {
            "full": QRadioButton(self.tr("Who wrote, and the subjects")),
            "senders": QRadioButton(self.tr("Who wrote")),
            "counts": QRadioButton(self.tr("Only how many")),
        }
        examples = {code: self._example(code) for code in self.choices}
        layout = column(self, spacing=2)
        hint = self.tr(
            "There is one notification for each batch, and one for each message that your rules let through. "
            "They may show on a locked screen: choose how much they say."
        )
        layout.addWidget(label(hint, "muted", wrap=True))
        layout.addSpacing(8)
        self._group = QButtonGroup(self)
        for code, choice in self.choices.items():
            example = label(examples[code], "small", wrap=True)
            example.setContentsMargins(26, 0, 0, 8)
            choice.setAccessibleDescription(examples[code])
            choice.clicked.connect(lambda _=False, code=code: self.chosen.emit(code))
            self._group.addButton(choice)
            layout.addWidget(choice)
            layout.addWidget(example)
        layout.addStretch(1)
        mnemonics.assign(self)

    def _example(self, privacy: str) -> str:
        """What a notification would say, by the very words that make it."""
        people = ("Claire Lemoine", "Jonathan Bail", "Maya Ndiaye")
        subjects = (self.tr("Contract renewal, clause 4"),)
        notice = Notice(0, "batch", 1, 14, people, subjects, "", None)
        language = "fr" if QLocale().language() == QLocale.Language.French else "en"
        said = words(notice, language=language, privacy=privacy, now=SystemClock().now())
        return self.tr("“{text}”").format(text=". ".join(part for part in (said.title, said.body) if part))

    def show_choice(self, code: str) -> None:
        self.choices[code].setChecked(True)


class AppearanceForm(QWidget):
    """Theme and language."""

    theme_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = QComboBox()
        self.language = QComboBox()
        self._fill()
        self.later = label(role="note", wrap=True)
        self.later.hide()
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        for text, box in ((self.tr("Theme"), self.theme), (self.tr("Language"), self.language)):
            named = label(text)
            named.setBuddy(box)
            box.setAccessibleName(text)
            box.setMinimumWidth(220)
            form.addRow(named, box)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        layout = column(self, spacing=4)
        layout.addLayout(form)
        layout.addWidget(self.later)
        layout.addStretch(1)
        mnemonics.assign(self)
        self.theme.activated.connect(lambda: self.theme_chosen.emit(str(self.theme.currentData())))
        self.language.activated.connect(self._language)

    def _fill(self) -> None:
        for text, code in (
            (self.tr("As the system"), "system"),
            (self.tr("Light"), "light"),
            (self.tr("Dark"), "dark"),
        ):
            self.theme.addItem(text, code)
        # A language is named in itself: who cannot read the window must find their own.
        for text, code in ((self.tr("As the system"), "system"), ("English", "en"), ("Français", "fr")):
            self.language.addItem(text, code)

    def _language(self) -> None:
        self.later.setText(self.tr("The language changes when Écluse starts the next time."))
        self.later.show()
        self.language_chosen.emit(str(self.language.currentData()))

    def show_choices(self, preferences: Preferences) -> None:
        self.theme.setCurrentIndex(max(0, self.theme.findData(preferences.theme)))
        self.language.setCurrentIndex(max(0, self.language.findData(preferences.language)))


class PreferencesForms(QWidget):
    """Keeps both forms and the engine's preferences the same. Holds the values, shows only what went wrong."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._preferences = Preferences()
        self.says = Says()
        column(self).addWidget(self.says)
        self.notifications = NotificationsForm()
        self.appearance = AppearanceForm()
        self.notifications.chosen.connect(lambda code: self._set(replace(self._preferences, privacy=code)))
        self.appearance.theme_chosen.connect(lambda code: self._set(replace(self._preferences, theme=code)))
        self.appearance.language_chosen.connect(lambda code: self._set(replace(self._preferences, language=code)))
        bridge.ask(lambda desk: desk.preferences(), self.show_preferences)

    def show_preferences(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self.notifications.show_choice(preferences.privacy)
        self.appearance.show_choices(preferences)

    def _set(self, preferences: Preferences) -> None:
        before, self._preferences = self._preferences, preferences
        self._theme.choose(preferences.theme)
        self.says.nothing()

        def failed(error: Exception) -> None:
            self._theme.choose(before.theme)
            self.show_preferences(before)
            self.says.problem(of_request(error).text)

        self._bridge.ask(lambda desk: desk.set_preferences(preferences), None, failed)
