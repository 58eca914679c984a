"""Settings that are one word of a few."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    SYSTEM = "system"
    ENGLISH = "en"
    FRENCH = "fr"


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Privacy(StrEnum):
    """How much a notification says: subjects too, only who, or only how many."""

    FULL = "full"
    SENDERS = "senders"
    COUNTS = "counts"
