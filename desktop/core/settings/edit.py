"""Changes a settings file the way a careful person would: one thing, keeping comments, order and unknown keys.

A file that cannot be read is never written: every function raises SettingsError instead, and leaves it as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.core.paths import write_private
from desktop.core.settings.fields import SourceFields
from desktop.core.settings.load import read
from desktop.core.settings.model import ProviderSettings, Settings
from desktop.core.settings.presence import OWN_KEYS
from desktop.core.settings.reader import MISSING, SettingsError
from desktop.core.settings.week import schedule_table
from desktop.core.views import AccountSettings, Preferences
from focus.levels import word
from focus.providers import discover
from focus.schedule import Schedule
from focus.wording import Wording

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Table

_SCHEDULE_KEYS = {
    *("zone", "between", "missed", "span", "exception", "date", "from", "to", "spans", "like"),
    *("template", "holidays", "country", "region"),
    *("kind", "days", "start", "end", "admits", "name", "intention", "presence"),
}
_HEAD = "# Settings of Écluse. Change them here or in the app: it keeps your comments and the order.\n\n"


def save_account(path: Path, account: AccountSettings) -> Settings:
    """Add the account, or put these values in place of those of the one of that name."""
    fields = SourceFields().get(account.kind, ())
    entry = _Entry("account", account.name, account.kind, account.values)
    return edited(path, lambda document, _: _save(document, entry, {one.name for one in fields}))


def remove_account(path: Path, name: str) -> Settings:
    """With the providers that sign in as it does. Nothing happens if there is none of that name."""

    def change(document: TOMLDocument, settings: Settings) -> None:
        for one in settings.providers:
            if one.account == name:
                _remove(document, "provider", one.name)
        _remove(document, "account", name)

    return edited(path, change)


def save_provider(path: Path, provider: ProviderSettings) -> Settings:
    """As `save_account`. What is as its account has it is not written once more."""
    spec = discover().get(provider.kind)
    fields = () if spec is None else spec.fields

    def change(document: TOMLDocument, settings: Settings) -> None:
        account = settings.account(provider.account) if provider.account else None
        values = {
            name: value
            for name, value in provider.values.items()
            if account is None or account.values.get(name) != value
        }
        _write_out_providers(document, settings)
        entry = _Entry("provider", provider.name, provider.kind, {**_own(provider), **values})
        _save(document, entry, {one.name for one in fields} | set(OWN_KEYS))

    return edited(path, change)


def remove_provider(path: Path, name: str) -> Settings:
    """Nothing happens if there is none of that name. The last one leaves an empty list: none is what was chosen."""

    def change(document: TOMLDocument, settings: Settings) -> None:
        _write_out_providers(document, settings)
        _remove(document, "provider", name)

    return edited(path, change)


def replace_schedule(path: Path, schedule: Schedule, zone: str) -> Settings:
    """Put this week in place of the one written. `zone` is what to write: "system" or an IANA name."""

    def change(document: TOMLDocument, _: Settings) -> None:
        import tomlkit
        from tomlkit.items import Table

        new = schedule_table(schedule, zone)
        old = document.get("schedule")
        if isinstance(old, Table):
            _merge(old, new)
            return
        # Missing, or its parts stand apart in the file: then it cannot be changed in place, and is written anew as one.
        unknown = {} if old is None else {key: old[key] for key in old.unwrap() if key not in _SCHEDULE_KEYS}
        document.pop("schedule", None)
        document["schedule"] = tomlkit.item({**unknown, **new})

    return edited(path, change)


def save_zone(path: Path, zone: str) -> Settings:
    """Have the week follow this clock: "system" or an IANA name. All else of it stays as it is written."""

    def change(document: TOMLDocument, _: Settings) -> None:
        import tomlkit

        document.setdefault("schedule", tomlkit.table())["zone"] = zone

    return edited(path, change)


def save_wording(path: Path, wording: Wording) -> Settings:
    """What is as usual is not written. Raises SettingsError for a text that names what there is not."""
    usual = asdict(Wording())

    def change(document: TOMLDocument, _: Settings) -> None:
        told = {key: value for key, value in asdict(wording).items() if value != usual[key]}
        table = document.setdefault("presence", {}) if told else document.get("presence", {})
        for key in usual:
            if key in told:
                table[key] = told[key]
            else:
                table.pop(key, None)

    return edited(path, change)


def save_preferences(path: Path, preferences: Preferences) -> Settings:
    def change(document: TOMLDocument, _: Settings) -> None:
        document["language"] = preferences.language
        document["theme"] = preferences.theme
        document.setdefault("notifications", {})["privacy"] = preferences.privacy

    return edited(path, change)


def save_tool(path: Path, *, name: str, sender: str) -> Settings:
    """All that `sender` writes (an address, or `@` and a domain) is of the tool of that name."""

    def change(document: TOMLDocument, _: Settings) -> None:
        import tomlkit

        found = next((one for one in document.get("tool", ()) if _writes(one, sender)), None)
        if found is None:
            if not document.get("tool"):
                document.pop("tool", None)  # an empty list, written out
                document["tool"] = tomlkit.aot()
            document["tool"].append(tomlkit.table())
            found = document["tool"][-1]
            found["from"] = sender
        found["name"] = name

    return edited(path, change)


def remove_tool(path: Path, *, sender: str) -> Settings:
    """Nothing happens if nobody called that sender a tool."""

    def change(document: TOMLDocument, _: Settings) -> None:
        entries = document.get("tool", ())
        for place, entry in reversed(list(enumerate(entries))):
            if _writes(entry, sender):
                del entries[place]
        if not entries:
            document.pop("tool", None)

    return edited(path, change)


def _writes(entry: Mapping[str, Any], sender: str) -> bool:
    return str(entry.get("from", "")).strip().lower() == sender


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    name: str
    kind: str
    values: Mapping[str, Any]


def _save(document: TOMLDocument, entry: _Entry, fields: set[str]) -> None:
    import tomlkit

    found = next((one for one in document.get(entry.key, ()) if one.get("name") == entry.name), None)
    if found is None:
        if not document.get(entry.key):
            document.pop(entry.key, None)  # an empty list, written out
            document[entry.key] = tomlkit.aot()
        found = tomlkit.table()
        document[entry.key].append(found)
        found = document[entry.key][-1]
    for name in fields - set(entry.values):
        found.pop(name, None)
    for name, value in {"name": entry.name, "kind": entry.kind, **_plain(entry.values)}.items():
        if name not in found or found[name] != value:
            found[name] = value


def _own(provider: ProviderSettings) -> dict[str, Any]:
    """Its entry beside the fields of its kind."""
    level = "" if provider.level is None else word(provider.level)
    found = {"account": provider.account, "level": level, "text": provider.text, "language": provider.language}
    return {key: value for key, value in found.items() if value}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """A list of one text is written as that text."""
    return {
        name: value if not isinstance(value, tuple) else value[0] if len(value) == 1 else list(value)
        for name, value in values.items()
    }


def _merge(old: Table, new: Mapping[str, Any]) -> None:
    """Make a table of the schedule say what `new` says, touching only what differs."""
    from tomlkit.items import AoT, Table

    for key in _SCHEDULE_KEYS - set(new):
        old.pop(key, None)
    for key, value in new.items():
        there = old.get(key)
        if key == "holidays" and isinstance(there, Table):
            _merge(there, value)
        elif isinstance(there, AoT) and value:
            for entry, wanted in zip(there, value, strict=False):
                _merge(entry, wanted)
            for wanted in value[len(there) :]:
                there.append(wanted)
            for _ in range(len(there) - len(value)):
                there.pop()
        elif there is None or there.unwrap() != value:
            old[key] = value


def _write_out_providers(document: TOMLDocument, settings: Settings) -> None:
    """Those that are on while none are written must not go off because another is added, or stay on when removed."""
    if "provider" not in document:
        for one in settings.providers:
            _save(document, _Entry("provider", one.name, one.kind, one.values), set())


def _remove(document: TOMLDocument, key: str, name: str) -> None:
    import tomlkit

    entries = document.get(key)
    if entries is None:
        return
    for place, entry in reversed(list(enumerate(entries))):
        if entry.get("name") == name:
            del entries[place]
    if not entries:
        document.pop(key)
        document[key] = tomlkit.array()


def edited(path: Path, change: Callable[[TOMLDocument, Settings], None]) -> Settings:
    """Read, change, read again what would be written, and only then write. Returns the settings as they are now."""

    def rewrite(text: str, settings: Settings) -> str:
        import tomlkit

        document = tomlkit.parse(text)
        change(document, settings)
        return tomlkit.dumps(document)

    return rewritten(path, rewrite)


def rewritten(
    path: Path,
    rewrite: Callable[[str, Settings], str],
    check: Callable[[Settings, Settings], None] = lambda settings, before: None,
) -> Settings:
    """As `edited`, of the text. `check` is given the settings as they would be, and as they are; it may raise."""
    from tomlkit.exceptions import TOMLKitError

    content = path.read_bytes() if path.exists() else _HEAD.encode()
    before, _ = read(content, str(path))
    try:
        new = rewrite(content.decode("utf-8-sig"), before).encode()
        settings, _ = read(new, str(path))
    except (TOMLKitError, TypeError, AttributeError) as error:
        advice = f"cannot be changed by Écluse as it is written ({error}): change it by hand, nothing was written"
        raise SettingsError(str(path), "", MISSING, advice) from error
    check(settings, before)
    write_private(path, new)
    return settings
