"""What went wrong, in words: from an account's health or a problem's code to a title, an advice and one button."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.core.text import cleaned
from desktop.core.views import AccountLine

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem in words: what happened, what can be done, and the one button ('' is none; else a command's id)."""

    title: str
    advice: str
    button: str
    command: str


def account_trouble(line: AccountLine) -> Trouble | None:
    """A banner for an account, or None where nothing is wrong or it heals by itself."""
    name = cleaned(line.name, 60)
    settings = translate("Trouble", "Open settings")
    found = {
        "sign_in_refused": (
            translate("Trouble", "Sign in to “{name}” again"),
            translate(
                "Trouble", "The server refuses the name, the password or the token. Nothing was lost; reading waits."
            ),
        ),
        "signed_out": (
            translate("Trouble", "Sign in to “{name}” again"),
            translate("Trouble", "Its sign-in has ended or was refused. Nothing was lost; reading waits."),
        ),
        "certificate_refused": (
            translate("Trouble", "The certificate of “{name}” is not good"),
            translate("Trouble", "Nothing was sent. Check the server's name, or ask who runs it."),
        ),
        "wrong_setting": (
            translate("Trouble", "A setting of “{name}” cannot work"),
            translate("Trouble", "Correct it in the settings; reading waits until then."),
        ),
        "no_secret": (
            translate("Trouble", "The password or token of “{name}” is not to hand"),
            translate("Trouble", "The keyring does not have it. Type it again."),
        ),
        "no_keyring": (
            translate("Trouble", "The password or token of “{name}” is not to hand"),
            translate("Trouble", "The keyring is locked or missing. Unlock it, or type that again."),
        ),
        "unsupported": (
            translate("Trouble", "The server of “{name}” cannot do what is needed"),
            translate("Trouble", "Check that the address is the right one for this kind of account."),
        ),
        "broken": (
            translate("Trouble", "“{name}” could not be read"),
            translate("Trouble", "Écluse tries again in an hour. The log has the details."),
        ),
    }.get(line.health)
    if found is None:
        return _mailbox_trouble(line)
    title, advice = found
    said = cleaned(line.detail, 160)
    return Trouble(title.format(name=name), f"{advice} ({said})" if said else advice, settings, "settings")


def _mailbox_trouble(line: AccountLine) -> Trouble | None:
    """One of several mailboxes cannot be read."""
    missing = next((one for one in line.remarks if one.code == "mailbox"), None)
    if missing is None or line.health != "ok":
        return None
    title = translate("Trouble", "“{mailbox}” of “{name}” cannot be read").format(
        mailbox=cleaned(missing.about, 60), name=cleaned(line.name, 60)
    )
    advice = translate("Trouble", "The others are read. If it was renamed or deleted, choose anew.")
    return Trouble(
        title, f"{advice} ({cleaned(missing.detail, 160)})", translate("Trouble", "Open settings"), "settings"
    )


def problem_trouble(code: str, detail: str) -> Trouble:
    """A banner for a `Problem` event, also for a code that is not known here."""
    titles = {
        "offline": translate("Trouble", "There is no network just now"),
        "keyring": translate("Trouble", "The keyring does not answer"),
        "no_secret": translate("Trouble", "The keyring does not answer"),
        "wrong_setting": translate("Trouble", "A setting cannot work"),
        "sign_in_refused": translate("Trouble", "A service refuses to sign you in"),
        "unsupported": translate("Trouble", "A service cannot do what was asked"),
        "notify": translate("Trouble", "Notifications cannot be shown"),
        "storage": translate("Trouble", "The queue cannot be written"),
        "settings": translate("Trouble", "The settings file cannot be used"),
        "broken": translate("Trouble", "Something went wrong"),
        "start": translate("Trouble", "Écluse could not start reading"),
        "alert": translate("Trouble", "A mail server has something to say"),
        "unsent": translate("Trouble", "A message was not sent, or may not have been"),
        "unwritten": translate("Trouble", "A message stays as it was at the server"),
        "left": translate("Trouble", "Not all of it could be deleted"),
        "unfiled": translate("Trouble", "A message was sent, and has no copy in your mailbox"),
    }
    advices = {
        "storage": translate(
            "Trouble", "Is the disk full? Écluse tries again by itself; nothing that arrived is lost."
        ),
        "settings": translate("Trouble", "Correct it; until then the settings that were last good are followed."),
        "alert": "",
        "unsent": translate("Trouble", "The outbox says what became of it, and what you can do."),
        "unwritten": translate("Trouble", "Nothing was lost. The account's settings have the switches for it."),
        "left": translate("Trouble", "All else goes when Écluse ends."),
        "unfiled": translate("Trouble", "It is not sent again. The account's settings say where copies go."),
    }
    advice = advices.get(code, translate("Trouble", "Your messages are safe. The log has the details."))
    said = cleaned(detail, 360 if code in ("alert", "left") else 200)
    button, command = {
        "unsent": (translate("Trouble", "Open the outbox"), "go_outbox"),
        "left": (translate("Trouble", "Quit Écluse"), "quit"),
    }.get(code, ("", ""))
    return Trouble(titles.get(code, titles["broken"]), f"{said} {advice}".strip(), button, command)
