"""What a person can set: one TOML file, read into one tree of plain values, and changed without losing a comment."""

from __future__ import annotations

from desktop.core.settings.edit import (
    remove_account,
    remove_provider,
    replace_schedule,
    save_account,
    save_preferences,
    save_provider,
)
from desktop.core.settings.load import load, load_schedule, read, stamp
from desktop.core.settings.model import Language, Privacy, ProviderSettings, Settings, Theme
from desktop.core.settings.reader import SettingsError
from desktop.core.settings.week import DAYS, DEFAULT_SPANS, schedule_table
from desktop.core.settings.zones import SYSTEM, in_zone_now, system_zone, zone_named
from desktop.core.views import AccountSettings, Preferences

__all__ = [
    "DAYS",
    "DEFAULT_SPANS",
    "SYSTEM",
    "AccountSettings",
    "Language",
    "Preferences",
    "Privacy",
    "ProviderSettings",
    "Settings",
    "SettingsError",
    "Theme",
    "in_zone_now",
    "load",
    "load_schedule",
    "read",
    "remove_account",
    "remove_provider",
    "replace_schedule",
    "save_account",
    "save_preferences",
    "save_provider",
    "schedule_table",
    "stamp",
    "system_zone",
    "zone_named",
]
