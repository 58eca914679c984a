"""What is shown of the person: the providers, how strongly each of them, and the words colleagues read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop.core.settings.fields import read_name, read_values
from desktop.core.settings.levels import read_level
from desktop.core.settings.model import ProviderSettings, Settings
from desktop.core.settings.reader import MISSING, Table, one_of
from desktop.core.text import escaped
from desktop.core.views import AccountSettings
from focus import wording
from focus.providers import ProviderSpec, discover
from focus.wording import Wording

OWN_KEYS = ("account", "level", "text", "language")
"""Of a provider's entry, beside the fields of its kind: none of these may be called so."""


def read_providers(table: Table, accounts: Sequence[AccountSettings]) -> tuple[ProviderSettings, ...]:
    """The desktop's own do-not-disturb is on until the person has chosen: it is put back, and leaves no trace."""
    kinds = discover()
    if not table.has("provider"):
        table.known.add("provider")
        return tuple(ProviderSettings(kind, kind) for kind in kinds if kind == "desktop")
    taken: set[str] = set()
    return tuple(_provider(one, kinds, accounts, taken) for one in table.tables("provider"))


def _provider(
    table: Table, kinds: Mapping[str, ProviderSpec], accounts: Sequence[AccountSettings], taken: set[str]
) -> ProviderSettings:
    name, kind = read_name(table, kinds, taken)
    spec = kinds[kind]
    account = _account(table, spec, accounts)
    fields = spec.fields if account is None else _with_defaults(spec, account)
    found = ProviderSettings(
        name,
        kind,
        read_values(fields, table),
        account="" if account is None else account.name,
        level=read_level(table, "level", spec.level) if table.has("level") else None,
        text=_text(table),
        language=_language(table, ""),
    )
    table.finish()
    return found


def _account(table: Table, spec: ProviderSpec, accounts: Sequence[AccountSettings]) -> AccountSettings | None:
    if not table.has("account"):
        return None
    named = table.value("account")
    found = next((one for one in accounts if one.name == named and one.kind == spec.source), None)
    if found is None:
        there = [one.name for one in accounts if one.kind == spec.source]
        right = f'an account of the kind "{spec.source}"' + (f", {one_of(there)}" if there else ", and there is none")
        raise table.wrong("account", right if spec.source else f"left out: no account signs in to {spec.title}")
    return found


def _with_defaults(spec: ProviderSpec, account: AccountSettings) -> tuple[Any, ...]:
    """What is not said of the provider itself is as the account has it."""
    return tuple(
        replace(field, default=account.values[field.name]) if field.name in account.values else field
        for field in spec.fields
    )


def read_wording(table: Table) -> Wording:
    """The [presence] table."""
    found = Wording(
        text=_text(table),
        urgent=table.text("urgent", ""),
        intention=bool(table.flag("intention")),
        language=_language(table, wording.SYSTEM),
        name_zone=bool(table.flag("name_zone")),
    )
    if found.text and not found.intention and wording.names_intention(found.text):
        table.warnings.append(_kept_private(table))
    return found


def _text(table: Table) -> str:
    text = table.text("text", "", most=wording.LONGEST)
    if not wording.is_right(text):
        raise table.wrong("text", wording.RIGHT)
    return text


def _language(table: Table, default: str) -> str:
    value = table.value("language")
    if value is MISSING:
        return default
    if not isinstance(value, str) or value not in wording.LANGUAGES:
        raise table.wrong("language", one_of(wording.LANGUAGES))
    return value


def _kept_private(table: Table) -> str:
    return escaped(
        f"{table.file}: {table.key('text')} names {{intention}}, which stays private and is left out: "
        f"{table.key('intention')} = true would have it read"
    )


def missing_providers(settings: Settings, file: str) -> list[str]:
    """What the week says of providers that there are not, a line each: one may have been removed."""
    known = {one.name for one in settings.providers}
    spans = settings.schedule.written_spans()
    missing = sorted({name for span in spans for name, _ in span.presence.on if name not in known})
    return [escaped(f'{file}: a focus block says what "{name}" shows, which is no provider') for name in missing]
