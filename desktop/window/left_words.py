"""What was not deleted or put back, as a sentence each: what it is, and what the person can do about it."""

from __future__ import annotations

from desktop.core.left import Left
from desktop.core.text import cleaned
from desktop.window.texts import translate

_LONGEST = 300


def left_words(left: Left) -> str:
    pattern = {
        "presence": translate(
            "Left",
            "What “{name}” showed before could not be put back: it may still show you as busy. Change that there.",
        ),
        "sign_in": translate(
            "Left",
            "The sign-in of “{name}” could not be taken back. Your account's page at that service lists what may use "
            "it, and removes it.",
        ),
        "secret": translate(
            "Left",
            "The keyring could not be used: the password or token of “{name}” may still be in it. The keyring's own "
            "program removes it.",
        ),
        "folder": translate(
            "Left", "The folder {name} may not be written to: what is in it stays. Delete it yourself."
        ),
        "link": translate("Left", "{name} is a link: the link is deleted, and where it leads stays: {detail}."),
        "file": translate("Left", "{name} could not be deleted ({detail}). Delete it yourself."),
    }.get(left.code, "{name}: {detail}")
    return pattern.format(name=cleaned(left.name, _LONGEST), detail=cleaned(left.detail, _LONGEST))
