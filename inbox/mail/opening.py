"""The bytes of a mail to what may be shown of it. Pure, never raises; bounded, but not quick on what is hostile.

Run where it can be ended: `inbox.worker`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from inbox.mail import (
    attachments,
    authenticity,
    clean,
    headers,
    html,
    invitations,
    links,
    pages,
    parts,
    quoting,
    senders,
)
from inbox.mail.authenticity import NOBODY, Trust
from inbox.mail.opened import Attachment, Caution, Invitation, LeftOut, Link, Opened, Passage
from inbox.mail.parts import Leaf

MOST_TEXT: Final = 1_000_000
MOST_HEADERS: Final = 1000
_MOST_INLINE: Final = 3 * 1024 * 1024
_MOST_INLINE_ALL: Final = 12 * 1024 * 1024
_MOST_HTML: Final = 2_000_000
_MOST_PAGES: Final = 20
_MOST_HTML_FOR_TEXT: Final = 4_000_000
_SHOWN_IMAGES: Final = frozenset({"image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/bmp"})
_ENCRYPTED: Final = frozenset({"application/pgp-encrypted", "application/x-pkcs7-mime", "application/pkcs7-mime"})
_LISTS: Final = frozenset({b"list-id", b"list-post"})
_WANTED: Final = frozenset({b"from", b"subject", b"reply-to"}) | _LISTS


@dataclass(frozen=True, slots=True)
class About:
    """What a mail is judged by: whom its account believes, and the domains (ASCII) its person has dealt with."""

    trust: Trust = NOBODY
    known: tuple[str, ...] = ()


def opened(raw: bytes, about: About) -> Opened:
    raw = _with_line_ends(raw)
    header_end, _ = headers.split(raw)
    block = raw[:header_end]
    tree = parts.tree(raw)
    texts, sources = _bodies(raw, tree.leaves)
    places = pages.Places(_names_of_images(tree.leaves))
    safe = [pages.made_safe(source, places) for source in _few(sources)]
    inline = _inline_images(raw, tree.leaves, [name for page in safe for name in page.inline])
    passages = _with_links(quoting.passages(_text(texts, sources)), places.links)
    cautions, looks_like = _of_sender(block, about.known)
    if any(link.deceptive for link in places.links):
        cautions += (Caution.DECEPTIVE_LINK,)
    if _ENCRYPTED & {leaf.kind for leaf in tree.leaves} or "multipart/encrypted" in tree.containers or _armoured(texts):
        cautions += (Caution.ENCRYPTED,)
    if not tree.complete:
        cautions += (Caution.INCOMPLETE,)
    return Opened(
        passages=passages,
        html=tuple(page.html for page in safe if page.html.strip()),
        html_left_out=next((page.left_out for page in safe if page.left_out), LeftOut.NONE),
        inline_images=inline,
        remote_images=tuple(places.remote),
        links=tuple(places.links),
        attachments=_attachments(raw, tree.leaves, inline),
        invitations=_invitations(raw, tree.leaves),
        verdict=authenticity.judged(block, about.trust).verdict,
        cautions=cautions,
        looks_like=looks_like,
        headers=tuple(headers.every(block, MOST_HEADERS)),
        source_bytes=len(raw),
    )


def attachment(raw: bytes, index: int) -> tuple[str, bytes] | None:
    """The clean name and the content of one part; None if there is no such."""
    raw = _with_line_ends(raw)
    leaves = parts.tree(raw).leaves
    if not 0 <= index < len(leaves):
        return None
    leaf = leaves[index]
    return _name(raw, leaf), parts.content(raw, leaf)


def of_text(text: str) -> tuple[Passage, ...]:
    """The passages of a text where there is no more than that."""
    return quoting.passages(clean.many_lines(text[:MOST_TEXT]))


def _with_line_ends(raw: bytes) -> bytes:
    """An old Macintosh's are made into ours."""
    return raw.replace(b"\r", b"\n") if b"\n" not in raw[:2048] and b"\r" in raw[:2048] else raw


def _is_body(leaf: Leaf, kind: str) -> bool:
    return leaf.kind == kind and not leaf.attached


def _bodies(raw: bytes, leaves: Sequence[Leaf]) -> tuple[list[str], list[str]]:
    """The texts and the HTML sources, each a part of its own."""
    texts = [text for leaf in leaves if _is_body(leaf, "text/plain") and (text := parts.text(raw, leaf)).strip()]
    sources = [text for leaf in leaves if _is_body(leaf, "text/html") and (text := parts.text(raw, leaf)).strip()]
    if texts and texts[0][:200].lstrip().lower().startswith(("<!doctype html", "<html")):
        sources.insert(0, texts.pop(0))
    if not texts and not sources:  # a bounce may be nothing but its report (RFC 3464)
        texts = list(parts.read(raw).plain)
    return texts, sources


def _few(sources: Sequence[str]) -> Iterator[str]:
    """As many as one looks at; what is more than all may be is too large by itself, and is said to be."""
    left = _MOST_HTML
    for source in sources[:_MOST_PAGES]:
        left -= len(source)
        yield source if left >= 0 else " " * (pages.MOST + 1)


def _text(texts: Sequence[str], sources: Sequence[str]) -> str:
    shown = texts or [html.to_text(source[:_MOST_HTML_FOR_TEXT]) for source in sources]
    return clean.many_lines("\n\n".join(shown)[:MOST_TEXT])


def _with_links(passages: tuple[Passage, ...], known: list[Link]) -> tuple[Passage, ...]:
    """With what may be opened, or would be refused, in the text; added to `known`."""
    found: list[Passage] = []
    for passage in passages:
        spans: list[tuple[int, int, int]] = []
        for start, end, link in links.in_text(passage.text):
            if len(known) == 2 * links.MOST_LINKS:
                break
            spans.append((start, end, len(known)))
            known.append(link)
        found.append(replace(passage, links=tuple(spans)) if spans else passage)
    return tuple(found)


def _of_sender(block: bytes, known: tuple[str, ...]) -> tuple[tuple[Caution, ...], str]:
    fields = headers.fields(block, _WANTED)
    name, address = headers.first_mailbox(fields.get(b"from", b""))
    written = headers.as_written(fields.get(b"from", b""))
    subject = headers.as_written(fields.get(b"subject", b""))
    listed = any(name in fields for name in _LISTS)  # an answer to a list is meant to go elsewhere
    reply_to = () if listed else headers.addresses(fields.get(b"reply-to", b""))[:50]
    return senders.cautions(name, address, (written, subject), reply_to, known)


def _armoured(texts: Sequence[str]) -> bool:
    return any("-----BEGIN PGP MESSAGE-----" in text for text in texts)


def _names_of_images(leaves: Sequence[Leaf]) -> dict[str, str]:
    return {
        leaf.content_id.lower(): f"inline:{index}"
        for index, leaf in enumerate(leaves)
        if leaf.content_id and leaf.kind in _SHOWN_IMAGES
    }


def _inline_images(raw: bytes, leaves: Sequence[Leaf], wanted: Sequence[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = _MOST_INLINE_ALL
    for name in dict.fromkeys(wanted):
        leaf = leaves[int(name.removeprefix("inline:"))]
        content = parts.content(raw, leaf)
        if len(content) <= min(_MOST_INLINE, left):
            found[name] = content
            left -= len(content)
    return found


def _attachments(raw: bytes, leaves: Sequence[Leaf], inline: dict[str, bytes]) -> tuple[Attachment, ...]:
    """All that is not shown as text, HTML or an image in it. An invitation is among them: it can be saved."""
    found = []
    for index, leaf in enumerate(leaves):
        shown = _is_body(leaf, "text/plain") or _is_body(leaf, "text/html")
        if (shown and not leaf.name) or f"inline:{index}" in inline:  # a text with a name is a file as well
            continue
        name = _name(raw, leaf)
        size = len(parts.content(raw, leaf))
        kind = clean.one_line(leaf.kind, 100)
        found.append(Attachment(index, name, kind, size, attachments.is_dangerous(name, kind)))
    return tuple(found)


def _name(raw: bytes, leaf: Leaf) -> str:
    told = leaf.name
    if not told and leaf.kind == "message/rfc822":
        block = parts.content(raw, leaf)[: headers.MOST_FIELD_BYTES]
        told = headers.text(headers.fields(block, _WANTED).get(b"subject", b""), 80)
        told = f"{told}.eml" if told else ""
    return attachments.clean_name(told, leaf.kind)


def _invitations(raw: bytes, leaves: Sequence[Leaf]) -> tuple[Invitation, ...]:
    """Many programs send the same twice, as a part and attached."""
    found: dict[Invitation, None] = {}
    for leaf in leaves:
        if leaf.kind in {"text/calendar", "application/ics"} and len(found) < invitations.MOST_EVENTS:
            found.update(dict.fromkeys(invitations.read(parts.text(raw, leaf), leaf.method)))
    return tuple(found)[: invitations.MOST_EVENTS]
