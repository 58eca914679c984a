"""Lists that a server gives page by page (RFC 8288: a Link field with `rel=next`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from inbox.errors import Broken
from inbox.web.client import Answer, Client, Query

MOST_PAGES: Final = 1000
_LINK: Final = re.compile(r"<([^<>]{1,4000})>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s;,\"]+))*)")
_REL: Final = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)


def pages(
    client: Client,
    path: str,
    query: Query | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    expects: tuple[int, ...] = (200,),
    most: int = MOST_PAGES,
) -> Iterator[Answer]:
    """Every page, the first one first, each asked for when the one before has been looked at.

    Of a link to the next page only the query counts: a server behind another one may not know by which address it is
    reached. Raises Broken for pages that come again, and for more than `most`.
    """
    here, seen = path, set[str]()
    for _ in range(most):
        answer = client.get(here, query, headers=headers, expects=expects)
        yield answer
        following = urlsplit(next_link(answer.headers.get("link", ""))).query
        if not following:
            return
        if following in seen:
            raise Broken("The pages of the server's list go round in circles.")
        seen.add(following)
        here, query = f"{path}?{following}", None
    raise Broken(f"The server's list has more than {most} pages.")


def next_link(field: str) -> str:
    """The address of the next page out of a Link field, as it stands there; '' where there is none."""
    for found in _LINK.finditer(field[:20_000]):
        rel = _REL.search(found[2])
        if rel and "next" in (rel[1] or rel[2] or "").lower().split():
            return found[1]
    return ""
