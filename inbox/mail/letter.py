"""What a tool's reader is given of a mail. Pure; nothing in here raises, whatever a stranger wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import islice
from typing import Any, Final

from inbox.mail import headers, html
from inbox.mail.domains import ascii_host
from inbox.mail.links import unquoted

_MOST_SEARCHED: Final = 64 * 1024
_MOST_LINKS: Final = 200
_MOST_JSON: Final = 8000
_MOST_LINK: Final = 2000
_MOST_FIELD: Final = 4000
_PARTS: Final = re.compile(r"https://([^/?#@:]{1,253})(?::443)?(/[^?#]*)?(\?[^#]*)?(#.*)?", re.DOTALL)
"""RFC 3986, without a user and at the usual port: links of tools have neither."""
_LINK: Final = re.compile(r"https://[^\s<>\"'\\^`{|}\x00-\x20]{4,2000}")
_HREF: Final = re.compile(r"<a\b[^<>]{0,3000}", re.IGNORECASE)
_QUOTED: Final = re.compile(
    r"(?:^(?=[^\n]{0,400}(?:\d:\d\d|<[^\n>]{1,100}@))[^\n>][^\n]{0,399}:[ \t]*\n\n?)?(?:^[ ]{0,3}>.*(?:\n|\Z))+",
    re.MULTILINE,
)
"""With the line before that says whose it is: one that tells the time of day, or an address, and ends in a colon."""
_FOOTER: Final = frozenset({"--", "---", "—", "–"})
_MOST_FOOTER: Final = 20
_CODE: Final = re.compile(r"```.*?(?:```|\Z)|`[^`\n]{1,1000}`", re.DOTALL)
_NAMED: Final = re.compile(r"@(?<![\w@./-]@)([A-Za-z0-9](?:[\w.-]{0,60}\w)?(?:\[bot\])?(?:/[A-Za-z0-9][\w.-]{0,100})?)")
_TAG: Final = re.compile(r"<(\w{1,20})\s")
_ATTRIBUTE: Final = re.compile(r"\b(?:id|class)\s?=\s?[\"'](?:[^\"'<>]{0,300} )?$")
_BRACKET: Final = re.compile(r"\s*\([^()]*\)$")
_LINK_LINE: Final = re.compile(r"^[^\n]{0,60}?https://[^\n]*\n*", re.MULTILINE)
_MOST_TAG: Final = 2000
_MOST_ALIKE: Final = 20


@dataclass(frozen=True, slots=True)
class Letter:
    """`fields` are those that `inbox.mail.tools` asked for, as bytes; `references` begin with the thread's first.

    `text` is what is shown of the mail; `html` is its first HTML part as it came, '' if none. `logins`: how the person
    is called at tools, in lower case, without @. `own_hosts`: of the tool, those that the person added included.
    """

    sender_name: str
    sender_address: str
    subject: str
    message_id: str
    references: tuple[str, ...]
    fields: Mapping[bytes, bytes]
    text: str
    html: str
    to: tuple[str, ...] = ()
    logins: frozenset[str] = frozenset()
    own_hosts: tuple[str, ...] = ()

    def field(self, name: str) -> str:
        """On one line, encoded words read; '' where it is missing or was not asked for (`Tool.fields`)."""
        return headers.text(self.fields.get(name.lower().encode(), b""), _MOST_FIELD)

    def links(self) -> Iterator[str]:
        """Every https link to one of the tool's own hosts, without query and fragment kept as they are, in order."""
        for source in (self.html, self.text):
            for found in islice(_LINK.finditer(source[:_MOST_SEARCHED]), _MOST_LINKS):
                written = unescape(found[0]) if source is self.html else found[0]
                link = own(written.rstrip(".,;:!?)]"), self.own_hosts)
                if link:
                    yield link

    def link(self, path: str) -> str:
        """The first of `links` whose path matches this expression from its start; '' if none."""
        pattern = re.compile(path)
        return next((link for link in self.links() if pattern.match(path_of(link))), "")

    def view_action(self) -> str:
        """The link of the ViewAction that some tools put into their mails for machines (schema.org, JSON-LD)."""
        source = self.html[:_MOST_SEARCHED]
        named = source.find("application/ld+json")  # which is sooner looked for than its element
        for _ in range(_MOST_ALIKE):
            if named < 0:
                break
            begun = source.find(">", named, named + _MOST_TAG) + 1
            end = source.find("</script>", begun, begun + _MOST_JSON)
            if begun and end >= 0 and source.startswith("<script", source.rfind("<", 0, named)):
                link = own(_action_url(source[begun:end]), self.own_hosts)
                if link:
                    return link
            named = source.find("application/ld+json", named + 1)
        return ""

    def host(self) -> str:
        """Where the tool runs: as the thread's Message-ID says; else the first of `links`; '' if nothing tells."""
        begun = (self.references[0] if self.references else self.message_id).rpartition("@")[2].rstrip(">")
        if own(f"https://{begun}", self.own_hosts):
            return ascii_host(begun)
        hosts = map(host_of, self.links())
        return next((host for host in hosts if host in self.own_hosts), "") or next(iter(self.own_hosts[::-1]), "")

    def element(self, name: str) -> str:
        """The words of the first element of that id or class in the HTML, to the end of its cell or block; '' if none.

        For tools whose mails are tables: what was written stands in one cell of them.
        """
        source, at = self.html[:_MOST_SEARCHED], -1
        for _ in range(_MOST_ALIKE):
            at = source.find(name, at + 1)
            if at < 0:
                break
            begun, end = source.rfind("<", max(0, at - _MOST_TAG), at), source.find(">", at, at + _MOST_TAG)
            tag = _TAG.match(source, begun) if begun >= 0 <= end else None
            if tag and source[at + len(name)] in "\"' " and _ATTRIBUTE.search(source[begun:at]):
                over = source.find(f"</{tag[1]}", end)
                return words(source[end + 1 : over if over >= 0 else end + _MOST_FIELD])
        return ""

    def new_text(self) -> str:
        """What is neither quoted nor below the line of dashes that the tool's own words stand under."""
        return _new_text(self.text[:_MOST_SEARCHED])

    def prose(self) -> str:
        """The new text without its links, and the few words on their lines: for mails that have links between all."""
        return _LINK_LINE.sub("", self.new_text())

    def named(self) -> frozenset[str]:
        """Everyone called by an @name in the new text, teams too (`org/team`), in lower case; not within code."""
        return named(self.new_text())

    def names_me(self) -> bool:
        return bool(self.logins & self.named())

    def called(self) -> str:
        """What follows the @ by which the person is called in the new text: a name of theirs, which may have spaces, or
        the address the mail was sent to; '' if none does. For tools that call people by more than one word."""
        written = _CODE.sub(" ", self.new_text()).casefold()
        for name in sorted({*self.logins, *(one.casefold() for one in self.to)}, key=len, reverse=True):
            if f"@{name}" in written and re.search(rf"(?<![\w@./-])@{re.escape(name)}(?![\w@-]|\.\w)", written):
                return name
        return ""

    def actor(self, title: str) -> str:
        """Who did it, by the name in From; '' where that is the tool's own, `title`.

        Of `Ada (Google Docs)` and `Ada via LinkedIn` that is Ada: what stands between is of the mail's language.
        """
        name = _BRACKET.sub("", self.sender_name).strip()
        if name.endswith(f" {title}"):
            name = name.removesuffix(title).rstrip().rpartition(" ")[0]
        return "" if name.casefold() == title.casefold() else name

    def found(self, path: re.Pattern[str]) -> list[tuple[str, re.Match[str]]]:
        """Of `links`, those whose path matches this expression from its start."""
        return [(link, match) for link in self.links() if (match := path.match(path_of(link)))]


@lru_cache(maxsize=2)  # a reader asks for it several times
def _new_text(text: str) -> str:
    text = _unquoted(text)
    end = len(text)
    for line in reversed(text.rsplit("\n", _MOST_FOOTER)[1:]):
        end -= len(line) + 1
        if line.rstrip(" \t") in _FOOTER:
            text = text[:end] if text[:end].strip() else text
            break
    text = text.rstrip()
    before, line_feed, last = text.rpartition("\n")
    while line_feed and (not last or last.startswith(("https://", "http://"))):
        text = before  # links that a mail's HTML leads to, as they are listed below its words
        before, line_feed, last = text.rpartition("\n")
    return text


def _unquoted(text: str) -> str:
    # To look for the sign alone costs a hundredth of that, and many mails quote nothing.
    return _QUOTED.sub("", text) if ">" in text else text


def named(text: str) -> frozenset[str]:
    """Everyone called by an @name, teams too (`org/team`), in lower case; not within code or in what is quoted."""
    written = _unquoted(text[:_MOST_SEARCHED])
    written = _CODE.sub(" ", written) if "`" in written else written
    return frozenset(found[1].lower() for found in islice(_NAMED.finditer(written), 500))


def own(link: str, hosts: tuple[str, ...]) -> str:
    """The link where it is https, of one of these hosts or below one, and names no user or port; else ''."""
    parts = _PARTS.fullmatch(link) if len(link) <= _MOST_LINK else None
    host = ascii_host(parts[1]) if parts else ""
    if not parts or not any(host == one or host.endswith(f".{one}") for one in hosts):
        return ""
    return f"https://{host}{parts[2] or '/'}{parts[3] or ''}{parts[4] or ''}"


def words(source: str) -> str:
    """Of a piece of HTML, without the list of its links."""
    return html.to_text(_HREF.sub("<a", source))


def agreed(names: Iterable[str]) -> str:
    """The one thing that all of these name which name any; '' where they name several.

    Of links out of a mail, one is the tool's, and whoever wrote there may have put others before it: where one cannot
    tell them apart, it is not known which thing this mail is about.
    """
    told = set(names) - {""}
    return told.pop() if len(told) == 1 else ""


def host_of(link: str) -> str:
    """Of a link that `own` gave."""
    parts = _PARTS.fullmatch(link)
    return parts[1] if parts else ""


def fragment_of(link: str) -> str:
    """What follows #; '' if nothing does."""
    return link.partition("#")[2]


def place_of(link: str) -> str:
    """Host and path of a link that `own` gave, as threads are named: without scheme, query, fragment, last /."""
    parts = _PARTS.fullmatch(link)
    return f"{parts[1]}{(parts[2] or '').rstrip('/')}" if parts else ""


def query_of(link: str, name: str) -> str:
    """One value in the query of a link; '' if it is not there."""
    found = re.search(rf"[?&]{re.escape(name)}=([^&#]{{0,500}})", link)
    return unquoted(found[1]) if found else ""


def path_of(link: str) -> str:
    """Of a link that `own` gave; with the / it begins with, as it is written."""
    parts = _PARTS.fullmatch(link)
    return (parts[2] or "/") if parts else ""


def without_query(link: str) -> str:
    """Without what follows the path and would be tracking, mostly; the fragment stays."""
    parts = _PARTS.fullmatch(link)
    return link.replace(parts[3], "", 1) if parts and parts[3] else link


def _action_url(source: str) -> str:
    """GitHub has potentialAction.url (target in some), GitLab action.url."""
    try:
        told: Any = json.loads(source)
    except (ValueError, RecursionError):
        return ""
    for one in (told if isinstance(told, list) else [told])[:5]:
        if isinstance(one, dict):
            action = one.get("potentialAction") or one.get("action")
            if isinstance(action, dict):
                url = action.get("url") or action.get("target")
                if isinstance(url, str):
                    return url
    return ""
