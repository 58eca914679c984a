"""What a person can set, as one tree of plain values. Nobody reads a global: who needs a part is handed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.core.promise_views import WorkCalendar
from desktop.core.settings.choices import Language, Privacy, Theme
from desktop.core.settings.retained import Retention
from desktop.core.views import AccountSettings, Preferences
from focus.presence import Level
from focus.review import Objective
from focus.schedule import Schedule
from focus.wording import Wording
from inbox.mail.mentions import NOTHING, Known
from inbox.promises import Promise
from inbox.rules import CODES, Rule
from inbox.sources import Start, Value


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """What a provider was set up with: its values have passed the fields of its SPEC, and no secret is among them.

    `account`: the account whose sign-in serves here, '' for one of its own; values of the same name are that account's.
    `level`: what it shows in a focus block, None as is usual for it. `text`, `language`: as in `Wording`, '' as there.
    """

    name: str
    kind: str
    values: Mapping[str, Value] = field(default_factory=dict)
    account: str = ""
    level: Level | None = None
    text: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Noting:
    """The weekly note: a template, '' for the usual one, and the intentions that stay out of it unless asked for."""

    note: str = ""
    private: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """`zone` is what the person wrote ("system" or a name), `schedule.zone` what it meant when it was read."""

    schedule: Schedule
    zone: str
    language: Language = Language.SYSTEM
    theme: Theme = Theme.SYSTEM
    privacy: Privacy = Privacy.SENDERS
    start: Start = field(default_factory=Start)
    accounts: tuple[AccountSettings, ...] = ()
    providers: tuple[ProviderSettings, ...] = ()
    rules: tuple[Rule, ...] = (CODES,)
    promises: tuple[Promise, ...] = ()
    calendars: tuple[WorkCalendar, ...] = ()
    wording: Wording = field(default_factory=Wording)
    """What colleagues read."""
    known: Known = NOTHING
    """What the person says of tools: their names there, hosts their team runs, senders that are tools."""
    objectives: tuple[Objective, ...] = ()
    noting: Noting = field(default_factory=Noting)
    retention: Retention = field(default_factory=Retention)

    @property
    def preferences(self) -> Preferences:
        return Preferences(str(self.language), str(self.theme), str(self.privacy))

    def account(self, name: str) -> AccountSettings | None:
        return next((one for one in self.accounts if one.name == name), None)

    def signing_in_as(self, account: str) -> tuple[ProviderSettings, ...]:
        """The providers that this account's sign-in serves."""
        return tuple(one for one in self.providers if one.account == account)

    def provider(self, name: str) -> ProviderSettings | None:
        return next((one for one in self.providers if one.name == name), None)
