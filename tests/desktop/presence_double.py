"""The desk's providers, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from desktop.core.desk import Later
from desktop.core.settings.model import ProviderSettings
from desktop.core.views import PreviewLine, ProviderLine
from focus.levels import AS_USUAL, Levels
from focus.presence import Level
from focus.wording import Wording
from inbox.sources import Value


class PresenceDouble:
    """`provider_lines` and `preview_lines` are what is answered; `kept_providers` and `kept_wording` what was set."""

    def __init__(self) -> None:
        self.provider_lines: tuple[ProviderLine, ...] = ()
        self.preview_lines: tuple[PreviewLine, ...] = ()
        self.kept_providers: dict[str, ProviderSettings] = {}
        self.kept_wording = Wording()

    def presence(self) -> tuple[ProviderLine, ...]:
        return self.provider_lines

    def add_provider(
        self,
        name: str,
        kind: str,
        values: Mapping[str, Value],
        secrets: Mapping[str, str],
        *,
        account: str = "",
        level: Level | None = None,
        text: str = "",
        language: str = "",
    ) -> Later[str]:
        self.kept_providers[name] = ProviderSettings(name, kind, dict(values), account, level, text, language)
        return Later(lambda: "")

    def provider(self, name: str) -> ProviderSettings:
        return self.kept_providers[name]

    def change_provider(self, provider: ProviderSettings, secrets: Mapping[str, str]) -> Later[str]:
        self.kept_providers[provider.name] = provider
        return Later(lambda: "")

    def remove_provider(self, name: str) -> Later[str]:
        self.kept_providers.pop(name, None)
        return Later(lambda: "")

    def wording(self) -> Wording:
        return self.kept_wording

    def set_wording(self, wording: Wording) -> None:
        self.kept_wording = wording

    def preview_presence(
        self,
        *,
        length: timedelta | None = None,
        until: datetime | None = None,
        intention: str = "",
        presence: Levels = AS_USUAL,
        wording: Wording | None = None,
        provider: ProviderSettings | None = None,
    ) -> Later[tuple[PreviewLine, ...]]:
        if provider is None:
            return Later(lambda: self.preview_lines)
        return Later(lambda: tuple(line for line in self.preview_lines if line.kind == provider.kind)[:1])

    def heal(self) -> Later[tuple[ProviderLine, ...]]:
        return Later(lambda: self.provider_lines)

    def undo_presence(self, name: str) -> Later[tuple[ProviderLine, ...]]:
        self.provider_lines = tuple(
            replace(line, ours=False, until=None, found=line.previous, previous=None, yielded=True)
            if line.name == name
            else line
            for line in self.provider_lines
        )
        return Later(lambda: self.provider_lines)
