"""The words of every account's and provider's settings, and advice on mail providers, as literals that lupdate sees.

The fields are data, in English, beside the code that reads them (`SPEC`). A test compares this table with them:
a new source or provider adds its words here, and nothing else of the window.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

FIELD_WORDS: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("fields", "Name"),
    QT_TRANSLATE_NOOP("fields", "What Écluse calls it, in lists, rules and commands."),
    # inbox.sources
    QT_TRANSLATE_NOOP("fields", "Addresses of the sign-in"),
    QT_TRANSLATE_NOOP("fields", "Reading"),
    QT_TRANSLATE_NOOP("fields", "Changes at the server"),
    QT_TRANSLATE_NOOP("fields", "Sending"),
    QT_TRANSLATE_NOOP("fields", "Certificates and trust"),
    # inbox.sources.imap
    QT_TRANSLATE_NOOP("fields", "Mail (IMAP)"),
    QT_TRANSLATE_NOOP("fields", "Server"),
    QT_TRANSLATE_NOOP("fields", "Such as imap.example.org"),
    QT_TRANSLATE_NOOP("fields", "Port"),
    QT_TRANSLATE_NOOP("fields", "993 is IMAP over TLS"),
    QT_TRANSLATE_NOOP("fields", "User name"),
    QT_TRANSLATE_NOOP("fields", "Mostly your whole mail address"),
    QT_TRANSLATE_NOOP("fields", "Password"),
    QT_TRANSLATE_NOOP("fields", "Where signing in takes two steps: an app password made at your mail provider"),
    QT_TRANSLATE_NOOP("fields", "Sign in with"),
    QT_TRANSLATE_NOOP("fields", "A password"),
    QT_TRANSLATE_NOOP("fields", "Your browser (OAuth)"),
    QT_TRANSLATE_NOOP("fields", "In your browser Écluse is given no password (OAuth)"),
    QT_TRANSLATE_NOOP("fields", "Signs you in"),
    QT_TRANSLATE_NOOP("fields", "Google"),
    QT_TRANSLATE_NOOP("fields", "Microsoft"),
    QT_TRANSLATE_NOOP("fields", "Fastmail"),
    QT_TRANSLATE_NOOP("fields", "Yahoo"),
    QT_TRANSLATE_NOOP("fields", "My organisation"),
    QT_TRANSLATE_NOOP("fields", "Client id"),
    QT_TRANSLATE_NOOP("fields", "Made there once, by you: see the help page on accounts"),
    QT_TRANSLATE_NOOP("fields", "Client secret"),
    QT_TRANSLATE_NOOP("fields", "Where one was given with the client id, as by Google"),
    QT_TRANSLATE_NOOP("fields", "Sign-in"),
    QT_TRANSLATE_NOOP("fields", "Address of the sign-in"),
    QT_TRANSLATE_NOOP("fields", "Such as https://login.example.org, where the rest is published"),
    QT_TRANSLATE_NOOP("fields", "Address for the browser"),
    QT_TRANSLATE_NOOP("fields", "Address for tokens"),
    QT_TRANSLATE_NOOP("fields", "Address for codes"),
    QT_TRANSLATE_NOOP("fields", "Only where it is not published"),
    QT_TRANSLATE_NOOP("fields", "Scope"),
    QT_TRANSLATE_NOOP("fields", "What whoever runs it calls the right to read mail"),
    QT_TRANSLATE_NOOP("fields", "Certificate authority"),
    QT_TRANSLATE_NOOP(
        "fields", "Only for a server whose certificate comes from your organisation: its authority, as a PEM file"
    ),
    QT_TRANSLATE_NOOP("fields", "Trusted certificate"),
    QT_TRANSLATE_NOOP(
        "fields", "Only for a private server: the SHA-256 fingerprint that its owner told you; no other is accepted"
    ),
    QT_TRANSLATE_NOOP("fields", "Protection"),
    QT_TRANSLATE_NOOP("fields", "TLS from the first byte"),
    QT_TRANSLATE_NOOP("fields", "STARTTLS"),
    QT_TRANSLATE_NOOP("fields", "STARTTLS only for a server that has no TLS from the first byte; its port is 143"),
    QT_TRANSLATE_NOOP("fields", "Mailboxes"),
    QT_TRANSLATE_NOOP("fields", "The folders that are read; a test shows which there are"),
    QT_TRANSLATE_NOOP("fields", "Be told at once (IDLE)"),
    QT_TRANSLATE_NOOP("fields", "Instead of asking now and then"),
    QT_TRANSLATE_NOOP("fields", "Ask every (seconds)"),
    QT_TRANSLATE_NOOP("fields", "Done marks as read"),
    QT_TRANSLATE_NOOP("fields", "At the server too. Undo takes it back"),
    QT_TRANSLATE_NOOP("fields", "Done archives"),
    QT_TRANSLATE_NOOP("fields", "Moves the mail to the archive at the server. Undo moves it back"),
    QT_TRANSLATE_NOOP("fields", "Read elsewhere counts as done"),
    QT_TRANSLATE_NOOP("fields", "What you read, move or delete in another program, such as on your phone"),
    QT_TRANSLATE_NOOP("fields", "Archive folder"),
    QT_TRANSLATE_NOOP("fields", "Empty: the folder that the server has for that"),
    QT_TRANSLATE_NOOP("fields", "Copy in Sent"),
    QT_TRANSLATE_NOOP("fields", "Automatic"),
    QT_TRANSLATE_NOOP("fields", "Always"),
    QT_TRANSLATE_NOOP("fields", "Never"),
    QT_TRANSLATE_NOOP("fields", "Of what you send. Automatic: where the server keeps none by itself"),
    QT_TRANSLATE_NOOP("fields", "Sent folder"),
    QT_TRANSLATE_NOOP("fields", "Server for sending"),
    QT_TRANSLATE_NOOP("fields", "Such as smtp.example.org. Empty: none"),
    QT_TRANSLATE_NOOP("fields", "Port for sending"),
    QT_TRANSLATE_NOOP("fields", "465: over TLS"),
    QT_TRANSLATE_NOOP("fields", "Protection for sending"),
    QT_TRANSLATE_NOOP("fields", "STARTTLS only for a server that has no TLS from the first byte; its port is 587"),
    QT_TRANSLATE_NOOP("fields", "Password for sending"),
    QT_TRANSLATE_NOOP("fields", "Trusted certificate for sending"),
    QT_TRANSLATE_NOOP("fields", "User name for sending"),
    QT_TRANSLATE_NOOP("fields", "Where it is not the one above"),
    QT_TRANSLATE_NOOP("fields", "Your mail address"),
    QT_TRANSLATE_NOOP("fields", "Where it is not the user name"),
    QT_TRANSLATE_NOOP("fields", "Your name"),
    QT_TRANSLATE_NOOP("fields", "What those you answer see beside your address"),
    QT_TRANSLATE_NOOP("fields", "Signature"),
    QT_TRANSLATE_NOOP("fields", "A text file that ends each answer"),
    QT_TRANSLATE_NOOP("fields", "Name your server vouches by"),
    QT_TRANSLATE_NOOP(
        "fields", "How its Authentication-Results begin, such as mx.example.org. Empty: what is known of providers"
    ),
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
    # inbox.sources.folder
    QT_TRANSLATE_NOOP("fields", "Mail files in a folder"),
    QT_TRANSLATE_NOOP("fields", "Folder"),
    QT_TRANSLATE_NOOP("fields", "Every file in it whose name ends in .eml is a mail"),
    QT_TRANSLATE_NOOP("fields", "Look every (seconds)"),
    # focus.providers.desktop
    QT_TRANSLATE_NOOP("fields", "Do not disturb on this desktop"),
    # focus.providers.file
    QT_TRANSLATE_NOOP("fields", "A file, for status bars and scripts"),
    QT_TRANSLATE_NOOP("fields", "File"),
    QT_TRANSLATE_NOOP("fields", "Written as JSON with level, text, emoji and until."),
)


CHOICES = {
    "password": "A password",
    "oauth2": "Your browser (OAuth)",
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
}
"""What stands in the settings, as a person reads it."""


def field_word(text: str) -> str:
    """A label, help or choice of a field, or a kind's title, in the window's language."""
    return QCoreApplication.translate("fields", CHOICES.get(text, text))
