"""What a WebDAV server answers (RFC 4918), read with care, and what it is asked: its XML. Nothing is sent here.

What comes is a stranger's: no document type and so no entities, shallow, and of no more than it takes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement, TreeBuilder, tostring
from xml.parsers import expat

from focus.errors import Broken

DAV: Final = "{DAV:}"
CALDAV: Final = "{urn:ietf:params:xml:ns:caldav}"
_DEEPEST: Final = 30
_MOST: Final = 2000
"""Resources in one answer."""


@dataclass(frozen=True, slots=True)
class Resource:
    """`href`: as the server wrote it. `found`: of the properties that were asked, those it has."""

    href: str
    found: tuple[Element, ...]

    def property(self, name: str) -> Element | None:
        """`name` as `{namespace}local`."""
        return next((one for one in self.found if one.tag == name), None)

    def text(self, name: str) -> str:
        one = self.property(name)
        return "" if one is None else (one.text or "").strip()

    def href_in(self, name: str) -> str:
        """Of a property that names another resource."""
        one = self.property(name)
        return "" if one is None else (one.findtext(f"{DAV}href") or "").strip()

    def has(self, name: str, kind: str) -> bool:
        one = self.property(name)
        return one is not None and one.find(kind) is not None


def propfind(*names: str) -> bytes:
    """RFC 4918 9.1: these properties."""
    root = Element(f"{DAV}propfind")
    wanted = SubElement(root, f"{DAV}prop")
    for name in names:
        SubElement(wanted, name)
    return _written(root)


def query(component: str, start: str, end: str) -> bytes:
    """RFC 4791 7.8, 9.9: what of this kind overlaps that time, whole; UTC as iCalendar writes it."""
    root = Element(f"{CALDAV}calendar-query")
    wanted = SubElement(root, f"{DAV}prop")
    SubElement(wanted, f"{DAV}getetag")
    SubElement(wanted, f"{CALDAV}calendar-data")
    whole = SubElement(SubElement(root, f"{CALDAV}filter"), f"{CALDAV}comp-filter", {"name": "VCALENDAR"})
    inner = SubElement(whole, f"{CALDAV}comp-filter", {"name": component})
    SubElement(inner, f"{CALDAV}time-range", {"start": start, "end": end})
    return _written(root)


def _written(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def resources(body: bytes) -> tuple[Resource, ...]:
    """Of a multi-status (RFC 4918 13). Raises Broken."""
    root = _tree(body)
    if root.tag != f"{DAV}multistatus":
        raise Broken("The server's answer is not what a calendar server says.")
    return tuple(_resource(one) for one in root.findall(f"{DAV}response")[:_MOST])


def _resource(response: Element) -> Resource:
    good = (one for one in response.findall(f"{DAV}propstat") if _is_good(one.findtext(f"{DAV}status")))
    return Resource((response.findtext(f"{DAV}href") or "").strip(), tuple(_properties(good)))


def _properties(good: Iterable[Element]) -> Iterable[Element]:
    return (one for stat in good for told in stat.findall(f"{DAV}prop") for one in told)


def _is_good(status: str | None) -> bool:
    return status is None or " 200 " in f"{status} "


def _tree(body: bytes) -> Element:
    builder = TreeBuilder()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Broken("The server's answer is nested too deeply.")
        builder.start(_name(tag), attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_name(tag))

    def refuse(*_: object) -> None:
        raise Broken("The server's answer has a document type, which such an answer needs not.")

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(body, True)
        return builder.close()
    except (expat.ExpatError, LookupError) as error:
        raise Broken("The server's answer is no XML.") from error


def _name(tag: str) -> str:
    return f"{{{tag}" if "}" in tag else tag
