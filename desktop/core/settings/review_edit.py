"""Changes what a review goes by, and how long what happened is kept, in the settings file (`settings.edit`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.core.settings.edit import edited
from desktop.core.settings.model import Noting, Settings
from desktop.core.settings.retained import Retention
from focus.review import Objective

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def save_objectives(path: Path, objectives: Sequence[Objective]) -> Settings:
    """In place of all there are. Raises SettingsError for what cannot be read again."""

    def change(document: TOMLDocument, _: Settings) -> None:
        import tomlkit

        if not document.get("objective"):
            document.pop("objective", None)  # an empty list, written out
            document["objective"] = tomlkit.aot()
        entries = document["objective"]
        while len(entries) > len(objectives):
            entries.pop()
        while len(entries) < len(objectives):
            entries.append(tomlkit.table())
        for entry, one in zip(entries, objectives, strict=True):
            _tell(entry, ("name", "quarter", "intentions"), _plain(one))
        if not objectives:
            document.pop("objective")

    return edited(path, change)


def _plain(one: Objective) -> dict[str, Any]:
    """What is not said of it is not written."""
    parts = {"name": one.name, "quarter": one.quarter, "intentions": list(one.intentions)}
    return {key: value for key, value in parts.items() if value or key == "name"}


def save_noting(path: Path, noting: Noting) -> Settings:
    """What is as usual is not written. Raises SettingsError for a text that names what there is not."""

    def change(document: TOMLDocument, _: Settings) -> None:
        import tomlkit

        told: dict[str, Any] = {}
        if noting.note:
            told["note"] = tomlkit.string(noting.note, multiline="\n" in noting.note)
        if noting.private:
            told["private"] = list(noting.private)
        _write(document, "review", ("note", "private"), told)

    return edited(path, change)


def save_retention(path: Path, retention: Retention) -> Settings:
    usual = asdict(Retention())
    told = {name: value for name, value in asdict(retention).items() if value != usual[name]}
    return edited(path, lambda document, _: _write(document, "retention", tuple(usual), told))


def _write(document: TOMLDocument, name: str, keys: Sequence[str], told: Mapping[str, Any]) -> None:
    _tell(document.setdefault(name, {}) if told else document.get(name, {}), keys, told)


def _tell(table: Any, keys: Sequence[str], told: Mapping[str, Any]) -> None:
    """Only what differs is written: the rest stays as the person wrote it."""
    for key in keys:
        if key not in told:
            table.pop(key, None)
        elif table.get(key) != told[key]:
            table[key] = told[key]
