"""What the person sets of presence and asks of it: the providers, the words colleagues read, and a preview of both.

The engine's thread calls this. What opens a provider comes back as `Later`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from desktop.core.desk import Later, RequestError
from desktop.core.notice_words import language_of
from desktop.core.preview import preview
from desktop.core.settings import edit
from desktop.core.settings.model import ProviderSettings
from desktop.core.setup import Setup
from desktop.core.sign_ins import by_oauth
from desktop.core.steering import focused
from desktop.core.views import PreviewLine
from focus import wording
from focus.levels import AS_USUAL, Levels
from focus.plan import Plan
from focus.presence import Level
from focus.providers import discover
from focus.wording import Wording
from inbox.sources import Value


class Presenting:
    """`plan` gives the plan as it is."""

    def __init__(self, setup: Setup, plan: Callable[[], Plan], now: Callable[[], datetime]) -> None:
        self._setup = setup
        self._plan = plan
        self._now = now

    def wording(self) -> Wording:
        return self._setup.settings.wording

    def set_wording(self, chosen: Wording) -> None:
        _refuse_wrong(chosen.text)
        self._setup.change(lambda file: edit.save_wording(file, chosen))

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
        _refuse_wrong(text)
        one = ProviderSettings(name, kind, dict(values), account, level, text, language)
        return self._setup.add_provider(self._signed_in(one), secrets)

    def change_provider(self, provider: ProviderSettings, secrets: Mapping[str, str]) -> Later[str]:
        _refuse_wrong(provider.text)
        kind = self._setup.provider(provider.name).kind
        return self._setup.change_provider(self._signed_in(replace(provider, kind=kind)), secrets)

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
        known(presence, self._setup.settings.providers)
        settings, now = self._setup.settings, self._now()
        if wording is not None:
            _refuse_wrong(wording.text)
            settings = replace(settings, wording=wording)
        if provider is not None:
            _refuse_wrong(provider.text)
            settings = replace(settings, providers=(self._signed_in(provider),))
        plan = focused(self._plan(), now, length, until, intention, presence)
        return Later(partial(preview, settings, plan, now, language_of(settings.language, os.environ)))

    def _signed_in(self, one: ProviderSettings) -> ProviderSettings:
        """With what its account has of the same name, where nothing else is said."""
        if not one.account:
            return one
        account = self._setup.account(one.account)
        spec = discover()[one.kind]
        if spec.source != account.kind:
            raise RequestError(
                f'The account "{account.name}" ({account.kind}) does not sign in to {spec.title}. Nothing was changed.',
                f"It takes one of the kind {spec.source}." if spec.source else "It is set up by itself.",
            )
        if by_oauth(account.values):
            raise RequestError(
                f'The account "{account.name}" signs in by OAuth, and was not asked for what {spec.title} takes. '
                "Nothing was changed.",
                "Sign in for the provider by itself.",
            )
        names = {field.name for field in spec.fields}
        theirs = {name: value for name, value in account.values.items() if name in names}
        return replace(one, values={**theirs, **one.values})


def known(presence: Levels, providers: tuple[ProviderSettings, ...]) -> None:
    """Raises RequestError where it names a provider that there is not."""
    names = {one.name for one in providers}
    for name, _ in presence.on:
        if name not in names:
            raise RequestError(
                f'There is no provider named "{name}". Nothing was changed.', "`ecluse provider list` lists them."
            )


def _refuse_wrong(text: str) -> None:
    if not wording.is_right(text):
        raise RequestError(f'The text "{text}" cannot be: it must be {wording.RIGHT}. Nothing was changed.')
