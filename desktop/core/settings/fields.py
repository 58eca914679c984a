"""The values of one account or provider, checked against the fields of its kind. Pure.

The settings file, the command line and the window's forms all come through here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import focus.fields
import inbox.sources
from desktop.core.settings.reader import MISSING, Table, one_of
from desktop.core.text import escaped
from inbox.item import Channel
from inbox.sources import Value

Field = inbox.sources.Field | focus.fields.Field
_TRUE = {"true", "yes", "on", "1"}
_FALSE = {"false", "no", "off", "0"}
SECRET = frozenset({"secret", "grant"})
"""The kinds that are kept in the keyring only."""
LONGEST_NAME = 40
NAME_RIGHT = f"a name of 1 to {LONGEST_NAME} characters, without control characters, that no other has"


def right_for(field: Field) -> str:
    """What a value of this field must be, to end the sentence "it must be ..."."""
    match field.kind:
        case "number":
            bounds = (field.least is not None, field.most is not None)
            least, most = field.least, field.most
            extent = {(True, True): f" from {least} to {most}", (True, False): f" of at least {least}"}
            return "a whole number" + extent.get(bounds, f" of at most {most}" if bounds[1] else "")
        case "choice":
            return one_of(field.choices)
        case "flag":
            return "true or false"
        case "file" | "target":
            return "the path of a file"
        case "texts":
            return f"a text of one line, or a list of at most {field.most} of them, each once"
        case _:
            return "a text of one line"


def is_right(field: Field, value: object) -> bool:
    match field.kind:
        case "number":
            if not isinstance(value, int) or isinstance(value, bool):
                return False
            return (field.least is None or value >= field.least) and (field.most is None or value <= field.most)
        case "flag":
            return isinstance(value, bool)
        case "choice":
            return value in field.choices
        case "texts":
            return (
                isinstance(value, tuple)
                and 0 < len(value) <= (field.most or len(value))
                and len(set(value)) == len(value)
                and all(isinstance(one, str) and one and escaped(one) == one for one in value)
            )
        case _:
            return isinstance(value, str) and escaped(value) == value and bool(value or not field.required)


def counts(field: Field, fields: Sequence[Field], values: Mapping[str, Value]) -> bool:
    """Whether a field is asked for and used, the others being as they are."""
    if field.where is None:
        return True
    name, wanted = field.where
    other = next(one for one in fields if one.name == name)
    value = values.get(name)
    return (other.default if value is None else value) == wanted and counts(other, fields, values)


def from_words(field: Field, words: str) -> Value | None:
    """What a person typed for this field, as a value; None if it cannot be one."""
    value: Value = words
    if field.kind == "number":
        if not words.strip().isdecimal():
            return None
        value = int(words)
    elif field.kind == "flag":
        if words.lower() not in _TRUE | _FALSE:
            return None
        value = words.lower() in _TRUE
    elif field.kind == "texts":
        value = (words,)
    return value if is_right(field, value) else None


def as_texts(value: Any) -> Any:
    """One text and a list of them, as a file and a request have them, alike."""
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else value


def read_values(fields: Sequence[Field], table: Table) -> dict[str, Value]:
    """The values of a table, with the defaults of what is missing. A secret in there is reported, never shown."""
    values: dict[str, Value] = {}
    for field in fields:
        if field.kind in SECRET:
            if table.has(field.name):
                table.known.add(field.name)
                table.warnings.append(
                    f"{table.file}: {table.key(field.name)} is a secret in a plain file: remove the line, "
                    "and change the secret; Écluse reads secrets from the keyring only"
                )
            continue
        value = table.value(field.name)
        if value is MISSING:
            value = field.default
        if value is None:
            if field.required and counts(field, fields, table.raw):
                raise table.wrong(field.name, right_for(field))
            continue
        value = as_texts(value) if field.kind == "texts" else value
        if not is_right(field, value):
            raise table.wrong(field.name, right_for(field))
        values[field.name] = value
    return values


def is_name(name: Any) -> bool:
    """Whether an account or provider may have this name: never one of a channel, which rules and check-ins mean."""
    return (
        isinstance(name, str)
        and 1 <= len(name) <= LONGEST_NAME
        and name == name.strip()
        and escaped(name) == name
        and not name.startswith("-")
        and name.casefold() not in list(Channel)
    )


def read_named(
    table: Table, kinds: Mapping[str, Sequence[Field]], taken: set[str]
) -> tuple[str, str, dict[str, Value]]:
    """Name, kind and values of an [[account]]; adds the name to `taken`."""
    name, kind = read_name(table, kinds, taken)
    values = read_values(kinds[kind], table)
    table.finish()
    return name, kind, values


def read_name(table: Table, kinds: Collection[str], taken: set[str]) -> tuple[str, str]:
    """Name and kind of an [[account]] or a [[provider]]; adds the name to `taken`."""
    name = table.value("name")
    if not is_name(name) or name.casefold() in taken:
        raise table.wrong("name", f"{NAME_RIGHT} and that is not {' or '.join(Channel)}")
    taken.add(name.casefold())
    kind = table.value("kind")
    if not isinstance(kind, str) or kind not in kinds:
        raise table.wrong("kind", one_of(kinds))
    return name, kind


class SourceFields(Mapping[str, Sequence[Field]]):
    """The fields of every kind of account; a kind is loaded when it is asked for."""

    def __getitem__(self, kind: str) -> Sequence[Field]:
        return inbox.sources.discover()[kind].fields

    def __iter__(self) -> Iterator[str]:
        return iter(inbox.sources.discover())

    def __len__(self) -> int:
        return len(inbox.sources.discover())

    def __contains__(self, kind: object) -> bool:
        return kind in inbox.sources.discover()
