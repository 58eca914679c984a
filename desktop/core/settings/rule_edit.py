"""Changes to the rules of a settings file: as `desktop.core.settings.edit`, one at a time."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.core.settings.edit import edited
from desktop.core.settings.model import Settings
from inbox.rules import Match, Rule

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def add_rule(path: Path, *, rule: Rule, place: int) -> Settings:
    """Put it before the one at `place`, from 0. One about the same that does otherwise goes."""

    def change(document: TOMLDocument, settings: Settings) -> None:
        _write_out(document, settings)
        where = place
        for number, one in reversed(list(enumerate(settings.rules))):
            if one.match == rule.match:
                del document["rule"][number]
                where -= number < place
        document["rule"].insert(min(where, len(document["rule"])), _entry(document, rule))

    return edited(path, change)


def remove_rule(path: Path, *, name: str) -> Settings:
    """All of that name. The last one leaves an empty list: none is what was chosen."""

    def change(document: TOMLDocument, settings: Settings) -> None:
        import tomlkit

        _write_out(document, settings)
        for number, one in reversed(list(enumerate(settings.rules))):
            if one.name == name:
                del document["rule"][number]
        if not document["rule"]:
            document.pop("rule")
            document["rule"] = tomlkit.array()

    return edited(path, change)


def match_table(match: Match) -> dict[str, Any]:
    """The conditions that are set, as the settings have them."""
    found = {field.name: getattr(match, field.name) for field in fields(match)}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in found.items()
        if value not in {None, ()}
    }


def _entry(document: TOMLDocument, rule: Rule) -> Any:
    import tomlkit
    from tomlkit.items import AoT

    entry = tomlkit.table() if isinstance(document["rule"], AoT) else tomlkit.inline_table()
    match = tomlkit.inline_table()
    match.update(match_table(rule.match))
    entry.update({"name": rule.name, "match": match, "act": rule.act})
    for key, value in _own(rule):
        if value:
            entry[key] = value
    return entry


def _own(rule: Rule) -> tuple[tuple[str, Any], ...]:
    return (("until", rule.until), ("budget", rule.budget), ("label", rule.label), ("promise", rule.promise))


def _write_out(document: TOMLDocument, settings: Settings) -> None:
    """The one that is on while none are written must not go off because another is added."""
    import tomlkit

    if document.get("rule"):
        return
    written = "rule" in document
    document.pop("rule", None)
    document["rule"] = tomlkit.aot()
    for rule in () if written else settings.rules:
        document["rule"].append(_entry(document, rule))
