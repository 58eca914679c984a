"""A mailbox as a person reads it: its name, what it is for where that is known, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.core.text import cleaned
from inbox.sources import Mailbox, Remark, Role

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
    form = QCoreApplication.translate("Mailbox", "The server says: “{said}”")
    return form.format(said=cleaned(remark.detail, 300))


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
