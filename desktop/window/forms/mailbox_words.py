"""A mailbox as a person reads it: its name, what it is for where that is known, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.core.text import cleaned
from inbox.sources import Mailbox, Probe, Remark, Role

_LONGEST_NAME = 200


def mailbox_words(mailbox: Mailbox) -> str:
    name = cleaned(mailbox.name, _LONGEST_NAME)
    use = _use(mailbox.role)
    if not use or use.casefold() in name.casefold():
        return name
    return QCoreApplication.translate("Mailbox", "{name} ({use})").format(name=name, use=use)


def remark_words(remark: Remark) -> str:
    """What the person should know of an account that is read all the same."""
    if remark.code == "mailbox":
        form = QCoreApplication.translate("Mailbox", "“{mailbox}” cannot be read: {said}")
        return form.format(mailbox=cleaned(remark.about, 60), said=cleaned(remark.detail, 200))
    if remark.code == "no_service":
        return QCoreApplication.translate("Mailbox", "Nothing shows notifications on this desktop.")
    if remark.code == "pop_ups":
        return _pop_ups(cleaned(remark.detail, 300))
    form = QCoreApplication.translate("Mailbox", "The server says: “{said}”")
    return form.format(said=cleaned(remark.detail, 300))


def heard_words(probe: Probe) -> str:
    """What came of the test of an account that hears notifications."""
    form = QCoreApplication.translate("Mailbox", "Écluse hears what is shown by {server}. Nothing was shown or kept.")
    said = [form.format(server=cleaned(probe.server, 120))] if not probe.remarks else map(remark_words, probe.remarks)
    return "\n".join(said)


def _pop_ups(why: str) -> str:
    if why:
        form = QCoreApplication.translate("Mailbox", "In focus they still pop up: do not disturb does not work ({why})")
        return form.format(why=why)
    return QCoreApplication.translate(
        "Mailbox", "In focus they still pop up. Add “Do not disturb on this desktop” under Busy to keep them off."
    )


def _use(role: Role | None) -> str:
    match role:
        case Role.SENT:
            return QCoreApplication.translate("Mailbox", "sent mail")
        case Role.DRAFTS:
            return QCoreApplication.translate("Mailbox", "drafts")
        case Role.ARCHIVE:
            return QCoreApplication.translate("Mailbox", "archive")
        case Role.JUNK:
            return QCoreApplication.translate("Mailbox", "junk mail")
        case Role.TRASH:
            return QCoreApplication.translate("Mailbox", "trash")
        case Role.ALL:
            return QCoreApplication.translate("Mailbox", "all mail")
        case _:
            return ""
