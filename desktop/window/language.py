"""The window's language: the person's choice, else the system's, else English."""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

import resources

log = logging.getLogger(__name__)

LANGUAGES = {"en": QLocale.Language.English, "fr": QLocale.Language.French}


def language_of(choice: str) -> str:
    """'en' or 'fr' for a preference of 'system', 'en' or 'fr'. The system's list of languages is tried in its order."""
    if choice in LANGUAGES:
        return choice
    for name in QLocale.system().uiLanguages():
        code = name.replace("_", "-").split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return "en"


def _locale(language: str) -> QLocale:
    """The locale for dates: the system's where it is in the language, so that its country and habits are kept."""
    system = QLocale.system()
    if system.language() == LANGUAGES[language]:
        return system
    return QLocale(LANGUAGES[language])


def speak(app: QCoreApplication, choice: str) -> str:
    """Load the translations for a preference into the application, in place of earlier ones. UI thread, before windows.

    English is loaded too: its plural forms are a translation ("1 message", "2 messages").
    """
    language = language_of(choice)
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    QLocale.setDefault(_locale(language))
    own = resources.path("translations", f"ecluse_{language}.qm")
    of_qt = f"{QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)}/qtbase_{language}.qm"
    for file in (of_qt, str(own)):
        translator = QTranslator(app)
        if translator.load(file):
            app.installTranslator(translator)
        elif file == str(own):
            log.warning("the translation %s cannot be loaded; the window speaks English", own.name)
    return language
