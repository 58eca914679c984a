"""The words of every account's and provider's settings, and advice on mail providers, in the window's language.

The fields are data, in English, beside the code that reads them (`SPEC`). packaging/translations has this module write
them down as lupdate sees them; advice on mail providers stands here as literals.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

FIELD_WORDS: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("fields", "Name"),
    QT_TRANSLATE_NOOP("fields", "What Écluse calls it, in lists, rules and commands."),
    QT_TRANSLATE_NOOP("fields", "Notifications of other apps"),  # no tool, so its name has a translation
    QT_TRANSLATE_NOOP("fields", "It is run without a shell. Its words, each in brackets"),  # focus.providers.command
    # desktop.window.forms.own_words
    QT_TRANSLATE_NOOP("fields", "Text"),
    QT_TRANSLATE_NOOP("fields", "The names in braces are filled in, as in the text for all services"),
    QT_TRANSLATE_NOOP("fields", "Language"),
    QT_TRANSLATE_NOOP("fields", "As everywhere"),
    QT_TRANSLATE_NOOP("fields", "That of Écluse"),
    QT_TRANSLATE_NOOP("fields", "English"),
    QT_TRANSLATE_NOOP("fields", "Français"),
    # inbox.discovery.providers
    QT_TRANSLATE_NOOP(
        "fields",
        "Google wants an app password here, not your usual one. Switch on 2-Step Verification in your Google "
        "Account, then make one at myaccount.google.com/apppasswords and paste it.",
    ),
    QT_TRANSLATE_NOOP(
        "fields",
        "Microsoft takes no passwords from mail programs any more: you sign in with your browser. For that Écluse "
        "needs a client id of your own, made once; the help page on accounts says how.",
    ),
    QT_TRANSLATE_NOOP(
        "fields",
        "Yahoo wants an app password here, not your usual one. Sign in on its website, open the security page"
        " of your account, choose to generate an app password and paste it.",
    ),
    QT_TRANSLATE_NOOP(
        "fields",
        "Apple wants an app-specific password here, not your usual one. Sign in at account.apple.com, make "
        "one under Sign-In and Security, and paste it.",
    ),
    QT_TRANSLATE_NOOP(
        "fields",
        "Fastmail wants an app password here, not your usual one. Make one in its settings, under Privacy & "
        "Security, with access to IMAP, and paste it.",
    ),
    QT_TRANSLATE_NOOP(
        "fields",
        "If the sign-in is refused, allow IMAP first, in the settings of your mailbox on the website.",
    ),
    QT_TRANSLATE_NOOP(
        "fields",
        "First allow IMAP in the settings of Zoho Mail. If you sign in in two steps, make an app password in "
        "your Zoho account, under Security, and paste that one.",
    ),
    QT_TRANSLATE_NOOP(
        "fields",
        "First allow IMAP in the settings of your mailbox on the website: it is off at first.",
    ),
)


CHOICES = {
    "password": "A password",
    "oauth2": "Your browser (OAuth)",
    "token": "A token",
    "google": "Google",
    "microsoft": "Microsoft",
    "fastmail": "Fastmail",
    "yahoo": "Yahoo",
    "own": "My organisation",
    "tls": "TLS from the first byte",
    "starttls": "STARTTLS",
    "auto": "Automatic",
    "always": "Always",
    "never": "Never",
    "private": "That I am busy",
    "default": "What my calendar shows of events",
    "public": "The title",
    "none": "None",
    "new": "New ones",
    "all": "All",
    "as_everywhere": "As everywhere",
    "system": "That of Écluse",
    "en": "English",
    "fr": "Français",
}
"""What stands in the settings, as a person reads it."""


def field_word(text: str) -> str:
    """A label, help or choice of a field, or a kind's title, in the window's language."""
    return QCoreApplication.translate("fields", CHOICES.get(text, text))


def words_of_kinds() -> Iterator[str]:
    """In English. The name of a tool is the same in every language."""
    import focus.providers
    import inbox.sources

    sources, providers = inbox.sources.discover().values(), focus.providers.discover().values()
    yield from (source.title for source in sources if not source.mentions)
    yield from (provider.title for provider in providers if not provider.source)
    yield from inbox.sources.GROUPS.values()
    fields: list[inbox.sources.Field | focus.providers.Field] = [field for source in sources for field in source.fields]
    fields += [field for provider in providers for field in provider.fields]
    for field in fields:
        yield from (field.label, field.help, *(CHOICES.get(choice, choice) for choice in field.choices))


if __name__ == "__main__":
    import json

    for word in sorted(set(words_of_kinds()) - {""}):
        print(f'QT_TRANSLATE_NOOP("fields", {json.dumps(word, ensure_ascii=False)})')  # noqa: T201
