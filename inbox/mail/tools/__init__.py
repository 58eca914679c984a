"""The tools whose notifications Écluse understands, one small module each, found by a scan.

To add one: `inbox/mail/tools/NAME.py` with a module-level `SPEC: Tool` and nothing heavy imported at its top, and
`tests/inbox/mail/tools/test_NAME.py` with a table of its mails. Nothing else is edited.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from inbox.mail.letter import Letter
from inbox.mail.mentions import Mention


@dataclass(frozen=True, slots=True)
class Tool:
    """What a module of this package says of itself. Addresses, domains and names of fields are in lower case.

    `senders`: the addresses the tool itself writes from; `@example.org`: any at that domain or below it; `jira@`: such
    a mailbox anywhere, which is the tool's own only below one of `signers`.
    `signers`: the domains, with what lies below, of which one must vouch for such a mail (DKIM or DMARC).
    `hosts`: where its links lead to, with what lies below. `fields`: the header fields it reads.
    `marks`: those of them by which a mail of one that a team runs itself is known: any one is enough.
    `names`: hosts that stand in the names of events wherever the tool runs, as its own name for them.
    `unless`: where one of these fields is there, it is not this tool, whatever `marks` say. `shapes`: how the
    values of fields begin that tell it as well as a mark does, as expressions (`<discourse/post/`); `read` must then
    tell. `unmarked`: mails of one that a team runs itself bear no mark; `read` is asked about all from a host the
    person added, and must tell.
    `read` gives None for a mail of the tool's that tells of nothing that happened there (an invoice, an advertisement).
    """

    name: str
    title: str
    read: Callable[[Letter], Mention | None]
    senders: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    shapes: Mapping[str, str] = field(default_factory=dict)
    unmarked: bool = False
    names: tuple[str, ...] = ()


@cache
def discover() -> Mapping[str, Tool]:
    """Every tool in this package by name; a module without its SPEC is a programming error and raises at once."""
    found: dict[str, Tool] = {}
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        spec = getattr(importlib.import_module(f"{__name__}.{info.name}"), "SPEC", None)
        if not isinstance(spec, Tool) or spec.name != info.name:
            raise RuntimeError(f"inbox/mail/tools/{info.name}.py needs a SPEC named {info.name!r}")
        found[spec.name] = spec
    return found
