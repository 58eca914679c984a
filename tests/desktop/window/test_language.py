from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import resources
from desktop.window import language
from desktop.window.counted import Counted
from desktop.window.language import language_of, speak
from tests.conftest import Logs


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    before = QLocale()
    yield qapp
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


def test_french_and_english_with_their_plurals(app: QApplication) -> None:
    assert speak(app, "fr") == "fr"
    assert QCoreApplication.translate("SettingsPage", "Week") == "Semaine"
    assert [Counted().messages(count) for count in (0, 1, 2)] == ["0 message", "1 message", "2 messages"]
    assert QLocale().language() == QLocale.Language.French
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuler", "Qt's own words"
    assert speak(app, "en") == "en"
    assert QCoreApplication.translate("SettingsPage", "Week") == "Week"
    assert [Counted().messages(count) for count in (0, 1, 2)] == ["0 messages", "1 message", "2 messages"]


@pytest.mark.parametrize(
    ("system", "spoken"),
    [(["fr-CA", "en"], "fr"), (["de-DE", "fr_FR", "en"], "fr"), (["de-DE"], "en"), ([], "en"), (["en-GB", "fr"], "en")],
)
def test_the_system_decides_unless_one_chose(monkeypatch: pytest.MonkeyPatch, system: list[str], spoken: str) -> None:
    class System:
        def uiLanguages(self) -> list[str]:
            return system

    class Locale:
        Language = QLocale.Language

        @staticmethod
        def system() -> System:
            return System()

    monkeypatch.setattr(language, "QLocale", Locale)
    assert language_of("system") == spoken
    assert language_of("fr") == "fr"
    assert language_of("no such choice") == spoken


def test_a_missing_file_is_told_and_english_is_spoken(
    app: QApplication, monkeypatch: pytest.MonkeyPatch, logs: Logs, tmp_path: Path
) -> None:
    logs.allow("ecluse_fr.qm cannot be loaded")
    monkeypatch.setattr(resources, "path", tmp_path.joinpath)
    speak(app, "fr")
    assert QCoreApplication.translate("SettingsPage", "Week") == "Week"
