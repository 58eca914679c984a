"""What a request says of presence, as values. What it leaves out stays as it is. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desktop.core.settings.levels import USUAL, read_level
from desktop.core.settings.model import ProviderSettings
from desktop.core.settings.reader import MISSING, Table
from focus.presence import Level
from focus.wording import LONGEST, Wording

_NEW = ProviderSettings("", "")


def shown(given: Table, one: ProviderSettings = _NEW) -> dict[str, Any]:
    """Of a provider, beside its values: account, level, text and language."""
    return {
        "account": given.text("account", one.account),
        "level": _level(given, one.level),
        "text": given.text("text", one.text, most=LONGEST),
        "language": given.text("language", one.language),
    }


def changed(given: Table, wording: Wording) -> Wording:
    flags = {name: given.flag(name) for name in ("intention", "name_zone")}
    return replace(
        wording,
        text=given.text("text", wording.text, most=LONGEST),
        urgent=given.text("urgent", wording.urgent),
        language=given.text("language", wording.language),
        **{name: flag for name, flag in flags.items() if flag is not None},
    )


def _level(given: Table, level: Level | None) -> Level | None:
    """USUAL takes back what was said."""
    value = given.value("level")
    if value in (MISSING, None):
        return level
    return None if value == USUAL else read_level(given, "level")
