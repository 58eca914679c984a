"""A mailbox as a person reads it: its name, and what it is for where that is known."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.core.text import cleaned
from inbox.sources import Mailbox, Role

_LONGEST_NAME = 200


def mailbox_words(mailbox: Mailbox) -> str:
    name = cleaned(mailbox.name, _LONGEST_NAME)
    use = _use(mailbox.role)
    if not use:
        return name
    return QCoreApplication.translate("Mailbox", "{name} ({use})").format(name=name, use=use)


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
