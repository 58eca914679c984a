"""What `account` and `provider` have in common: options made from a kind's fields, and asking for secrets."""

from __future__ import annotations

import argparse
import getpass
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop.cli.output import Failed
from desktop.cli.parsing import Commands, Parser, Run
from desktop.core.settings.fields import SECRET, Field, counts, from_words, is_name, right_for
from inbox.item import Channel
from inbox.sources import GROUPS, Value

_LONGEST_SECRET = 64 * 1024


def add_kind(
    commands: Commands, kind: str, title: str, fields: Sequence[Field], run: Run, *, found: Sequence[str] = ()
) -> Parser:
    """`add KIND` with an option for each field; a secret has no option that would hold it, only `--NAME-stdin`.

    `found` names fields that may also come from elsewhere, and so need not be given.
    """
    made: Parser = commands.add_parser(kind, help=title, description=title)
    made.set_defaults(run=run, kind=kind, fields=fields, secret_stdin=None)
    made.add_argument("--name", type=_name, default=kind, help=f"what you call it ({kind})")
    # An empty group would be fatal to --help.
    secret: Any = made.add_mutually_exclusive_group() if any(one.kind == "secret" for one in fields) else made
    groups: dict[str, Any] = {"": made}
    for field in fields:
        if field.kind == "grant":
            continue
        option = field.name.replace("_", "-")
        about = f"{field.label}. {field.help}".rstrip(". ").replace("%", "%%")
        if field.kind == "secret":
            words = f"read it from standard input: {about}"
            secret.add_argument(
                f"--{option}-stdin", dest="secret_stdin", action="store_const", const=field.name, help=words
            )
            continue
        several = field.kind == "texts"
        default = "" if field.default is None else f" ({', '.join(_shown(field))})"
        if field.group not in groups:
            groups[field.group] = made.add_argument_group(GROUPS[field.group].lower())
        groups[field.group].add_argument(
            f"--{option}",
            dest=f"field_{field.name}",
            type=_typed(field),
            required=field.required and field.default is None and field.where is None and field.name not in found,
            metavar="|".join(field.choices) or ("TEXT" if several else field.kind.upper()),
            action="extend" if several else "store",
            help=about + default + (" Once for each." if several else ""),
        )
    return made


def values_of(options: Namespace) -> dict[str, Value]:
    """What was given, with the defaults of the rest."""
    given = {field.name: getattr(options, f"field_{field.name}", None) for field in options.fields}
    defaults = {field.name: field.default for field in options.fields}
    chosen = {name: defaults[name] if value is None else value for name, value in given.items()}
    texts = {field.name for field in options.fields if field.kind == "texts"}
    return {
        name: tuple(dict.fromkeys(value)) if name in texts else value
        for name, value in chosen.items()
        if value is not None
    }


def counting(fields: Sequence[Field], values: Mapping[str, Value]) -> list[Field]:
    """The fields that these values ask for. Raises Failed where one of them has no value."""
    found = [field for field in fields if counts(field, fields, values)]
    for field in found:
        if field.kind not in SECRET and field.required and field.name not in values:
            option = f"--{field.name.replace('_', '-')}"
            raise Failed(f"{field.label} is missing: it must be given by {option}. {field.help}.", status=2)
    return found


def secrets_of(fields: Sequence[Field], from_stdin: str | None) -> dict[str, str]:
    """From standard input, or typed unseen at a terminal: never an argument, which every process could read."""
    found: dict[str, str] = {}
    for field in fields:
        if field.kind != "secret":
            continue
        if field.name == from_stdin:
            found[field.name] = _from_stdin(field)
        elif sys.stdin.isatty() and from_stdin is None:
            found[field.name] = getpass.getpass(f"{field.label}: ")
        elif field.required:
            option = f"--{field.name.replace('_', '-')}-stdin"
            raise Failed(f"{field.label} is missing: it must be given by {option}, or typed at a terminal.", status=2)
        if not found.get(field.name):
            found.pop(field.name, None)
            if field.required:
                raise Failed(f"{field.label} is empty: it must be a text of one line. Nothing was changed.", status=2)
    return found


def _from_stdin(field: Field) -> str:
    content = sys.stdin.buffer.read(_LONGEST_SECRET + 1)
    try:
        secret = content.decode()
    except UnicodeDecodeError as error:
        raise Failed(f"{field.label} is not UTF-8: it must be a text of one line.", status=2) from error
    secret = secret.removesuffix("\n").removesuffix("\r")
    if "\n" in secret or "\0" in secret or len(content) > _LONGEST_SECRET:
        raise Failed(f"{field.label} is wrong: it must be a text of one line.", status=2)
    return secret


def _shown(field: Field) -> tuple[str, ...]:
    return field.default if isinstance(field.default, tuple) else (str(field.default),)


def _typed(field: Field) -> Callable[[str], Value]:
    def typed(words: str) -> Value:
        value = from_words(field, words)
        if value is None:
            raise argparse.ArgumentTypeError(f"{words!r} is wrong: it must be {right_for(field)}")
        if field.kind not in {"file", "target"} or not words:
            return value
        path = Path(words).expanduser().absolute()  # the app that uses it later may run elsewhere
        if field.kind == "file" and not path.is_file():
            raise argparse.ArgumentTypeError(f"{words!r} is wrong: it must be the path of a file that is there")
        if path.is_dir():
            raise argparse.ArgumentTypeError(f"{words!r} is wrong: it must be the path of a file, and is a folder")
        return str(path)

    return typed


def _name(words: str) -> Any:
    if not is_name(words):
        right = f"a name of 1 to 40 characters without control characters, and not {' or '.join(Channel)}"
        raise argparse.ArgumentTypeError(f"{words!r} is wrong: it must be {right}")
    return words
