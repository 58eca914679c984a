"""How an archive (XEP-0313) is asked for a page, and what it gives. Nothing is sent here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from inbox.xmpp.said import MAM, Said, archived

PAGE: Final = 200
_RSM: Final = "http://jabber.org/protocol/rsm"


@dataclass(frozen=True, slots=True)
class Page:
    """Of an archive, oldest first. `last`: the name of its last message, '' where there is none, and `at` its time."""

    said: tuple[Said, ...]
    ids: tuple[str, ...]
    last: str
    at: datetime | None
    complete: bool


def asked(name: str, *, after: str = "", start: datetime | None = None, newest: bool = False) -> Element:
    """What follows `after`, or else `start` (aware, in UTC), or the `newest` alone. `name`: of this query."""
    query = Element(f"{{{MAM}}}query", {"queryid": name})
    if start is not None and not after:
        form = SubElement(query, "{jabber:x:data}x", {"type": "submit"})
        for var, value in (("FORM_TYPE", MAM), ("start", start.strftime("%Y-%m-%dT%H:%M:%SZ"))):
            SubElement(SubElement(form, "{jabber:x:data}field", {"var": var}), "{jabber:x:data}value").text = value
    limit = SubElement(query, f"{{{_RSM}}}set")
    SubElement(limit, f"{{{_RSM}}}max").text = "1" if newest else str(PAGE)
    if newest:
        SubElement(limit, f"{{{_RSM}}}before")
    elif after:
        SubElement(limit, f"{{{_RSM}}}after").text = after
    return query


def given(answer: Element, results: Iterable[Element], *, newest: bool = False) -> Page:
    found = [one for one in map(archived, results) if one is not None]
    fin = answer.find(f"{{{MAM}}}fin")
    complete = not found or newest or fin is None or fin.get("complete") == "true"
    said = tuple(one for _, one, _ in found if one is not None)
    last, _, at = found[-1] if found else ("", None, None)
    return Page(said, tuple(id for id, _, _ in found), last, at, complete)
